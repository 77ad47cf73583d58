"""Completing and repairing a draft: the solver leaves what is locked, and what it found opens in the draft again."""

import pytest

from scheduling.domain.draft import Lock
from scheduling.domain.editing import lock
from scheduling.domain.errors import Conflict, InvalidInput, NotAllowed
from scheduling.domain.runs import RunStatus, SolveStatus
from scheduling.services.edit_searches import EditSearchService
from scheduling.services.edit_words import told
from scheduling.services.runs import RunService
from tests.actors import ANN, BEN, SAM
from tests.services.editing_week import Editing, editing_week
from tests.services.loop import Kept, Open, work_on_next


@pytest.fixture
def week(transactions: Open) -> Editing:
    return editing_week(transactions)


@pytest.fixture
def searches(transactions: Open, week: Editing) -> EditSearchService:
    runs = RunService(transactions, Kept())
    return EditSearchService(transactions, transactions, runs, week.service)


def locked(week: Editing, *locks: Lock) -> None:
    desk = week.desk()
    week.service.edit(ANN, desk, lock(desk.draft, locks))


def test_completing_keeps_all_that_is_there_and_fills_the_rest(
    week: Editing, searches: EditSearchService, transactions: Open
) -> None:
    week.put("Ann", "N@1")
    searches.complete(ANN, week.desk(), 10, keep_all=True)
    waiting = searches.found(ANN, week.desk())
    assert waiting is not None
    assert (waiting.run.status, waiting.penalty) == (RunStatus.PENDING, None)
    work_on_next(transactions)
    found = searches.found(ANN, week.desk())
    assert found is not None
    assert (found.run.solve_status, found.penalty) == (SolveStatus.OPTIMAL, 0)
    searches.take_over(ANN, week.desk())
    desk = week.desk()
    assert week.said(desk) >= {"Ann D@0", "Ann N@1"}
    assert (desk.view.score.penalty, desk.view.score.hard, len(desk.view.roster)) == (0, 0, 6)
    assert (desk.record.run, searches.found(ANN, desk)) == (None, None)
    assert told(desk.week.problem, desk.draft.done[-1]) == "Take over what was found, completed from the editor"
    week.service.undo(ANN, desk)
    assert week.said(week.desk()) == {"Ann D@0", "Ann N@1"}


def test_with_locks_only_the_rest_is_planned_anew_and_nobody_gets_anything_in_locked_cells(
    week: Editing, searches: EditSearchService, transactions: Open
) -> None:
    week.put("Ben", "N@1")
    monday = week.desk().week.problem.start
    locked(week, Lock(week.people["Ben"]), Lock(week.people["Cem"], monday), Lock(week.people["Ann"], monday))
    searches.complete(ANN, week.desk(), 10, keep_all=False)
    work_on_next(transactions)
    searches.take_over(ANN, week.desk())
    said = week.said(week.desk())
    assert {one for one in said if one.startswith("Ben")} == {"Ben N@1"}
    assert {one for one in said if one.endswith("@0")} == {"Ann D@0"}
    # On Monday night nobody is left to work; all else is filled.
    assert week.desk().view.score.penalty == 100


def test_a_day_that_is_locked_stays_as_it_is(week: Editing, searches: EditSearchService, transactions: Open) -> None:
    locked(week, Lock(day=week.desk().week.problem.start))
    searches.complete(ANN, week.desk(), 10, keep_all=False)
    work_on_next(transactions)
    searches.take_over(ANN, week.desk())
    assert {one for one in week.said(week.desk()) if one.endswith("@0")} == {"Ann D@0"}
    assert len(week.desk().view.roster) == 5


def test_a_repair_mends_what_must_hold_with_at_most_so_many_changes(
    week: Editing, searches: EditSearchService, transactions: Open
) -> None:
    week.put("Ann", "N@0")
    week.put("Ann", "D@1")
    before = week.desk()
    assert before.view.score.hard == 1
    searches.repair(ANN, before, 10, 2)
    work_on_next(transactions)
    searches.take_over(ANN, week.desk())
    after = week.desk()
    assert after.view.score.hard == 0
    assert len(after.view.roster ^ before.view.roster) <= 2


def test_where_nothing_fits_around_the_locks_it_says_what_clashes(
    week: Editing, searches: EditSearchService, transactions: Open
) -> None:
    week.put("Ann", "N@0")
    week.put("Ann", "D@1")
    locked(week, Lock(week.people["Ann"]))
    searches.repair(ANN, week.desk(), 10, 2)
    work_on_next(transactions)
    found = searches.found(ANN, week.desk())
    assert found is not None
    assert found.run.solve_status is SolveStatus.INFEASIBLE
    (clash,) = found.clashes
    assert {line.text for line in clash.lines} == {
        "Ann stays on N on Mon 30 Nov",
        "Ann stays on D on Tue 1 Dec",
        "Everyone rests at least 11 hours between two shifts",
    }
    searches.put_aside(ANN, week.desk())
    assert searches.found(ANN, week.desk()) is None


def test_the_same_search_is_not_made_twice_and_a_waiting_one_is_cancelled_when_put_aside(
    week: Editing, searches: EditSearchService, transactions: Open
) -> None:
    first = searches.complete(ANN, week.desk(), 10, keep_all=True)
    assert searches.complete(ANN, week.desk(), 10, keep_all=True).id == first.id
    searches.put_aside(ANN, week.desk())
    with transactions() as work:
        assert work.runs.get(first.id).status is RunStatus.CANCELLED


def test_taking_over_before_anything_is_found_or_without_a_run_does_nothing(
    week: Editing, searches: EditSearchService
) -> None:
    searches.take_over(ANN, week.desk())
    searches.complete(ANN, week.desk(), 10, keep_all=True)
    searches.take_over(ANN, week.desk())
    assert week.desk().draft.steps == ()
    assert searches.found(ANN, week.desk()) is not None


def test_a_search_begins_neither_without_changes_nor_on_what_is_out_of_date_nor_twice_from_old_windows(
    week: Editing, searches: EditSearchService, transactions: Open
) -> None:
    with pytest.raises(InvalidInput, match="at least one change"):
        searches.repair(ANN, week.desk(), 10, 0)
    week.put("Ben", "N@1")
    old = week.desk()
    week.put("Ben", "N@2")
    with pytest.raises(Conflict, match="another window"):
        searches.complete(ANN, old, 10, keep_all=True)
    with transactions() as work:
        assert work.runs.of_schedule(week.schedule) == []
    week.put("Cem", "N@0", BEN)
    week.service.save(BEN, week.desk(BEN), "")
    with pytest.raises(InvalidInput, match="This week was changed in the meantime"):
        searches.complete(ANN, week.desk(), 10, keep_all=True)


def test_only_those_who_may_edit_a_roster_search_around_it(week: Editing, searches: EditSearchService) -> None:
    desk = week.desk()
    for call in (
        lambda: searches.complete(SAM, desk, 10, keep_all=True),
        lambda: searches.repair(SAM, desk, 10, 3),
        lambda: searches.found(SAM, desk),
        lambda: searches.take_over(SAM, desk),
        lambda: searches.put_aside(SAM, desk),
    ):
        with pytest.raises(NotAllowed, match="edit a roster by hand"):
            call()
