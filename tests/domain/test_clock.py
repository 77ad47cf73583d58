"""Clock times and dates as people read them."""

from datetime import date

import pytest

from scheduling.domain.clock import day_text, seconds_text, span_text


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


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.9, "0 s"), (3.2, "3 s"), (60, "1 min"), (90, "1 min 30 s"), (3605, "1 h"), (100_000, "1 d 3 h"), (-5, "0 s")],
)
def test_seconds_are_told_in_the_two_largest_units(seconds: float, words: str) -> None:
    assert seconds_text(seconds) == words
