"""Editing a week by hand: the draft is kept, belongs to one person, and is saved as a whole or not at all."""

from collections import Counter
from dataclasses import replace

import pytest

from scheduling.checker import score
from scheduling.domain.draft import Lock, StepKind
from scheduling.domain.editing import clear, lock, pin, put, swap, take
from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotAllowed
from scheduling.domain.problem import Assignment
from scheduling.domain.runs import CandidateKind
from scheduling.services.edit_words import told
from scheduling.services.records import AssignmentRecord, ProfileRecord, ScheduleStatus
from tests.actors import ANN, BEN, SAM
from tests.services.editing_week import Editing, editing_week
from tests.services.loop import Open, change_first_person, change_status, solved


@pytest.fixture
def week(transactions: Open) -> Editing:
    return editing_week(transactions)


def applied(transactions: Open, week: Editing) -> set[tuple[str, bool]]:
    names = {week.work(who, shift): f"{who} {shift}" for who in week.people for shift in week.shifts}
    with transactions() as work:
        rows = work.assignments.of_schedule(week.schedule)
    return {(names[Assignment(r.employee, r.planned_shift, r.role)], r.pinned) for r in rows}


def test_a_draft_begins_with_what_is_applied_is_kept_and_judged_at_every_edit(week: Editing) -> None:
    assert week.said(week.desk()) == {"Ann D@0"}
    assert (week.desk().view.score.penalty, week.desk().before.penalty) == (500, 500)
    week.put("Ben", "N@0")
    week.put("Ann", "N@0")
    desk = week.desk()
    assert week.said(desk) == {"Ann N@0", "Ben N@0"}
    whole = score(desk.week.problem, desk.view.roster, desk.week.settings)
    assert Counter(desk.view.score.violations) == Counter(whole.violations)
    assert (desk.view.score.penalty, desk.draft.edits, desk.stale) == (600, 2, False)


def test_steps_are_taken_back_and_done_again_also_by_a_page_that_was_loaded_anew(week: Editing) -> None:
    week.put("Ben", "N@0")
    week.put("Cem", "N@1")
    week.service.undo(ANN, week.desk())
    week.service.undo(ANN, week.desk())
    assert (week.said(week.desk()), week.desk().draft.edits) == ({"Ann D@0"}, 0)
    week.service.redo(ANN, week.desk())
    assert week.said(week.desk()) == {"Ann D@0", "Ben N@0"}
    week.put("Cem", "D@2")
    assert week.said(week.desk()) == {"Ann D@0", "Ben N@0", "Cem D@2"}
    assert week.desk().draft.undone == ()


def test_an_edit_that_changes_nothing_is_not_kept(week: Editing) -> None:
    week.put("Ann", "D@0")
    assert week.desk().record.version == 0


def test_each_person_edits_for_themselves(week: Editing) -> None:
    week.put("Ben", "N@0")
    week.put("Cem", "N@0", BEN)
    assert week.said(week.desk()) == {"Ann D@0", "Ben N@0"}
    assert week.said(week.desk(BEN)) == {"Ann D@0", "Cem N@0"}


def test_the_second_of_two_windows_is_told_and_loses_nothing_of_the_first(week: Editing) -> None:
    for _ in range(2):
        seen = week.desk()
        week.put("Ben", "N@0" if seen.record.version == 0 else "N@1")
        with pytest.raises(Conflict, match="in another window"):
            week.service.edit(
                ANN, seen, clear(seen.week.problem, seen.draft, {(week.people["Ann"], seen.week.schedule.start)})
            )
    assert week.said(week.desk()) == {"Ann D@0", "Ben N@0", "Ben N@1"}


def test_saving_writes_all_of_it_with_its_pins_and_ends_the_draft(week: Editing, transactions: Open) -> None:
    week.put("Ben", "N@1")
    desk = week.desk()
    week.service.edit(ANN, desk, pin(desk.week.problem, desk.draft, {(week.people["Ann"], desk.week.problem.start)}))
    week.service.save(ANN, week.desk(), "Ben asked for it")
    assert applied(transactions, week) == {("Ann D@0", True), ("Ben N@1", False)}
    desk = week.desk()
    assert (desk.record.version, desk.draft.changed, desk.draft.pinned) == (0, False, {week.work("Ann", "D@0")})
    with transactions() as work:
        (entry,) = [e for e in work.log.latest(desk.week.schedule.site, 9) if e.action == "roster edited"]
    assert entry.detail == {"version": 1, "added": 1, "removed": 0, "reason": "Ben asked for it"}


