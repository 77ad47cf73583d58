"""Percentiles by hand."""

import pytest

from benchmarks.figures import percentile, summed_up


def test_the_95th_percentile_of_20_values_is_the_19th() -> None:
    assert percentile([float(k) for k in range(20, 0, -1)], 95) == 19


def test_the_95th_percentile_of_21_values_is_the_20th() -> None:
    """95 % of 21 is 19.95: the 19th value would leave more than 5 % above."""
    assert percentile([float(k) for k in range(1, 22)], 95) == 20


def test_the_median_of_an_even_number_is_the_lower_middle_one() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 50) == 2


def test_a_single_value_is_every_percentile() -> None:
    assert summed_up([7.0]) == (7, 7, 7)


def test_one_slow_answer_in_twenty_shows_in_the_maximum_only() -> None:
    assert summed_up([*[1.0] * 19, 90.0]) == (1, 1, 90)


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
def test_what_has_no_percentile_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, percent)
