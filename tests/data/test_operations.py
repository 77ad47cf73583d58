"""Figures about all runs, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from data import tables
from data.engine import engine_for, reading_engine
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.services.operation_records import TaskFilter
from scheduling.services.records import Ending, RunRecord
from tests.data.stored import Open, plain_week

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def run(name: str, schedule: str, age: float) -> RunRecord:
    """A run that was asked for `age` seconds ago."""
    options, asked = SolveOptions(30, 0, 1, 7), NOW - timedelta(seconds=age)
    return RunRecord(name, schedule, None, f"profile of {name}", options, "hash", "1.0", "ann", asked)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def week(transactions: Open) -> str:
    """A week with four runs: one waits, one runs, one took 2.5 s, one failed after 400 s."""
    _, schedule = plain_week(transactions)
    with transactions() as work:
        for name, age in {"waits": 90, "runs": 30, "done": 7, "failed": 0.2}.items():
            work.runs.add(run(name, schedule, age), "{}")
        for name, worker in {"runs": "north:1", "done": "north:1", "failed": "south_2"}.items():
            assert work.runs.claim(name, worker, NOW) == 1
        work.runs.finish("done", 1, after(2.5), Ending(RunStatus.COMPLETED))
        work.runs.finish("failed", 1, after(400), Ending(RunStatus.FAILED, reason="It was 100% broken."))
        work.commit()
    return schedule


def names(open_work: Open, wanted: TaskFilter, most: int = 10) -> list[str]:
    with open_work() as work:
        return [task.run.id for task in work.operations.tasks(wanted, most)]


def test_runs_are_counted_by_state_also_where_there_are_none(transactions: Open, week: str) -> None:
    with transactions() as work:
        assert work.operations.counts() == {
            RunStatus.PENDING: 1,
            RunStatus.RUNNING: 1,
            RunStatus.COMPLETED: 1,
            RunStatus.FAILED: 1,
            RunStatus.CANCELLED: 0,
        }
        assert work.operations.oldest_waiting() == NOW - timedelta(seconds=90)


def test_an_empty_house_has_figures_too(transactions: Open) -> None:
    with transactions() as work:
        assert set(work.operations.counts().values()) == {0}
        assert work.operations.oldest_waiting() is None
        assert work.operations.solving() == {}
        assert (work.operations.waiting().count, work.operations.waiting().total) == (0, 0.0)
        assert work.operations.size() > 0


def test_durations_are_counted_to_the_bucket(transactions: Open, week: str) -> None:
    with transactions() as work:
        solving, waiting = work.operations.solving(), work.operations.waiting()
    assert set(solving) == {RunStatus.COMPLETED, RunStatus.FAILED}
    done = solving[RunStatus.COMPLETED]
    assert (done.count, done.within[1.0], done.within[5.0]) == (1, 0, 1)
    assert done.total == pytest.approx(2.5, abs=0.001)
    assert solving[RunStatus.FAILED].between()[600.0] == 1
    assert (waiting.count, waiting.within[0.5], waiting.within[10.0], waiting.within[30.0]) == (3, 1, 2, 3)
    assert waiting.total == pytest.approx(37.2, abs=0.001)


def test_durations_since_a_moment_leave_earlier_ones_out(transactions: Open, week: str) -> None:
    with transactions() as work:
        assert set(work.operations.solving(after(3))) == {RunStatus.FAILED}
        assert work.operations.waiting(after(1)).count == 0
        assert work.operations.ended(after(3)) == [(after(400), RunStatus.FAILED)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (TaskFilter(), ["failed", "done", "runs", "waits"]),
        (TaskFilter(statuses=frozenset({RunStatus.PENDING, RunStatus.FAILED})), ["failed", "waits"]),
        (TaskFilter(text="NORTH"), ["done", "runs"]),
        (TaskFilter(text="100% broken"), ["failed"]),
        (TaskFilter(text="1%0"), []),
        (TaskFilter(text="south_"), ["failed"]),
        (TaskFilter(text="h_1"), []),
        (TaskFilter(text="Profile of w"), ["waits"]),
        (TaskFilter(since=NOW - timedelta(seconds=30)), ["failed", "done", "runs"]),
        (TaskFilter(site="another"), []),
    ],
)
def test_tasks_fit_the_filter(transactions: Open, week: str, wanted: TaskFilter, found: list[str]) -> None:
    assert names(transactions, wanted) == found


def test_tasks_name_their_site_and_week(transactions: Open, week: str) -> None:
    with transactions() as work:
        schedule = work.schedules.get(week)
        site = work.schedules.site(schedule.site)
        task = work.operations.tasks(TaskFilter(site=site.id), 1)[0]
        assert work.operations.with_ids({"failed", "gone"}) == [task]
    assert (task.site, task.site_name, task.week, task.run.reason) == (
        site.id,
        site.name,
        schedule.name,
        "It was 100% broken.",
    )


def test_no_more_tasks_than_asked_for(transactions: Open, week: str) -> None:
    assert names(transactions, TaskFilter(), 2) == ["failed", "done"]


def test_reading_waits_for_no_writer(transactions: Open, week: str, database: str) -> None:
    with engine_for(database).begin() as writer:
        writer.execute(update(tables.runs).values(status=RunStatus.CANCELLED))
        with SqlUnitOfWork(reading_engine(database)) as work:
            assert work.operations.counts()[RunStatus.PENDING] == 1


def test_a_run_asked_for_later_comes_first(transactions: Open, week: str) -> None:
    with transactions() as work:
        work.runs.add(run("newest", week, -5), "{}")
        work.commit()
    assert names(transactions, TaskFilter(), 1) == ["newest"]