def test_what_stays_keeps_the_run_it_came_from(week: Editing, transactions: Open) -> None:
    run = solved(transactions, week.schedule).id
    with transactions() as work:
        work.assignments.replace(
            week.schedule, [AssignmentRecord(week.shifts["D@0"], week.people["Ann"], week.role, run=run)]
        )
        work.commit()
    week.put("Ben", "N@1")
    week.service.save(ANN, week.desk(), "")
    with transactions() as work:
        rows = work.assignments.of_schedule(week.schedule)
    assert {(row.employee, row.run) for row in rows} == {(week.people["Ann"], run), (week.people["Ben"], None)}


def test_a_roster_that_breaks_what_must_hold_is_saved_only_when_that_is_confirmed(
    week: Editing, transactions: Open
) -> None:
    week.put("Ann", "N@0")
    week.put("Ann", "D@1")
    with pytest.raises(InvalidInput, match="breaks what must hold: Ann"):
        week.service.save(ANN, week.desk(), "")
    assert applied(transactions, week) == {("Ann D@0", False)}
    week.service.save(ANN, week.desk(), "", accept_broken=True)
    assert applied(transactions, week) == {("Ann N@0", False), ("Ann D@1", False)}


def test_a_published_week_asks_for_a_reason_and_an_archived_one_stays_as_it_is(
    week: Editing, transactions: Open
) -> None:
    week.put("Ben", "N@1")
    change_status(transactions, week.schedule, ScheduleStatus.PUBLISHED)
    with pytest.raises(InvalidInput, match="say why it changes"):
        week.service.save(ANN, week.desk(), "  ")
    change_status(transactions, week.schedule, ScheduleStatus.ARCHIVED)
    with pytest.raises(IllegalTransition, match="archived"):
        week.service.save(ANN, week.desk(), "because")
    change_status(transactions, week.schedule, ScheduleStatus.PUBLISHED)
    week.service.save(ANN, week.desk(), "because")
    assert ("Ben N@1", False) in applied(transactions, week)


def test_who_saves_second_is_told_and_makes_the_edits_that_still_fit_of_the_first_ones_roster(
    week: Editing, transactions: Open
) -> None:
    week.put("Ben", "N@1")
    week.put("Ann", "N@0")
    week.put("Cem", "D@0", BEN)
    desk = week.desk(BEN)
    cells = {(week.people["Ann"], desk.week.problem.start)}
    week.service.edit(BEN, desk, clear(desk.week.problem, desk.draft, cells))
    week.service.save(BEN, week.desk(BEN), "")
    desk = week.desk()
    assert desk.stale
    with pytest.raises(Conflict, match="This week was changed in the meantime"):
        week.service.save(ANN, desk, "")
    lost = week.service.refit(ANN, desk)
    assert [told(desk.week.problem, step) for step in lost] == ["Ann, Mon 30 Nov: N instead of D"]
    assert (week.said(week.desk()), week.desk().stale) == ({"Cem D@0", "Ben N@1"}, False)
    week.service.save(ANN, week.desk(), "")
    assert applied(transactions, week) == {("Cem D@0", False), ("Ben N@1", False)}


def test_who_has_left_stays_on_the_roster_until_somebody_takes_them_off(week: Editing, transactions: Open) -> None:
    change_first_person(transactions, week.schedule, active=False)
    assert week.said(week.desk()) == {"Ann D@0"}
    week.put("Ben", "N@1")
    with pytest.raises(InvalidInput):
        week.service.save(ANN, week.desk(), "")
    week.service.save(ANN, week.desk(), "", accept_broken=True)
    assert applied(transactions, week) == {("Ann D@0", False), ("Ben N@1", False)}


def test_a_person_who_leaves_while_somebody_edits_breaks_nothing(week: Editing, transactions: Open) -> None:
    week.put("Ben", "N@1")
    change_first_person(transactions, week.schedule, active=False)
    desk = week.desk()
    assert (week.said(desk), desk.stale) == ({"Ann D@0", "Ben N@1"}, False)
    assert week.service.refit(ANN, desk) == ()
    assert week.said(week.desk()) == {"Ann D@0", "Ben N@1"}


def test_whoever_is_in_a_draft_alone_and_leaves_is_not_left_out_without_a_word(
    week: Editing, transactions: Open
) -> None:
    week.put("Ben", "N@1")
    week.put("Cem", "N@0")
    with transactions() as work:
        work.team.save_employee(replace(work.team.employee(week.people["Ben"]), active=False))
        work.commit()
    desk = week.desk()
    with pytest.raises(Conflict, match="its roster, its people or its shifts"):
        week.service.save(ANN, desk, "")
    lost = week.service.refit(ANN, desk)
    assert [told(desk.week.problem, step) for step in lost] == ["somebody who left, Tue 1 Dec: N"]
    assert (week.said(week.desk()), week.desk().stale) == ({"Ann D@0", "Cem N@0"}, False)


