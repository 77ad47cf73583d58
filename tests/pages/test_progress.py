"""The picture of a search shows its last improvements, however bad the first roster was."""

import pytest

from pages.components.progress import cut_off, progress_chart, worth_seeing
from scheduling.services.records import ProgressRecord


def steps(*objectives: int, bound: int | None = None) -> list[ProgressRecord]:
    return [ProgressRecord(float(k), objective, bound) for k, objective in enumerate(objectives)]


def test_a_bad_beginning_is_cut_off_and_told_of() -> None:
    found = steps(13_600, 3_200, 1_300, 1_245, 1_165, bound=1_150)
    window = worth_seeing(found)
    assert window is not None
    assert window[0] < 1_150 < 1_165 < 1_300 < window[1] < 3_200
    figure = progress_chart(found)
    assert list(figure.layout.yaxis.range) == list(window)
    assert cut_off(found) == "Earlier rosters, up to 13,600, lie above the picture; a double click shows them."


@pytest.mark.parametrize(
    "found",
    [
        [],
        steps(13_600, 1_165),
        steps(1_300, 1_245, 1_165),
        steps(500, 500, 500),
    ],
)
def test_where_all_has_room_nothing_is_cut_off(found: list[ProgressRecord]) -> None:
    assert worth_seeing(found) is None
    assert progress_chart(found).layout.yaxis.range is None
    assert cut_off(found) == ""


def test_nothing_is_shown_below_zero_and_a_gap_has_room() -> None:
    window = worth_seeing(steps(900, 90, 60, 40, 30, bound=0))
    assert window is not None
    assert window[0] == 0
    assert worth_seeing(steps(90_000, 3_000, 1_200, 1_100, 1_000, bound=100)) == pytest.approx((0, 2_080))
