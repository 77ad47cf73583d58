"""The life of a run in the tables: one worker at a time, no late write, the best candidate first."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from data.engine import engine_for
from scheduling.domain.runs import RunStatus, SolveOptions, SolveStatus
from scheduling.services.records import CandidateRecord, Ending, NoteRecord, ProgressRecord, RunRecord, Served
from tests.data.stored import Open, plain_week

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SNAPSHOT = '{"words": "ä' + "x" * 10_000 + '"}'


@pytest.fixture
def week(transactions: Open) -> str:
    """The id of a week whose run, "run", waits."""
    _, schedule = plain_week(transactions)
    with transactions() as work:
        options = SolveOptions(30, 1.5, 1, 7)
        work.runs.add(RunRecord("run", schedule, None, "none", options, "hash", "1.0", "ann", NOW), SNAPSHOT)
        work.commit()
    return schedule


@pytest.fixture
def running(week: str, transactions: Open) -> str:
    """The same, its run claimed by a first attempt."""
    with transactions() as work:
        assert work.runs.claim("run", "worker", NOW) == 1
        work.commit()
    return week


def found(penalty: int, hard: int = 0, name: str = "") -> CandidateRecord:
    rows = (("ann", "shift", "role"),)
    return CandidateRecord(name or f"{hard}-{penalty}", "run", 0, 1.5, penalty, hard, 3, rows)


def test_a_run_comes_back_as_it_was_stored(transactions: Open, week: str) -> None:
    with transactions() as work:
        run = work.runs.get("run")
        assert work.runs.snapshot("run") == SNAPSHOT
        assert work.runs.of_schedule(week) == [run]
    assert (run.status, run.options, run.created_at) == (RunStatus.PENDING, SolveOptions(30, 1.5, 1, 7), NOW)


def test_newer_runs_come_first(transactions: Open, week: str) -> None:
    with transactions() as work:
        work.runs.add(replace(work.runs.get("run"), id="newer", created_at=LATER), "{}")
        assert [run.id for run in work.runs.of_schedule(week)] == ["newer", "run"]


def test_asking_how_a_run_goes_does_not_fetch_its_snapshot(transactions: Open, week: str, database: str) -> None:
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine_for(database), "before_cursor_execute", note)
    try:
        with transactions() as work:
            work.runs.get("run")
            work.runs.of_schedule(week)
    finally:
        event.remove(engine_for(database), "before_cursor_execute", note)
    selects = [statement for statement in asked if "SELECT" in statement]
    assert len(selects) == 2
    assert not [statement for statement in selects if "runs.snapshot," in statement]


def test_a_claim_starts_the_run_and_names_who_has_it(transactions: Open, running: str) -> None:
    with transactions() as work:
        run = work.runs.get("run")
        assert work.runs.claim("run", "another", LATER) is None
        assert work.runs.claim("nowhere", "another", LATER) is None
    assert (run.status, run.worker, run.attempt, run.started_at) == (RunStatus.RUNNING, "worker", 1, NOW)


def test_an_attempt_that_was_handed_on_writes_nothing(transactions: Open, running: str) -> None:
    with transactions() as work:
        assert work.runs.hand_on("run", 1, spent=4.5, lost=True)
        assert work.runs.claim("run", "another", LATER) == 2
        assert not work.runs.hand_on("run", 1, spent=9.0, lost=True)
        assert work.runs.lock("run", 1) is None
        assert not work.runs.heartbeat("run", 1, LATER)
        assert not work.runs.add_candidate(found(5), 1)
        assert not work.runs.add_progress("run", 1, ProgressRecord(1.0, 5, 3))
        assert not work.runs.add_note("run", 1, NoteRecord(1.0, "late"))
        assert not work.runs.finish("run", 1, LATER, Ending(RunStatus.FAILED))
        assert (work.runs.candidates("run"), work.runs.progress("run"), work.runs.notes("run")) == ([], [], [])
        assert work.runs.heartbeat("run", 2, LATER)
        run = work.runs.get("run")
    assert (run.status, run.worker, run.losses, run.spent) == (RunStatus.RUNNING, "another", 1, 4.5)


def test_a_sign_of_life_keeps_a_run_from_whoever_judged_the_one_before(transactions: Open, running: str) -> None:
    with transactions() as work:
        assert work.runs.lock("run", 1, NOW) == work.runs.get("run")
        work.runs.heartbeat("run", 1, LATER)
        assert work.runs.lock("run", 1, NOW) is None
        assert work.runs.lock("run", 1, LATER) is not None


def test_weeks_whose_runs_wait_tell_what_they_have_got(transactions: Open, running: str) -> None:
    with transactions() as work:
        assert work.runs.served() == {}
        for name in ("done", "waits"):
            work.runs.add(replace(work.runs.get("run"), id=name, status=RunStatus.PENDING), "{}")
        work.runs.claim("done", "worker", LATER)
        work.runs.finish("done", 1, LATER, Ending(RunStatus.COMPLETED))
        assert work.runs.served() == {running: Served(1, LATER)}
        assert [run.id for run in work.runs.waiting()] == ["waits"]
        assert [run.id for run in work.runs.running()] == ["run"]


def test_a_finished_run_takes_no_more_candidates(transactions: Open, running: str) -> None:
    with transactions() as work:
        ending = Ending(RunStatus.COMPLETED, SolveStatus.OPTIMAL, 2**40, 2**40, "Done.")
        assert work.runs.finish("run", 1, LATER, ending)
        assert not work.runs.add_candidate(found(5), 1)
        run = work.runs.get("run")
    assert (run.solve_status, run.objective, run.finished_at) == (SolveStatus.OPTIMAL, 2**40, LATER)


def test_the_best_candidate_breaks_no_hard_rule_costs_least_and_came_first(transactions: Open, running: str) -> None:
    with transactions() as work:
        for candidate in (found(9), found(1, hard=1), found(4, name="early"), found(4, name="late")):
            assert work.runs.add_candidate(candidate, 1)
        best = work.runs.best_candidate("run")
        heads = work.runs.candidate_heads("run")
        newest_first = work.runs.candidates("run")
    assert best == replace(found(4, name="early"), seq=3)
    assert [head.id for head in heads] == ["early", "late", "0-9", "1-1"]
    assert [candidate.seq for candidate in newest_first] == [4, 3, 2, 1]


def test_progress_is_told_in_the_order_it_came(transactions: Open, running: str) -> None:
    steps = [ProgressRecord(0.5, None, 0), ProgressRecord(0.5, 9, 0), ProgressRecord(2.0, 9, 7)]
    with transactions() as work:
        for step in steps:
            work.runs.add_progress("run", 1, step)
        assert work.runs.progress("run") == steps


def test_notes_are_told_in_the_order_they_came(transactions: Open, running: str) -> None:
    notes = [NoteRecord(2.0, "b"), NoteRecord(1.0, "a")]
    with transactions() as work:
        assert all(work.runs.add_note("run", 1, note) for note in notes)
        assert work.runs.notes("run") == notes


@pytest.mark.parametrize("what", ["cancel", "finish"])
def test_only_a_run_that_runs_can_be_asked_to_end(transactions: Open, week: str, what: str) -> None:
    with transactions() as work:
        request = getattr(work.runs, f"request_{what}")
        assert not request("run")
        work.runs.claim("run", "worker", NOW)
        assert request("run")
        run = work.runs.get("run")
        assert (run.status, run.cancel_requested, run.finish_requested) == (
            RunStatus.RUNNING,
            what == "cancel",
            what == "finish",
        )
        work.runs.finish("run", 1, LATER, Ending(RunStatus.COMPLETED))
        assert not request("run"), "it has ended already"


def test_only_a_run_that_waits_is_ended_without_an_attempt(transactions: Open, running: str) -> None:
    failed = Ending(RunStatus.FAILED, reason="The queue is away.")
    with transactions() as work:
        assert not work.runs.end_waiting("run", LATER, failed)
        work.runs.add(replace(work.runs.get("run"), id="other", status=RunStatus.PENDING), "{}")
        assert work.runs.end_waiting("other", LATER, failed)
        other = work.runs.get("other")
        assert (other.status, other.reason, other.finished_at) == (RunStatus.FAILED, "The queue is away.", LATER)
        assert work.runs.claim("other", "worker", LATER) is None


def race(*steps: Callable[[], None]) -> None:
    gate = threading.Barrier(len(steps))

    def begin(step: Callable[[], None]) -> None:
        gate.wait()
        step()

    threads = [threading.Thread(target=begin, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_claim_and_a_cancel_at_once_leave_no_run_that_nobody_ends(transactions: Open, week: str) -> None:
    """Either it never started, or whoever runs it is asked to stop."""
    attempts: list[int | None] = []

    def claim() -> None:
        with transactions() as work:
            attempts.append(work.runs.claim("run", "worker", NOW))
            work.commit()

    def cancel() -> None:
        with transactions() as work:
            cancelled = Ending(RunStatus.CANCELLED)
            assert work.runs.end_waiting("run", NOW, cancelled) or work.runs.request_cancel("run")
            work.commit()

    race(claim, cancel)
    with transactions() as work:
        run = work.runs.get("run")
    assert (run.status, run.cancel_requested, attempts) in (
        (RunStatus.CANCELLED, False, [None]),
        (RunStatus.RUNNING, True, [1]),
    )


def test_candidates_of_several_threads_are_numbered_without_a_gap(transactions: Open, running: str) -> None:
    def store(thread: int) -> Callable[[], None]:
        def put() -> None:
            for k in range(5):
                with transactions() as work:
                    assert work.runs.add_candidate(found(k, name=f"{thread}-{k}"), 1)
                    work.commit()

        return put

    race(*(store(thread) for thread in range(4)))
    with transactions() as work:
        assert [candidate.seq for candidate in work.runs.candidates("run")] == list(range(20, 0, -1))
