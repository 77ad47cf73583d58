"""Whose turn it is: who waits before sweeps, lost runs before new ones, and no week before its share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.domain.runs import Priority, RunStatus, SolveOptions
from scheduling.services.records import RunRecord, Served
from scheduling.services.turns import USUAL_SHARE, in_turn, starts, usual_share

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def waiting(name: str, week: str = "w", age: int = 0, priority: Priority = Priority.INTERACTIVE) -> RunRecord:
    at = NOON - timedelta(seconds=age)
    return RunRecord(name, week, None, "p", SolveOptions(60), "h", "1", "ann", at, priority=priority)


def names(*runs: RunRecord, served: dict[str, Served] | None = None) -> list[str]:
    return [run.id for run in in_turn(runs, served or {})]


def test_of_one_week_the_run_that_waits_longest_comes_first() -> None:
    assert names(waiting("new", age=1), waiting("old", age=9)) == ["old", "new"]


def test_what_somebody_waits_for_comes_before_sweeps() -> None:
    assert names(waiting("sweep", age=9, priority=Priority.SWEEP), waiting("click")) == ["click", "sweep"]


def test_a_run_that_lost_its_worker_comes_before_new_ones_but_not_before_somebody_who_waits() -> None:
    lost = replace(waiting("lost", priority=Priority.SWEEP), attempt=1)
    assert names(waiting("sweep", age=9, priority=Priority.SWEEP), lost, waiting("click")) == ["click", "lost", "sweep"]


def test_weeks_take_turns_however_many_runs_one_has() -> None:
    many = [waiting(f"a{k}", "a", age=100 - k) for k in range(3)]
    assert names(*many, waiting("b0", "b"), waiting("b1", "b")) == ["a0", "b0", "a1", "b1", "a2"]


def test_a_week_with_a_run_going_on_comes_after_one_without() -> None:
    served = {"a": Served(1, NOON - timedelta(hours=1)), "b": Served(0, NOON)}
    assert names(waiting("a0", "a", age=9), waiting("b0", "b"), served=served) == ["b0", "a0"]


def test_of_weeks_with_equally_many_the_one_served_longest_ago_comes_first() -> None:
    served = {"a": Served(0, NOON), "b": Served(0, NOON - timedelta(hours=1))}
    assert names(waiting("a0", "a", age=9), waiting("b0", "b"), served=served) == ["b0", "a0"]


def test_a_run_starts_when_the_first_worker_is_free() -> None:
    queue = [waiting(name) for name in "abc"]
    assert starts(queue, busy=[30.0, 10.0], workers=2, share=0.5) == [10.0, 30.0, 40.0]
    assert starts(queue, busy=[], workers=2, share=1.0) == [0.0, 0.0, 60.0]


def test_a_handed_on_run_takes_only_what_is_left_of_its_time() -> None:
    queue = [replace(waiting("a"), spent=50.0), waiting("b")]
    assert starts(queue, busy=[], workers=1, share=1.0) == [0.0, 10.0]


@pytest.mark.parametrize(("took", "share"), [((15, 45, 30), 0.5), ((90,), 1.0), ((), USUAL_SHARE)])
def test_runs_usually_take_what_they_took_at_the_median(took: tuple[int, ...], share: float) -> None:
    ended = [
        replace(
            waiting(str(k)),
            status=RunStatus.COMPLETED,
            started_at=NOON,
            finished_at=NOON + timedelta(seconds=seconds),
        )
        for k, seconds in enumerate(took)
    ]
    assert usual_share(ended) == share
