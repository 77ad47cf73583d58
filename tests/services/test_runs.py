"""Submitting: stored and committed before it is queued, refused in words, never waiting."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import AlreadyRun, IllegalTransition, InvalidInput, NotFound, StorageUnavailable
from scheduling.domain.runs import RunStatus, SolveOptions, SolveStatus
from scheduling.services.records import CandidateRecord, Ending, ProfileRecord, RunRecord, WorkerRecord
from scheduling.services.runs import RunService
from scheduling.services.snapshot import fingerprint, from_text, to_text
from scheduling.services.stale_inputs import stale_inputs
from scheduling.services.turns import USUAL_SHARE, Turn
from tests.actors import ANN, BEN, MIA
from tests.builders import ProblemBuilder
from tests.services.loop import (
    QUICK,
    RULES,
    Away,
    Kept,
    Open,
    change_first_person,
    executing,
    small_week,
    stored_run,
    stored_week,
    submitted,
    work_on_next,
)


def test_a_run_is_committed_before_its_id_is_queued(transactions: Open) -> None:
    """Seen from another transaction at the moment that the queue takes the message."""
    seen = []
    queue = Kept(lambda run_id: seen.append(stored_run(transactions, run_id).status))
    run = RunService(transactions, queue).submit(ANN, stored_week(transactions))
    assert seen == [RunStatus.PENDING]
    assert queue.messages == [run.id]
    assert stored_run(transactions, run.id).message_id == run.message_id == "message-1"


def test_a_run_is_failed_with_a_sentence_when_the_queue_is_away(transactions: Open) -> None:
    run = RunService(transactions, Away()).submit(ANN, stored_week(transactions))
    assert (run.status, run.reason) == (RunStatus.FAILED, "The task queue does not answer.")
    assert stored_run(transactions, run.id) == run


def test_a_run_on_the_queue_is_started_though_the_database_is_full_by_then(transactions: Open) -> None:
    schedule, queue = stored_week(transactions), Kept()
    left = [transactions]

    def scarce() -> SqlUnitOfWork:
        if not left:
            raise StorageUnavailable("The disk is full.")
        return left.pop()()

    run = RunService(scarce, queue).submit(ANN, schedule)
    assert queue.messages == [run.id]
    assert stored_run(transactions, run.id).status is RunStatus.PENDING


def test_an_unknown_week_is_refused(transactions: Open) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        RunService(transactions, Kept()).submit(ANN, "gone")


@pytest.mark.parametrize(
    ("build", "lacks"),
    [
        (ProblemBuilder(days=3).people("ann"), "no planned shifts"),
        (ProblemBuilder(days=3).template("D", 480, 960).plan("D"), "no people"),
    ],
)
def test_an_empty_week_is_refused_and_leaves_no_run(transactions: Open, build: ProblemBuilder, lacks: str) -> None:
    schedule, queue = stored_week(transactions, build), Kept()
    service = RunService(transactions, queue)
    with pytest.raises(InvalidInput, match=lacks):
        service.submit(ANN, schedule)
    assert not queue.messages
    assert not service.of_schedule(MIA, schedule)


def test_a_deleted_profile_is_refused(transactions: Open) -> None:
    schedule = stored_week(transactions)
    with pytest.raises(NotFound, match="profile"):
        RunService(transactions, Kept()).submit(ANN, schedule, "gone")


def profiled(transactions: Open, schedule: str, weight: int) -> None:
    """A default profile that weighs every rule, hard ones too."""
    with transactions() as work:
        site = work.schedules.get(schedule).site
        weights = {record.id: weight for record in work.rules.settings(site)}
        work.rules.add_profile(ProfileRecord("p", site, "Fast", SolveOptions(7), weights, is_default=True))
        work.commit()


def test_the_default_profile_weighs_soft_rules_and_leaves_hard_ones_hard(transactions: Open) -> None:
    schedule = stored_week(transactions)
    profiled(transactions, schedule, 5)
    run = RunService(transactions, Kept()).submit(ANN, schedule)
    with transactions() as work:
        snapshot = from_text(work.runs.snapshot(run.id))
    assert {s.code: s.weight for s in snapshot.settings} == {"coverage": 5, "min_rest": None}
    assert (run.profile, run.options.time_limit) == ("p", 7)


def test_a_snapshot_reads_back_the_same_and_names_what_differs(transactions: Open) -> None:
    run = submitted(transactions, schedule := stored_week(transactions))
    change_first_person(transactions, schedule, labels=frozenset({"new", "old"}))
    with transactions() as work:
        text = work.runs.snapshot(run.id)
        problem, settings = work.problems.load(schedule)
    snapshot = from_text(text)
    assert from_text(to_text(snapshot)) == snapshot
    assert fingerprint(snapshot.problem, snapshot.settings) == run.snapshot_hash
    assert stale_inputs(snapshot, problem, settings) == ("Ann has other labels (new, old instead of none)",)
    turned = replace(snapshot.problem, shifts=snapshot.problem.shifts[::-1])
    assert stale_inputs(snapshot, turned, snapshot.settings) == ()
    assert {one.split()[-1] for one in stale_inputs(snapshot, snapshot.problem, RULES)} == {"new", "gone"}


def test_a_waiting_run_is_cancelled_at_once_and_only_once(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions, small_week()))
    service = RunService(transactions, Kept())
    service.cancel(ANN, run.id)
    assert stored_run(transactions, run.id).status is RunStatus.CANCELLED
    with transactions() as work:
        assert work.runs.claim(run.id, "late", datetime.now(UTC)) is None
    with pytest.raises(IllegalTransition, match="CANCELLED already"):
        service.cancel(ANN, run.id)


def test_the_same_again_while_it_waits_or_runs_is_said_and_named(transactions: Open) -> None:
    schedule, queue = stored_week(transactions), Kept()
    service = RunService(transactions, queue)
    first = service.submit(ANN, schedule, options=QUICK)
    for state in ("waits in the queue", "is going on"):
        with pytest.raises(AlreadyRun, match=state) as refused:
            service.submit(BEN, schedule, options=QUICK)
        assert refused.value.run == first.id
        executing(transactions).claim("worker")
    assert queue.messages == [first.id]
    assert service.submit(BEN, schedule, options=QUICK, again=True).id != first.id
    assert service.submit(BEN, schedule, options=replace(QUICK, seed=2)).id != first.id


def test_of_two_presses_at_once_one_starts_a_run(transactions: Open) -> None:
    schedule, queue, gate, refused = stored_week(transactions), Kept(), threading.Barrier(2), []

    def press() -> None:
        gate.wait()
        try:
            RunService(transactions, queue).submit(ANN, schedule, options=QUICK)
        except AlreadyRun as error:
            refused.append(error.run)

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == queue.messages


def ended(
    transactions: Open, schedule: str, solve_status: SolveStatus, options: SolveOptions = QUICK, bound: int = 0
) -> RunRecord:
    """A run that found a roster with penalty 600 and ended so."""
    run = RunService(transactions, Kept()).submit(ANN, schedule, options=options, again=True)
    with transactions() as work:
        assert work.runs.claim(run.id, "worker", datetime.now(UTC)) == 1
        work.runs.add_candidate(CandidateRecord(f"c{run.id[:8]}", run.id, 0, 1.0, 600, 0, None, ()), 1)
        work.runs.finish(run.id, 1, datetime.now(UTC), Ending(RunStatus.COMPLETED, solve_status, 600, bound))
        work.commit()
    return run


def test_the_same_again_after_it_ended_is_said_unless_more_can_be_hoped_for(transactions: Open) -> None:
    schedule = stored_week(transactions)
    done = ended(transactions, schedule, SolveStatus.FEASIBLE)
    service = RunService(transactions, Kept())
    with pytest.raises(AlreadyRun, match="run already") as refused:
        service.submit(ANN, schedule, options=QUICK)
    assert refused.value.run == done.id
    assert service.submit(ANN, schedule, options=replace(QUICK, time_limit=QUICK.time_limit + 1)).id


def test_what_is_proven_is_not_searched_for_longer_and_changed_inputs_are_not_the_same(transactions: Open) -> None:
    schedule = stored_week(transactions)
    done = ended(transactions, schedule, SolveStatus.OPTIMAL)
    service = RunService(transactions, Kept())
    with pytest.raises(AlreadyRun):
        service.submit(ANN, schedule, options=replace(QUICK, time_limit=99))
    with pytest.raises(IllegalTransition, match="proven"):
        service.go_on(ANN, done.id, 10)
    change_first_person(transactions, schedule, labels=frozenset({"new"}))
    assert service.submit(ANN, schedule, options=QUICK).id != done.id


def test_a_run_is_continued_from_its_best_on_its_own_inputs(transactions: Open) -> None:
    schedule = stored_week(transactions)
    before = ended(transactions, schedule, SolveStatus.FEASIBLE)
    change_first_person(transactions, schedule, active=False)
    run = RunService(transactions, Kept()).go_on(BEN, before.id, 60)
    assert (run.continues, run.options.time_limit, run.snapshot_hash) == (before.id, 60, before.snapshot_hash)
    work_on_next(transactions)
    after = stored_run(transactions, run.id)
    with transactions() as work:
        candidates = work.runs.candidates(run.id)
        assert "starting from the best roster so far" in work.runs.notes(run.id)[0].text
    assert candidates[-1].penalty == 600, "the best of before comes first"
    assert (after.status, after.objective) == (RunStatus.COMPLETED, 0)


def test_only_an_ended_run_with_a_roster_is_continued(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    service = RunService(transactions, Kept())
    with pytest.raises(IllegalTransition, match="when it has ended"):
        service.go_on(ANN, run.id, 10)
    service.cancel(ANN, run.id)
    with pytest.raises(IllegalTransition, match="found no roster"):
        service.go_on(ANN, run.id, 10)


def test_an_ended_run_is_searched_once_more_on_its_own_inputs_with_or_without_a_roster(transactions: Open) -> None:
    schedule = stored_week(transactions)
    found, service = ended(transactions, schedule, SolveStatus.FEASIBLE), RunService(transactions, Kept())
    bare = submitted(transactions, schedule)
    service.cancel(ANN, bare.id)
    change_first_person(transactions, schedule, active=False)
    for before, continues in ((found, found.id), (bare, None)):
        run = service.again(BEN, before.id)
        assert (run.continues, run.options, run.snapshot_hash) == (continues, before.options, before.snapshot_hash)
        with pytest.raises(IllegalTransition, match="when it has ended"):
            service.again(BEN, run.id)


@pytest.mark.parametrize("proof", [SolveStatus.OPTIMAL, SolveStatus.INFEASIBLE])
def test_what_is_proven_is_not_searched_again(transactions: Open, proof: SolveStatus) -> None:
    run = ended(transactions, stored_week(transactions), proof)
    with pytest.raises(IllegalTransition, match="has proven"):
        RunService(transactions, Kept()).again(ANN, run.id)
    assert stored_run(transactions, run.id).proven


@pytest.mark.parametrize(("bound", "gap"), [(0, 5.0), (590, 0.0)])
def test_a_gap_that_is_reached_does_not_end_what_goes_on_from_there(transactions: Open, bound: int, gap: float) -> None:
    run = ended(transactions, stored_week(transactions), SolveStatus.FEASIBLE, replace(QUICK, gap=5.0), bound)
    assert RunService(transactions, Kept()).go_on(ANN, run.id, 60).options.gap == gap


def test_finishing_asks_a_running_run_and_ends_a_waiting_one_at_once(transactions: Open) -> None:
    schedule = stored_week(transactions)
    waits, service = submitted(transactions, schedule), RunService(transactions, Kept())
    service.finish(ANN, waits.id)
    assert stored_run(transactions, waits.id).status is RunStatus.CANCELLED
    runs = submitted(transactions, schedule)
    executing(transactions).claim("worker")
    service.finish(ANN, runs.id)
    assert stored_run(transactions, runs.id).finish_requested
    with pytest.raises(IllegalTransition, match="CANCELLED already"):
        service.finish(ANN, waits.id)


@pytest.mark.parametrize(("what", "status"), [("finish", RunStatus.COMPLETED), ("cancel", RunStatus.CANCELLED)])
def test_a_handed_on_run_that_is_ended_while_it_waits_keeps_its_best(
    transactions: Open, what: str, status: RunStatus
) -> None:
    run = submitted(transactions, stored_week(transactions))
    with transactions() as work:
        work.runs.claim(run.id, "worker", datetime.now(UTC))
        work.runs.add_candidate(CandidateRecord("c", run.id, 0, 1.0, 600, 0, None, ()), 1)
        work.runs.hand_on(run.id, 1, spent=1.0, lost=True)
        work.commit()
    getattr(RunService(transactions, Kept()), what)(ANN, run.id)
    after = stored_run(transactions, run.id)
    assert (after.status, after.objective, after.finished_at is None) == (status, 600, False)
    assert after.applicable


def test_a_waiting_run_tells_its_place_and_when_it_starts(transactions: Open) -> None:
    schedule, now = stored_week(transactions), datetime.now(UTC)
    service = RunService(transactions, Kept())
    first, second = submitted(transactions, schedule), submitted(transactions, schedule)
    assert service.live(MIA, second.id).turn == Turn(2, 2, None)
    with transactions() as work:
        work.workers.beat(WorkerRecord("w", "here", 1, now, now))
        work.workers.beat(WorkerRecord("lost", "here", 2, now, now - timedelta(hours=1)))
        work.commit()
    assert service.live(MIA, first.id).turn == Turn(1, 2, 0.0)
    assert service.live(MIA, second.id).turn == Turn(2, 2, USUAL_SHARE * QUICK.time_limit)
    executing(transactions).claim("w")
    assert service.live(MIA, first.id).turn is None
