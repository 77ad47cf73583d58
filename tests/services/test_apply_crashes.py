"""Whatever writes a roster is broken at every statement, and killed for real: the roster is as before, or as after."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from data.engine import engine_for
from scheduling.services.applying import ApplyService
from scheduling.services.permissions import Actor
from scheduling.services.publishing import PublishService
from scheduling.services.records import AssignmentRecord
from scheduling.services.saving import Why, save
from scheduling.services.version_records import VersionKind
from scheduling.services.versions import VersionService
from tests.actors import ANN, BEN
from tests.services.loop import Open, stored_week
from tests.services.runs_by_hand import ended_with

Change = Callable[[Open, str, str], object]
CHANGES: dict[str, Change] = {
    "apply": lambda open_, week, run: ApplyService(open_).apply(ANN, run, overwrite=True, seen=2),
    "undo": lambda open_, week, run: VersionService(open_, open_).undo(ANN, week, 2),
    "restore": lambda open_, week, run: VersionService(open_, open_).restore(ANN, week, 0, 2),
    "publish": lambda open_, week, run: PublishService(open_, open_).publish(ANN, week, 2),
}


class Crash(Exception):
    """What no code expects."""


@contextmanager
def interrupted(database: str, stop: Callable[[str, int], None]) -> Iterator[None]:
    """Call `stop` before each statement with its text and number from 1, and with "COMMIT" before the end."""
    engine, count = engine_for(database), [0]

    def statement(*arguments: Any) -> None:
        count[0] += 1
        stop(arguments[2], count[0])

    def commit(connection: object) -> None:
        count[0] += 1
        stop("COMMIT", count[0])

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", commit)


def everything(transactions: Open, week: str) -> tuple[object, ...]:
    """All that a change of the roster may touch."""
    with transactions() as work:
        schedule = work.schedules.get(week)
        versions = work.versions.all(week)
        rows = [frozenset(work.versions.rows(week, head.number)) for head in versions]
        states = [(shift.id, shift.status) for shift in work.demand.planned(week)]
        log = work.log.latest(schedule.site, 99)
        return schedule, versions, rows, frozenset(work.assignments.of_schedule(week)), states, log


def prepared(transactions: Open) -> tuple[str, str]:
    """A week with two versions and a run that is not applied; ids of both."""
    week = stored_week(transactions)
    run = ended_with(transactions, week, 0, 1)
    with transactions() as work:
        problem, _ = work.problems.load(week)
        shift, role = problem.shifts[0].id, problem.roles[0].id
        for person in problem.employees[:2]:
            rows = [AssignmentRecord(shift, person.id, role)]
            save(work, Actor(person.name, BEN.role), week, rows, None, Why(VersionKind.EDIT))
        work.commit()
    return week, run


@pytest.mark.parametrize("change", CHANGES)
def test_a_crash_at_any_statement_leaves_everything_as_it_was(transactions: Open, database: str, change: str) -> None:
    week, run = prepared(transactions)
    before, told = everything(transactions, week), list[str]()
    for number in range(1, 100):

        def stop(statement: str, count: int, number: int = number) -> None:
            if count == number:
                told.append(statement)
                raise Crash

        try:
            with interrupted(database, stop):
                CHANGES[change](transactions, week, run)
        except Crash:
            assert everything(transactions, week) == before, told[-1]
        else:
            break
    assert told[-1] == "COMMIT"
    assert sum(statement.startswith(("INSERT", "UPDATE", "DELETE")) for statement in told) >= 3
    assert everything(transactions, week) != before


def killed(database: str, at: str, change: Callable[[], object]) -> None:
    """Do this in a process of its own and kill it before the first statement that begins so; "" means afterwards."""
    engine_for(database).dispose()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _stopping(database, at, change, writing)
        finally:
            os._exit(1)
    os.close(writing)
    assert os.read(reading, 1) == b"!"
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _stopping(database: str, at: str, change: Callable[[], object], writing: int) -> None:
    def wait() -> None:
        os.write(writing, b"!")
        time.sleep(60)

    def stop(statement: str, count: int) -> None:
        if at and statement.startswith(at):
            wait()

    with interrupted(database, stop):
        change()
        wait()


@pytest.mark.processes
@pytest.mark.parametrize("at", ["INSERT INTO roster_versions", "INSERT INTO assignments", "COMMIT", ""])
def test_a_process_killed_in_the_middle_of_applying_leaves_the_roster_before_or_after(
    transactions: Open, database: str, at: str
) -> None:
    week, run = prepared(transactions)
    before = everything(transactions, week)
    killed(database, at, lambda: CHANGES["apply"](transactions, week, run))
    assert (everything(transactions, week) == before) == bool(at)
    assert bool(ApplyService(transactions).apply(ANN, run, overwrite=True)) == bool(at)
    with transactions() as work:
        assert len(work.assignments.of_schedule(week)) == 6
        assert [head.number for head in work.versions.all(week)] == [3, 2, 1]
