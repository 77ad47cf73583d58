"""Applying: the one step that assigns people, all or nothing, and once."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotFound
from scheduling.domain.runs import RunStatus
from scheduling.services.applying import ApplyService
from scheduling.services.records import AssignmentRecord, CandidateRecord, Ending, PlannedShiftStatus
from tests.builders import setting
from tests.services.loop import Open, change_first_person, solved, stored_week, submitted


def assigned(transactions: Open, schedule: str) -> set[tuple[str, str, str]]:
    with transactions() as work:
        return {(row.employee, row.planned_shift, row.role) for row in work.assignments.of_schedule(schedule)}


def best(transactions: Open, run_id: str) -> set[tuple[str, str, str]]:
    with transactions() as work:
        candidate = work.runs.best_candidate(run_id)
    assert candidate is not None
    return set(candidate.assignments)


def assign(transactions: Open, schedule: str, *rows: AssignmentRecord) -> None:
    with transactions() as work:
        work.assignments.replace(schedule, rows)
        work.commit()


def logged(transactions: Open, schedule: str) -> int:
    with transactions() as work:
        latest = work.log.latest(work.schedules.get(schedule).site, 50)
    return sum(entry.action == "roster applied" for entry in latest)


def test_applying_writes_the_candidate_and_brings_shifts_up_to_date(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    assert ApplyService(transactions).apply("ann", run.id, overwrite=False) == 6
    assert assigned(transactions, schedule) == best(transactions, run.id)
    with transactions() as work:
        assert {shift.status for shift in work.demand.planned(schedule)} == {PlannedShiftStatus.FULLY_ASSIGNED}


def test_applying_twice_is_applying_once(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    service = ApplyService(transactions)
    assert [service.apply("ann", run.id, overwrite=True) for _ in range(2)] == [6, 0]
    assert assigned(transactions, schedule) == best(transactions, run.id)
    assert logged(transactions, schedule) == 1


def test_a_preview_writes_nothing(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    assert len(ApplyService(transactions).preview(run.id, overwrite=True).added) == 6
    assert not assigned(transactions, schedule)


def test_overwriting_replaces_and_filling_leaves_what_is_there(transactions: Open) -> None:
    """Whoever has the first day shift in the candidate, somebody else holds it already."""
    run = solved(transactions, schedule := stored_week(transactions, rules=()))
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
    person, shift = problem.employees[0], problem.shifts[0]
    mine = AssignmentRecord(shift.id, person.id, problem.roles[0].id)
    assign(transactions, schedule, mine)
    service = ApplyService(transactions)
    filled = service.preview(run.id, overwrite=False)
    assert filled.kept == [mine]
    assert not filled.removed
    wanted, there = best(transactions, run.id), {(mine.employee, mine.planned_shift, mine.role)}
    new = {(row.employee, row.planned_shift, row.role) for row in filled.added}
    assert filled.left_out == len(wanted - there - new)
    assert service.preview(run.id, overwrite=True).left_out == 0
    service.apply("ann", run.id, overwrite=False)
    assert (person.id, shift.id, problem.roles[0].id) in assigned(transactions, schedule)
    service.apply("ann", run.id, overwrite=True)
    assert assigned(transactions, schedule) == best(transactions, run.id)


def test_changed_inputs_are_named_and_need_a_yes(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    change_first_person(transactions, schedule, labels=frozenset({"new"}))
    service = ApplyService(transactions)
    with pytest.raises(Conflict, match="people"):
        service.apply("ann", run.id, overwrite=True)
    assert not assigned(transactions, schedule)
    assert service.apply("ann", run.id, overwrite=True, accept_stale=True) == 6


def test_a_rule_made_hard_since_then_is_heeded_and_nothing_is_written(transactions: Open) -> None:
    """Two shifts a person is what the candidate gives; none is what is allowed now."""
    run = solved(transactions, schedule := stored_week(transactions))
    with transactions() as work:
        site = work.schedules.get(schedule).site
        record = work.rules.settings(site)[0]
        none = setting("shift_count", None, maximum=0, period="horizon")
        work.rules.add_setting(replace(record, setting=replace(none, id="strict")))
        work.commit()
    with pytest.raises(InvalidInput, match="hard rules"):
        ApplyService(transactions).apply("ann", run.id, overwrite=True, accept_stale=True)
    assert not assigned(transactions, schedule)


def test_a_failure_halfway_leaves_the_week_as_it_was(transactions: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    with transactions() as work:
        log = type(work.log)

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(log, "add", breaks)
    with pytest.raises(RuntimeError):
        ApplyService(transactions).apply("ann", run.id, overwrite=True)
    assert not assigned(transactions, schedule)


def test_people_who_left_and_cancelled_shifts_are_no_obstacle(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    service = ApplyService(transactions)
    service.apply("ann", run.id, overwrite=True)
    change_first_person(transactions, schedule, active=False)
    with transactions() as work:
        shift = work.demand.planned(schedule)[0]
        work.demand.save_planned(replace(shift, status=PlannedShiftStatus.CANCELLED))
        work.commit()
    assert service.preview(run.id, overwrite=False).kept
    preview = service.preview(run.id, overwrite=True)
    assert set(preview.changes) == {"people", "planned shifts or their heads"}
    service.apply("ann", run.id, overwrite=True, accept_stale=True)
    left = {employee for employee, _, _ in assigned(transactions, schedule)}
    assert left <= set(preview.problem.employee_by_id)


def test_only_an_ended_run_and_a_candidate_of_its_own_can_be_applied(transactions: Open) -> None:
    schedule = stored_week(transactions)
    service, waiting = ApplyService(transactions), submitted(transactions, schedule)
    with pytest.raises(IllegalTransition, match="PENDING"):
        service.apply("ann", waiting.id, overwrite=True)
    one, two = solved(transactions, schedule), solved(transactions, schedule)
    with transactions() as work:
        foreign = work.runs.candidate_heads(two.id)[0].id
    with pytest.raises(NotFound, match="no such roster"):
        service.apply("ann", one.id, overwrite=True, candidate_id=foreign)


def ended_with(transactions: Open, schedule: str, day: int, night: int) -> str:
    """A completed run whose one candidate has this person on every day shift and that one on every night."""
    run = submitted(transactions, schedule)
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
        people, role = sorted(person.id for person in problem.employees), problem.roles[0].id
        codes = {template.id: template.code for template in problem.templates}
        rows = tuple((people[day if codes[s.template] == "D" else night], s.id, role) for s in problem.shifts)
        attempt = work.runs.claim(run.id, "hand", datetime.now(UTC)) or 0
        work.runs.add_candidate(CandidateRecord(uuid4().hex, run.id, 0, 0.1, 0, 0, 0, rows), attempt)
        work.runs.finish(run.id, attempt, datetime.now(UTC), Ending(RunStatus.COMPLETED, objective=0))
        work.commit()
    return run.id


def test_two_who_apply_at_once_do_not_mix_their_rosters(transactions: Open) -> None:
    schedule = stored_week(transactions)
    runs = [ended_with(transactions, schedule, 0, 1), ended_with(transactions, schedule, 1, 2)]
    service, failed = ApplyService(transactions), []

    def apply(gate: threading.Barrier, run_id: str) -> None:
        gate.wait()
        try:
            service.apply("ann", run_id, overwrite=True)
        except Exception as error:
            failed.append(error)

    for _ in range(5):
        gate = threading.Barrier(2)
        threads = [threading.Thread(target=apply, args=(gate, run_id)) for run_id in runs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert assigned(transactions, schedule) in [best(transactions, run_id) for run_id in runs]
        assign(transactions, schedule)
    assert not failed
