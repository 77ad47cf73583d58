"""Clock times and dates as people read them."""

from datetime import date

import pytest

from scheduling.domain.clock import day_text, span_text


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [(420, 900, "07:00–15:00"), (960, 1440, "16:00–24:00"), (1320, 1800, "22:00–06:00"), (0, 1440, "00:00–24:00")],
)
def test_a_span_that_ends_at_midnight_ends_at_24_and_one_past_it_in_the_morning(
    start: int, end: int, told: str
) -> None:
    assert span_text(start, end) == told


def test_a_day_has_no_leading_zero() -> None:
    assert day_text(date(2026, 12, 4)) == "Fri 4 Dec"
