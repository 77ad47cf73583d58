"""Money in words: cents always shown, thousands apart."""

import pytest

from scheduling.domain.money import money_text


@pytest.mark.parametrize(
    ("cents", "text"), [(0, "0.00"), (5, "0.05"), (100, "1.00"), (123450, "1,234.50"), (-199, "-1.99")]
)
def test_cents_read_as_an_amount(cents: int, text: str) -> None:
    assert money_text(cents) == text