def test_a_draft_is_discarded_only_as_it_was_seen(week: Editing) -> None:
    week.put("Ben", "N@1")
    seen = week.desk()
    week.put("Ben", "N@2")
    with pytest.raises(Conflict):
        week.service.discard(ANN, seen)
    week.service.discard(ANN, week.desk())
    assert (week.said(week.desk()), week.desk().record.version) == ({"Ann D@0"}, 0)


def test_a_roster_that_was_found_is_one_step_and_its_profile_judges(week: Editing, transactions: Open) -> None:
    run = solved(transactions, week.schedule)
    with transactions() as work:
        site = work.schedules.get(week.schedule).site
        cover = work.rules.settings(site)[0].setting.id
        work.rules.add_profile(ProfileRecord("later", site, "Later", weights={cover: 7}, is_default=True))
        best = work.runs.best_candidate(run.id)
        work.commit()
    assert best is not None
    assert week.desk().view.score.penalty == 35
    desk = week.desk()
    week.service.edit(ANN, desk, lock(desk.draft, [Lock(week.people["Ann"], desk.week.problem.start)]))
    week.service.take_candidate(ANN, week.schedule, best.id, "the best of a run")
    desk = week.desk()
    assert [step.kind for step in desk.draft.done] == [StepKind.LOCK, StepKind.TAKE]
    assert week.work("Ann", "D@0") in desk.view.roster
    assert told(desk.week.problem, desk.draft.done[1]) == "Take over the best of a run"
    free = {a for a in desk.view.roster if a.employee != week.people["Ann"]}
    assert free == {Assignment(*row) for row in best.assignments if row[0] != week.people["Ann"]}


def test_a_roster_drawn_on_an_empty_grid_is_kept_as_a_candidate(week: Editing, transactions: Open) -> None:
    desk = week.desk()
    week.service.edit(ANN, desk, take(desk.week.problem, desk.draft, frozenset(), "an empty roster"))
    with pytest.raises(InvalidInput, match="Nobody works"):
        week.service.keep(ANN, week.desk(), "Mine")
    week.put("Ben", "N@0")
    kept = week.service.keep(ANN, week.desk(), "Mine")
    assert (kept.kind, kept.penalty, kept.assignments) == (
        CandidateKind.OWN,
        500,
        ((week.people["Ben"], week.shifts["N@0"], week.role),),
    )
    with transactions() as work:
        assert work.runs.get(kept.run).profile_name == "Mine"
    assert applied(transactions, week) == {("Ann D@0", False)}


def test_only_those_who_may_edit_a_roster_do(week: Editing) -> None:
    desk = week.desk()
    sam = (
        lambda: week.service.desk(SAM, week.schedule),
        lambda: week.put("Ben", "N@0", SAM),
        lambda: week.service.undo(SAM, desk),
        lambda: week.service.redo(SAM, desk),
        lambda: week.service.refit(SAM, desk),
        lambda: week.service.discard(SAM, desk),
        lambda: week.service.save(SAM, desk, ""),
        lambda: week.service.keep(SAM, desk, ""),
        lambda: week.service.take_candidate(SAM, week.schedule, "", ""),
    )
    for call in sam:
        with pytest.raises(NotAllowed, match="edit a roster by hand"):
            call()


def test_steps_read_as_what_they_do(week: Editing) -> None:
    desk = week.desk()
    problem, draft = desk.week.problem, desk.draft
    monday = problem.start
    ann, ben = (week.people["Ann"], monday), (week.people["Ben"], monday)
    steps = {
        "Ann, Mon 30 Nov: N instead of D": put(problem, draft, ann, week.shifts["N@0"], week.role),
        "Ben, Mon 30 Nov: N": put(problem, draft, ben, week.shifts["N@0"], week.role),
        "Ann, Mon 30 Nov: no D": clear(problem, draft, {ann}),
        "Swap Ann, Mon 30 Nov and Ben, Mon 30 Nov": swap(problem, draft, ann, ben),
        "Pin Ann, D on Mon 30 Nov": pin(problem, draft, {ann}),
        "Lock Ann": lock(draft, [Lock(ann[0])]),
        "Lock Mon 30 Nov": lock(draft, [Lock(day=monday)]),
        "Lock Ann, Mon 30 Nov": lock(draft, [Lock(*ann)]),
        "Lock 2 cells": lock(draft, [Lock(*ann), Lock(*ben)]),
    }
    for text, step in steps.items():
        assert told(problem, step) == text
    gone = replace(problem, employees=(), shifts=())
    assert told(gone, steps["Lock Ann"]) == "Lock somebody who left"
