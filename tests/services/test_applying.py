"""Applying: the one step that assigns people, all or nothing, and once."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotFound
from scheduling.domain.problem import Assignment
from scheduling.domain.runs import RunStatus
from scheduling.services.applying import ApplyService, Preview
from scheduling.services.fitting import LeftOut
from scheduling.services.records import (
    AssignmentRecord,
    PlannedShiftStatus,
    ScheduleStatus,
    TimeOffKind,
    TimeOffRecord,
    TimeOffStatus,
)
from scheduling.services.saving import Why, save
from scheduling.services.version_records import VersionKind
from tests.actors import ANN, BEN, MIA
from tests.builders import setting
from tests.services.loop import Open, change_first_person, change_status, solved, stored_week, submitted
from tests.services.runs_by_hand import ended_with


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
    assert ApplyService(transactions).apply(ANN, run.id, overwrite=False) == 6
    assert assigned(transactions, schedule) == best(transactions, run.id)
    with transactions() as work:
        assert {shift.status for shift in work.demand.planned(schedule)} == {PlannedShiftStatus.FULLY_ASSIGNED}


def test_applying_twice_is_applying_once(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    service = ApplyService(transactions)
    assert [service.apply(ANN, run.id, overwrite=True) for _ in range(2)] == [6, 0]
    assert assigned(transactions, schedule) == best(transactions, run.id)
    assert logged(transactions, schedule) == 1


def test_a_preview_writes_nothing(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    assert len(ApplyService(transactions).preview(MIA, run.id, overwrite=True).added) == 6
    assert not assigned(transactions, schedule)


def _assignment(one: LeftOut) -> Assignment:
    return one.assignment


def test_overwriting_replaces_and_filling_leaves_what_is_there(transactions: Open) -> None:
    """Whoever has the first day shift in the candidate, somebody else holds it already."""
    run = solved(transactions, schedule := stored_week(transactions, rules=()))
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
    person, shift = problem.employees[0], problem.shifts[0]
    mine = AssignmentRecord(shift.id, person.id, problem.roles[0].id)
    assign(transactions, schedule, mine)
    service = ApplyService(transactions)
    filled = service.preview(MIA, run.id, overwrite=False)
    assert filled.kept == [mine]
    assert not filled.removed
    wanted, there = best(transactions, run.id), {(mine.employee, mine.planned_shift, mine.role)}
    new = {(row.employee, row.planned_shift, row.role) for row in filled.added}
    assert {(a.employee, a.shift, a.role) for a in map(_assignment, filled.left_out)} == wanted - there - new
    assert not service.preview(MIA, run.id, overwrite=True).left_out
    service.apply(ANN, run.id, overwrite=False)
    assert (person.id, shift.id, problem.roles[0].id) in assigned(transactions, schedule)
    service.apply(ANN, run.id, overwrite=True)
    assert assigned(transactions, schedule) == best(transactions, run.id)


def test_changed_inputs_are_named_and_need_a_yes(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    change_first_person(transactions, schedule, labels=frozenset({"new"}))
    service = ApplyService(transactions)
    with pytest.raises(Conflict, match="Ann has other labels"):
        service.apply(ANN, run.id, overwrite=True)
    assert not assigned(transactions, schedule)
    assert service.apply(ANN, run.id, overwrite=True, accept_stale=True) == 6


def test_a_rule_made_hard_since_then_is_heeded_and_nothing_is_written(transactions: Open) -> None:
    """Two shifts a person is what the candidate gives; none is what is allowed now."""
    run = solved(transactions, schedule := stored_week(transactions))
    with transactions() as work:
        site = work.schedules.get(schedule).site
        record = work.rules.settings(site)[0]
        none = setting("shift_count", None, maximum=0, period="horizon")
        work.rules.add_setting(replace(record, setting=replace(none, id="strict")))
        work.commit()
    with pytest.raises(InvalidInput, match="Nothing of this roster fits: "):
        ApplyService(transactions).apply(ANN, run.id, overwrite=True, accept_stale=True)
    assert not assigned(transactions, schedule)


def test_a_failure_halfway_leaves_the_week_as_it_was(transactions: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    with transactions() as work:
        log = type(work.log)

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(log, "add", breaks)
    with pytest.raises(RuntimeError):
        ApplyService(transactions).apply(ANN, run.id, overwrite=True)
    assert not assigned(transactions, schedule)


def test_people_who_left_and_cancelled_shifts_are_no_obstacle(transactions: Open) -> None:
    run = solved(transactions, schedule := stored_week(transactions))
    service = ApplyService(transactions)
    service.apply(ANN, run.id, overwrite=True)
    change_first_person(transactions, schedule, active=False)
    with transactions() as work:
        shift = work.demand.planned(schedule)[0]
        work.demand.save_planned(replace(shift, status=PlannedShiftStatus.CANCELLED))
        work.commit()
    assert service.preview(MIA, run.id, overwrite=False).kept
    preview = service.preview(MIA, run.id, overwrite=True)
    assert "D on Mon 30 Nov is not planned any more" in preview.changes
    assert "Ann has left the team" in preview.changes, "from today on"
    assert not any("time off" in change for change in preview.changes)
    service.apply(ANN, run.id, overwrite=True, accept_stale=True)
    left = {employee for employee, _, _ in assigned(transactions, schedule)}
    assert left <= set(preview.problem.employee_by_id)


def test_only_an_ended_run_and_a_candidate_of_its_own_can_be_applied(transactions: Open) -> None:
    schedule = stored_week(transactions)
    service, waiting = ApplyService(transactions), submitted(transactions, schedule)
    with pytest.raises(IllegalTransition, match="PENDING"):
        service.apply(ANN, waiting.id, overwrite=True)
    one, two = solved(transactions, schedule), solved(transactions, schedule)
    with transactions() as work:
        foreign = work.runs.candidate_heads(two.id)[0].id
    with pytest.raises(NotFound, match="no such roster"):
        service.apply(ANN, one.id, overwrite=True, candidate_id=foreign)


def test_the_best_roster_of_a_run_that_was_given_up_is_applied_and_an_untrusted_one_is_not(transactions: Open) -> None:
    schedule = stored_week(transactions)
    service, lost = ApplyService(transactions), ended_with(transactions, schedule, 0, 1, RunStatus.FAILED)
    assert service.apply(ANN, lost, overwrite=True) == 6
    assert assigned(transactions, schedule) == best(transactions, lost)
    untrusted = ended_with(transactions, schedule, 1, 0, RunStatus.FAILED, objective=None)
    with pytest.raises(IllegalTransition, match="FAILED"):
        service.apply(ANN, untrusted, overwrite=True)


def test_two_who_apply_at_once_do_not_mix_their_rosters(transactions: Open) -> None:
    schedule = stored_week(transactions)
    runs = [ended_with(transactions, schedule, 0, 1), ended_with(transactions, schedule, 1, 2)]
    service, failed = ApplyService(transactions), []

    def apply(gate: threading.Barrier, run_id: str) -> None:
        gate.wait()
        try:
            service.apply(ANN, run_id, overwrite=True)
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


def hand_written(transactions: Open, schedule: str, *told: tuple[str, str], pinned: bool = False) -> None:
    """Apply by hand: (person, "D@0") pairs, as a version."""
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
        people = {person.name: person.id for person in problem.employees}
        names = {t.id: t.name for t in problem.templates}
        shifts = {f"{names[s.template]}@{(s.date - problem.start).days}": s.id for s in problem.shifts}
        role = problem.roles[0].id
        rows = [AssignmentRecord(shifts[shift], people[who], role, pinned) for who, shift in told]
        save(work, BEN, schedule, rows, None, Why(VersionKind.EDIT))
        work.commit()


def told(preview: Preview, rows: Sequence[AssignmentRecord]) -> set[str]:
    problem = preview.problem
    return {
        f"{problem.employee_by_id[r.employee].name} "
        f"{problem.template_by_id[(s := problem.shift_by_id[r.planned_shift]).template].name}"
        f"@{(s.date - problem.start).days}"
        for r in rows
    }


@pytest.mark.parametrize("pinned", [False, True])
def test_what_is_pinned_or_made_by_hand_stays_unless_it_is_to_be_overwritten(transactions: Open, pinned: bool) -> None:
    """Ben is on all days and Cem on all nights, but Ann and Ben were put on the first date by hand."""
    run = ended_with(transactions, schedule := stored_week(transactions, rules=()), 1, 2)
    with transactions() as work:
        names = {p.id: p.name for p in work.team.employees(work.schedules.get(schedule).site)}
    days, nights = (names[who] for who in sorted(names)[1:])
    first = names[sorted(names)[0]]
    hand_written(transactions, schedule, (first, "D@0"), (days, "N@0"), pinned=pinned)
    service = ApplyService(transactions)
    preview = service.preview(MIA, run, overwrite=False)
    assert told(preview, preview.kept) == {f"{first} D@0", f"{days} N@0"}
    assert told(preview, preview.added) == {f"{who} {s}@{k}" for who, s in ((days, "D"), (nights, "N")) for k in (1, 2)}
    why = {preview.problem.employee_by_id[one.assignment.employee].name: one.why for one in preview.left_out}
    assert why == {days: f"{days} stays on N on Mon 30 Nov", nights: "Somebody else stays on N on Mon 30 Nov"}
    assert [service.apply(ANN, run, overwrite=False, accept_stale=pinned) for _ in range(2)] == [4, 0]
    assert len(assigned(transactions, schedule)) == 6
    over = service.preview(MIA, run, overwrite=True)
    assert [(told(over, [one]), told(over, [two])) for one, two in over.moved] == [({f"{days} N@0"}, {f"{days} D@0"})]
    service.apply(ANN, run, overwrite=True, accept_stale=pinned)
    assert assigned(transactions, schedule) == best(transactions, run)


def test_what_another_run_wrote_is_replaced_also_without_overwriting(transactions: Open) -> None:
    schedule = stored_week(transactions, rules=())
    one, two = ended_with(transactions, schedule, 0, 1), ended_with(transactions, schedule, 1, 2)
    service = ApplyService(transactions)
    assert [service.apply(ANN, run, overwrite=False) for run in (one, two, one)] == [6, 6, 6]
    assert assigned(transactions, schedule) == best(transactions, one)


def test_hours_and_violations_are_told_before_and_after(transactions: Open) -> None:
    run = ended_with(transactions, schedule := stored_week(transactions), 0, 1)
    hand_written(transactions, schedule, *((name, "D@0") for name in ("Ann", "Ben")))
    effect = ApplyService(transactions).preview(MIA, run, overwrite=True).effect
    assert (effect.score_before.penalty, effect.score_after.penalty) == (600, 0)
    assert sorted(effect.minutes.values()) == sorted(
        (480 * (name in ("Ann", "Ben")), 1440 * (place < 2))
        for place, name in enumerate(effect.problem.employee_by_id[k].name for k in sorted(effect.minutes))
    )


def test_what_does_not_fit_any_more_is_left_out_and_the_rest_applied_when_that_is_wanted(transactions: Open) -> None:
    """Whoever works the days is off on the second by now."""
    run = ended_with(transactions, schedule := stored_week(transactions), 0, 1)
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
        day = sorted(problem.employee_by_id)[0]
        start = datetime.combine(problem.dates[1], time(), tzinfo=problem.zone)
        off = TimeOffRecord("off", day, TimeOffKind.SICK, start, start + timedelta(days=1), TimeOffStatus.APPROVED)
        work.wishes.add_time_off(off)
        work.commit()
    name, service = problem.employee_by_id[day].name, ApplyService(transactions)
    preview = service.preview(MIA, run, overwrite=True)
    assert preview.changes == (f"{name} has time off of Tue 1 Dec",)
    ((left),) = preview.left_out
    assert (left.assignment.employee, problem.shift_by_id[left.assignment.shift].date) == (day, problem.dates[1])
    with pytest.raises(Conflict, match=r"has time off of Tue 1 Dec\. Run again, or confirm"):
        service.apply(ANN, run, overwrite=True)
    assert service.apply(ANN, run, overwrite=True, accept_stale=True) == 5
    assert len(assigned(transactions, schedule)) == 5


def test_a_published_week_asks_for_a_reason(transactions: Open) -> None:
    run = ended_with(transactions, schedule := stored_week(transactions), 0, 1)
    change_status(transactions, schedule, ScheduleStatus.PUBLISHED)
    service = ApplyService(transactions)
    with pytest.raises(InvalidInput, match="say why it changes"):
        service.apply(ANN, run, overwrite=True)
    assert not assigned(transactions, schedule)
    assert service.apply(ANN, run, overwrite=True, reason="A better one") == 6
    with transactions() as work:
        newest = work.versions.newest(schedule)
    assert newest is not None
    assert (newest.kind, newest.reason, newest.run) == (VersionKind.APPLY, "A better one", run)
    assert newest.candidate == service.preview(MIA, run, overwrite=True).candidate


def test_an_archived_week_stays_as_it_is(transactions: Open) -> None:
    run = ended_with(transactions, schedule := stored_week(transactions), 0, 1)
    change_status(transactions, schedule, ScheduleStatus.ARCHIVED)
    with pytest.raises(IllegalTransition, match="archived"):
        ApplyService(transactions).apply(ANN, run, overwrite=True, reason="Anyway")


def test_who_applies_over_a_version_they_did_not_see_is_told_who_wrote_it(transactions: Open) -> None:
    schedule = stored_week(transactions)
    one, two = ended_with(transactions, schedule, 0, 1), ended_with(transactions, schedule, 1, 2)
    service = ApplyService(transactions)
    seen = service.preview(MIA, two, overwrite=True).seen
    service.apply(ANN, one, overwrite=True)
    with pytest.raises(Conflict, match=r"^ann applied a roster to .* in the meantime"):
        service.apply(MIA, two, overwrite=True, seen=seen)
    assert assigned(transactions, schedule) == best(transactions, one)
