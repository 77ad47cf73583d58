"""Charts of how long runs took."""

from pages.components.durations import _distribution
from scheduling.services.operation_records import Durations


def test_few_runs_are_counted_in_whole_numbers_and_many_as_the_chart_likes() -> None:
    few, many = (_distribution({"runs": (Durations(n, 1.0, {1.0: n, 5.0: n}), "#000000")}) for n in (2, 200))
    assert few.layout.yaxis.dtick == 1
    assert many.layout.yaxis.dtick is None


def test_every_run_stands_under_the_time_that_it_took_at_most() -> None:
    (bar,) = _distribution({"runs": (Durations(7, 1.0, {0.5: 1, 90.0: 5}), "#000000")}).data
    assert list(zip(bar.x, bar.y, strict=True)) == [("≤ 0.5 s", 1), ("≤ 1 min 30 s", 4), ("> 1 min 30 s", 2)]
