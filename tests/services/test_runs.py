"""Submitting: stored and committed before it is queued, refused in words, never waiting."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scheduling.domain.errors import IllegalTransition, InvalidInput, NotFound
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.services.records import ProfileRecord
from scheduling.services.runs import RunService
from scheduling.services.snapshot import changed_inputs, fingerprint, from_text, to_text
from tests.builders import ProblemBuilder
from tests.services.loop import (
    RULES,
    Away,
    Kept,
    Open,
    change_first_person,
    small_week,
    stored_run,
    stored_week,
    submitted,
)


def test_a_run_is_committed_before_its_id_is_queued(transactions: Open) -> None:
    """Seen from another transaction at the moment that the queue takes the message."""
    seen = []
    queue = Kept(lambda run_id: seen.append(stored_run(transactions, run_id).status))
    run = RunService(transactions, queue).submit("ann", stored_week(transactions))
    assert seen == [RunStatus.PENDING]
    assert queue.messages == [run.id]
    assert stored_run(transactions, run.id).message_id == run.message_id == "message-1"


def test_a_run_is_failed_with_a_sentence_when_the_queue_is_away(transactions: Open) -> None:
    run = RunService(transactions, Away()).submit("ann", stored_week(transactions))
    assert (run.status, run.reason) == (RunStatus.FAILED, "The task queue does not answer.")
    assert stored_run(transactions, run.id) == run


def test_an_unknown_week_is_refused(transactions: Open) -> None:
    with pytest.raises(NotFound, match="does not exist"):
        RunService(transactions, Kept()).submit("ann", "gone")


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
        service.submit("ann", schedule)
    assert not queue.messages
    assert not service.of_schedule(schedule)


def test_a_deleted_profile_is_refused(transactions: Open) -> None:
    schedule = stored_week(transactions)
    with pytest.raises(NotFound, match="profile"):
        RunService(transactions, Kept()).submit("ann", schedule, "gone")


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
    run = RunService(transactions, Kept()).submit("ann", schedule)
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
    assert changed_inputs(snapshot, problem, settings) == ("people",)
    turned = replace(snapshot.problem, shifts=snapshot.problem.shifts[::-1])
    assert changed_inputs(snapshot, turned, snapshot.settings) == ()
    assert changed_inputs(snapshot, snapshot.problem, RULES) == ("rules or weights",)


def test_a_waiting_run_is_cancelled_at_once_and_only_once(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions, small_week()))
    service = RunService(transactions, Kept())
    service.cancel("ann", run.id)
    assert stored_run(transactions, run.id).status is RunStatus.CANCELLED
    with transactions() as work:
        assert work.runs.claim(run.id, "late", datetime.now(UTC)) is None
    with pytest.raises(IllegalTransition, match="CANCELLED already"):
        service.cancel("ann", run.id)
