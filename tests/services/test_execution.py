"""Executing: one worker per run, every candidate kept, a terminal state whatever happens."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from scheduling.domain.errors import ScoreMismatch, StorageUnavailable
from scheduling.domain.problem import Demand
from scheduling.domain.roster import Score, Violation
from scheduling.domain.runs import Found, RunStatus, SolveOptions, SolveResult, SolveStatus
from scheduling.services import execution
from scheduling.services.execution import Claim, ExecutionService
from scheduling.services.runs import RunService
from tests.actors import ANN
from tests.builders import setting
from tests.services.loop import (
    RULES,
    Kept,
    Open,
    change_first_person,
    executing,
    small_week,
    solved,
    stored_run,
    stored_week,
    submitted,
    work_on_next,
)
from tests.workers.processes import until


def test_a_small_week_is_solved_to_proof_and_its_best_candidate_is_stored(transactions: Open) -> None:
    run = solved(transactions, stored_week(transactions))
    assert (run.status, run.solve_status) == (RunStatus.COMPLETED, SolveStatus.OPTIMAL)
    assert (run.objective, run.bound) == (0, 0)
    with transactions() as work:
        best, progress = work.runs.best_candidate(run.id), work.runs.progress(run.id)
    assert best is not None
    assert (best.penalty, best.hard, len(best.assignments)) == (0, 0, 6)
    assert progress[-1].objective == 0


def test_executing_assigns_nobody(transactions: Open) -> None:
    schedule = stored_week(transactions)
    solved(transactions, schedule)
    with transactions() as work:
        assert not work.assignments.of_schedule(schedule)


def test_of_two_workers_called_for_one_run_only_one_gets_it(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    claims, gate = [], threading.Barrier(2)

    def take() -> None:
        gate.wait()
        claims.append(executing(transactions).claim("worker"))

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claims, key=bool) == [None, Claim(run.id, 1)]


def test_a_candidate_is_stored_while_the_search_still_goes_on(
    transactions: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = submitted(transactions, stored_week(transactions))
    during: list[RunStatus] = []

    def stored() -> int:
        with transactions() as work:
            return len(work.runs.candidate_heads(run.id))

    def two(*_: Any, on_found: Any, **__: Any) -> SolveResult:
        for seconds in (0.1, 0.2):
            on_found(Found(seconds, frozenset(), Score(()), 0))
            until(lambda: stored() == len(during) + 1)
            during.append(stored_run(transactions, run.id).status)
        return SolveResult(SolveStatus.FEASIBLE, frozenset(), Score(()), 0, 0.3)

    monkeypatch.setattr(execution, "solve", two)
    monkeypatch.setattr(execution, "score", lambda *_: Score(()))
    work_on_next(transactions)
    assert during == [RunStatus.RUNNING, RunStatus.RUNNING]


def test_an_error_in_the_solve_ends_the_run_with_a_reason_and_keeps_what_was_found(
    transactions: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = submitted(transactions, stored_week(transactions))

    def breaks(*_: Any, on_found: Any, **__: Any) -> SolveResult:
        on_found(Found(0.1, frozenset(), Score(()), 0))
        raise RuntimeError("secret detail")

    monkeypatch.setattr(execution, "solve", breaks)
    work_on_next(transactions)
    ended = stored_run(transactions, run.id)
    assert (ended.status, ended.solve_status) == (RunStatus.FAILED, SolveStatus.ERROR)
    assert run.id in ended.reason
    assert "secret" not in ended.reason
    with transactions() as work:
        assert len(work.runs.candidate_heads(run.id)) == 1


def test_a_roster_that_the_check_rejects_fails_the_run(transactions: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is assigned, yet the solver claims a penalty of 0; coverage alone costs 600."""
    run = submitted(transactions, stored_week(transactions))
    lie = SolveResult(SolveStatus.OPTIMAL, frozenset(), Score(()), 0, 0.1)
    monkeypatch.setattr(execution, "solve", lambda *_, **__: lie)
    work_on_next(transactions)
    ended = stored_run(transactions, run.id)
    assert (ended.status, ended.solve_status, ended.objective) == (RunStatus.FAILED, SolveStatus.ERROR, None)
    assert "does not stand up to the check" in ended.reason


def test_a_solver_that_contradicts_the_check_fails_the_run(transactions: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    run = submitted(transactions, stored_week(transactions))

    def contradicts(*_: Any, **__: Any) -> SolveResult:
        raise ScoreMismatch("Solver and check disagree.")

    monkeypatch.setattr(execution, "solve", contradicts)
    work_on_next(transactions)
    assert stored_run(transactions, run.id).reason == "Solver and check disagree."


def test_an_impossible_week_fails_as_infeasible_with_a_reason(transactions: Open) -> None:
    """Four heads at least on one shift, three people."""
    build = small_week().plan("D", demands=())
    crowded = tuple(replace(s, demands=(Demand("r", 4, 4),)) for s in build.problem.shifts[:1])
    build.problem = replace(build.problem, shifts=crowded)
    rules = (setting("coverage", None, level="minimum"),)
    run = solved(transactions, stored_week(transactions, build, rules))
    assert (run.status, run.solve_status) == (RunStatus.FAILED, SolveStatus.INFEASIBLE)
    assert run.reason


def test_a_run_goes_by_its_snapshot_whatever_changes_meanwhile(transactions: Open) -> None:
    everybody_works = setting("shift_count", None, minimum=1, period="horizon")
    run = submitted(transactions, schedule := stored_week(transactions, rules=(*RULES, everybody_works)))
    change_first_person(transactions, schedule, active=False)
    work_on_next(transactions)
    with transactions() as work:
        best = work.runs.best_candidate(run.id)
    assert best is not None
    assert len({employee for employee, _, _ in best.assignments}) == 3


def test_a_running_solve_is_stopped_by_a_cancel_and_keeps_its_roster(
    transactions: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = submitted(transactions, stored_week(transactions, rules=RULES[1:]))
    stopped = threading.Event()

    def until_told(*_: Any, on_found: Any, should_stop: Any, **__: Any) -> SolveResult:
        on_found(Found(0.1, frozenset(), Score(()), 0))
        RunService(transactions, Kept()).cancel(ANN, run.id)
        for _ in range(100):
            if should_stop():
                stopped.set()
                break
            threading.Event().wait(0.05)
        return SolveResult(SolveStatus.FEASIBLE, frozenset(), Score(()), 0, 1.0)

    monkeypatch.setattr(execution, "solve", until_told)
    work_on_next(transactions)
    assert stopped.is_set()
    ended = stored_run(transactions, run.id)
    assert (ended.status, ended.objective) == (RunStatus.CANCELLED, 0)
    assert "best roster so far was kept" in ended.reason


def test_an_attempt_that_lost_its_run_writes_nothing(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    with transactions() as work:
        held = work.runs.claim(run.id, "one", datetime.now(UTC))
        work.commit()
    executing(transactions).perform(Claim(run.id, (held or 0) - 1), most_threads=1)
    after = stored_run(transactions, run.id)
    assert (after.status, after.objective) == (RunStatus.RUNNING, None)
    with transactions() as work:
        assert not work.runs.candidate_heads(run.id)
        assert not work.runs.progress(run.id)


def test_a_run_takes_no_more_threads_than_its_machine_allows_and_says_so(
    transactions: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule = stored_week(transactions)
    run = RunService(transactions, Kept()).submit(ANN, schedule, options=SolveOptions(5, threads=4))
    asked = []
    really = execution.solve

    def note_options(problem: Any, settings: Any, options: SolveOptions, **events: Any) -> SolveResult:
        asked.append(options.threads)
        return really(problem, settings, options, **events)

    monkeypatch.setattr(execution, "solve", note_options)
    claim = executing(transactions).claim("worker")
    assert claim is not None
    executing(transactions).perform(claim, most_threads=2)
    assert asked == [2]
    with transactions() as work:
        assert "2 threads of the 4 asked for" in work.runs.notes(run.id)[0].text


def test_a_database_that_is_away_for_a_while_loses_no_candidate(
    transactions: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the end of the run is written as soon as it can be."""
    run = submitted(transactions, stored_week(transactions))
    away = threading.Event()

    def sometimes() -> Any:
        if away.is_set():
            raise StorageUnavailable("The database does not answer.")
        return transactions()

    def finds_two(*_: Any, on_found: Any, **__: Any) -> SolveResult:
        away.set()
        for penalty, seconds in ((2, 0.1), (1, 0.2)):
            on_found(Found(seconds, frozenset(), scored(penalty), 0))
        threading.Timer(1.0, away.clear).start()
        return SolveResult(SolveStatus.FEASIBLE, frozenset(), scored(1), 0, 0.3)

    monkeypatch.setattr(execution, "solve", finds_two)
    monkeypatch.setattr(execution, "score", lambda *_: scored(1))
    claim = executing(transactions).claim("worker")
    assert claim is not None
    ExecutionService(sometimes, transactions).perform(claim, most_threads=1)
    ended = stored_run(transactions, run.id)
    assert (ended.status, ended.objective) == (RunStatus.COMPLETED, 1)
    with transactions() as work:
        assert [head.penalty for head in work.runs.candidate_heads(run.id)] == [1, 2]


def scored(penalty: int) -> Score:
    """A verdict with one soft violation of this penalty."""
    return Score((Violation("coverage", "", False, None, (), None, 1, penalty, ""),))
