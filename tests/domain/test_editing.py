"""Editing a roster by hand: what each edit does, what it may not do, and that nothing is lost on the way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.domain.draft import Cell, Draft, Lock, Step, StepKind
from scheduling.domain.editing import clear, lock, move, pin, put, refitted, swap, take, unlock, unpin, work_of
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment
from tests.builders import MONDAY, ProblemBuilder, roster
from tests.drawn import quickly

WEEK = ProblemBuilder(3).people("ann", "ben", "cem").template("D", 480, 960).template("N", 1320, 1800)
WEEK = WEEK.plan("D").plan("N", 0, 1)
PROBLEM = WEEK.problem
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
ANN, BEN = ("ann", MONDAY), ("ben", MONDAY)


def draft(**worked: list[str]) -> Draft:
    return Draft(roster(worked))


def now(draft: Draft, step: Step) -> set[tuple[str, str]]:
    return {(a.employee, a.shift) for a in draft.then(step).roster}


def test_a_shift_put_into_a_cell_takes_the_place_of_what_is_there_unless_it_is_put_beside() -> None:
    one = draft(ann=["D@0"], ben=["D@0"])
    assert now(one, put(PROBLEM, one, ANN, "N@0", "r")) == {("ann", "N@0"), ("ben", "D@0")}
    assert now(one, put(PROBLEM, one, ANN, "N@0", "r", beside=True)) == {("ann", "D@0"), ("ann", "N@0"), ("ben", "D@0")}


def test_another_role_on_the_same_shift_takes_the_place_of_the_first_also_beside() -> None:
    one = draft(ann=["D@0"])
    assert one.then(put(PROBLEM, one, ANN, "D@0", "q", beside=True)).roster == {Assignment("ann", "D@0", "q")}


@pytest.mark.parametrize("shift", ["D@1", "gone"])
def test_only_shifts_of_that_day_can_be_put_into_a_cell(shift: str) -> None:
    with pytest.raises(InvalidInput, match="not planned on Mon 30 Nov"):
        put(PROBLEM, draft(), ANN, shift, "r")


def test_several_cells_are_cleared_at_once() -> None:
    one = draft(ann=["D@0", "D@1"], ben=["D@0"])
    assert now(one, clear(PROBLEM, one, {ANN, BEN})) == {("ann", "D@1")}


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        (ANN, BEN, {("ann", "N@0"), ("ben", "D@0"), ("ann", "D@1")}),
        (ANN, ("ben", TUESDAY), {("ben", "D@0"), ("ben", "N@0"), ("ann", "D@1")}),
        (("ann", TUESDAY), BEN, {("ann", "D@0"), ("ann", "N@0"), ("ben", "D@1")}),
        (ANN, ("ann", TUESDAY), {("ann", "D@0"), ("ann", "D@1"), ("ben", "N@0")}),
    ],
)
def test_a_swap_gives_each_the_work_of_the_other(one: Cell, other: Cell, after: set[tuple[str, str]]) -> None:
    start = draft(ann=["D@0", "D@1"], ben=["N@0"])
    assert now(start, swap(PROBLEM, start, one, other)) == after


def test_a_person_moves_a_shift_to_a_day_that_has_one_of_its_kind_only() -> None:
    one = draft(ann=["N@0"])
    work = work_of(PROBLEM, one.roster, {ANN})
    assert now(one, move(PROBLEM, one, work, ANN, ("ann", TUESDAY))) == {("ann", "N@1")}
    assert now(one, move(PROBLEM, one, work, ANN, BEN)) == {("ben", "N@0")}
    with pytest.raises(InvalidInput, match="No N is planned on Wed 2 Dec"):
        move(PROBLEM, one, work, ANN, ("ann", WEDNESDAY))


@pytest.mark.parametrize("locked", [Lock("ann", MONDAY), Lock("ann"), Lock(day=MONDAY)])
def test_what_is_locked_changes_neither_by_itself_nor_by_a_swap_nor_when_a_roster_is_taken_over(locked: Lock) -> None:
    one = draft(ann=["D@0"], ben=["N@0"])
    one = one.then(lock(one, [locked]))
    for edit in (lambda: clear(PROBLEM, one, {ANN}), lambda: swap(PROBLEM, one, ANN, ("ben", TUESDAY))):
        with pytest.raises(InvalidInput, match="Ann on Mon 30 Nov is locked"):
            edit()
    assert ("ann", "D@0") in now(one, take(PROBLEM, one, roster({"cem": ["D@1"]}), "best"))
    free = one.then(unlock(one, [locked]))
    assert now(free, clear(PROBLEM, free, {ANN})) == {("ben", "N@0")}


def test_what_is_pinned_stays_until_it_is_unpinned() -> None:
    one = draft(ann=["D@0"])
    one = one.then(pin(PROBLEM, one, {ANN}))
    with pytest.raises(InvalidInput, match="Ann is pinned to D on Mon 30 Nov; unpin it first"):
        put(PROBLEM, one, ANN, "N@0", "r")
    assert take(PROBLEM, one, frozenset(), "empty").gone == ()
    assert now(one, put(PROBLEM, one, ANN, "N@0", "r", beside=True)) == {("ann", "D@0"), ("ann", "N@0")}
    one = one.then(unpin(PROBLEM, one, {ANN}))
    assert now(one, put(PROBLEM, one, ANN, "N@0", "r")) == {("ann", "N@0")}


def test_locks_are_no_edits_that_could_be_lost_and_an_undone_edit_is_none() -> None:
    one = draft(ann=["D@0"])
    one = one.then(lock(one, [Lock("ann")]))
    assert (one.edits, one.changed) == (0, False)
    two = one.then(clear(PROBLEM, draft(ann=["D@0"]), {ANN}))
    assert (two.edits, two.changed, two.undo().edits, two.undo().changed) == (1, True, 0, False)


def test_a_new_edit_takes_the_place_of_those_undone() -> None:
    one = draft(ann=["D@0"], ben=["D@0"])
    one = one.then(clear(PROBLEM, one, {ANN})).undo()
    two = one.then(clear(PROBLEM, one, {BEN}))
    assert two.redo() == two
    assert now(two.undo(), Step(StepKind.CLEAR)) == {("ann", "D@0"), ("ben", "D@0")}


def test_edits_that_still_fit_are_made_of_another_roster_and_others_are_told() -> None:
    one = draft(ann=["D@0"], ben=["D@1"])
    one = one.then(put(PROBLEM, one, ANN, "N@0", "r"))
    one = one.then(clear(PROBLEM, one, {("ben", TUESDAY)}))
    one = one.then(lock(one, [Lock("ben")]))
    again, lost = refitted(PROBLEM, one, roster({"ann": ["D@0"], "cem": ["D@1"]}), frozenset())
    assert again.roster == roster({"ann": ["N@0"], "cem": ["D@1"]})
    assert [step.kind for step in lost] == [StepKind.CLEAR]
    assert again.locks == {Lock("ben")}


def test_a_roster_that_was_taken_over_fits_cell_by_cell() -> None:
    one = draft(ann=["D@0"], ben=["D@1"])
    one = one.then(take(PROBLEM, one, roster({"cem": ["D@0", "D@1"]}), "best"))
    again, lost = refitted(PROBLEM, one, roster({"ann": ["N@0"], "ben": ["D@1"]}), frozenset())
    assert again.roster == roster({"ann": ["N@0"], "cem": ["D@0", "D@1"]})
    assert [step.gone for step in lost] == [(Assignment("ann", "D@0", "r"),)]


def test_an_edit_of_a_person_who_left_or_a_shift_that_is_cancelled_does_not_fit() -> None:
    one = draft(ann=["D@0"])
    one = one.then(put(PROBLEM, one, ("cem", MONDAY), "N@0", "r"))
    for gone in (
        replace(PROBLEM, employees=PROBLEM.employees[:2]),
        replace(PROBLEM, shifts=tuple(s for s in PROBLEM.shifts if s.id != "N@0")),
    ):
        again, lost = refitted(gone, one, one.base, frozenset())
        assert (again.roster, len(lost)) == (one.base, 1)


KINDS = ("put", "clear", "swap", "pin", "unpin", "lock", "unlock", "take")


def drawn_step(draw: st.DrawFn, here: Draft, kind: str) -> Step:
    """One edit of a draft; refused now and then."""
    cells = st.sampled_from([(p.id, day) for p in PROBLEM.employees for day in PROBLEM.dates])
    one, other, shift = draw(cells), draw(cells), draw(st.sampled_from(PROBLEM.shifts))
    locks = [draw(st.builds(Lock, st.sampled_from(["", "ann", "ben"]), st.sampled_from([None, MONDAY, TUESDAY])))]
    edits: dict[str, Callable[[], Step]] = {
        "put": lambda: put(PROBLEM, here, (one[0], shift.date), shift.id, "r", beside=draw(st.booleans())),
        "clear": lambda: clear(PROBLEM, here, {one, other}),
        "swap": lambda: swap(PROBLEM, here, one, other),
        "pin": lambda: pin(PROBLEM, here, {one}),
        "unpin": lambda: unpin(PROBLEM, here, {one}),
        "lock": lambda: lock(here, locks),
        "unlock": lambda: unlock(here, locks),
        "take": lambda: take(PROBLEM, here, roster({"cem": [shift.id]}), "best"),
    }
    return edits[kind]()


@st.composite
def edited(draw: st.DrawFn, here: Draft) -> Draft:
    """A draft after some edits, each of which can be taken back and touches nothing that is locked or pinned."""
    for kind in draw(st.lists(st.sampled_from([*KINDS, "undo"]))):
        if kind == "undo":
            here = here.undo()
            continue
        try:
            after = here.then(drawn_step(draw, here, kind))
        except InvalidInput:
            continue
        locked = [cell for cell in ((p.id, d) for p in PROBLEM.employees for d in PROBLEM.dates) if here.locked(cell)]
        assert work_of(PROBLEM, after.roster, locked) == work_of(PROBLEM, here.roster, locked)
        assert here.pinned <= after.roster
        back = after.undo()
        assert (back.roster, back.pinned, back.locks) == (here.roster, here.pinned, here.locks)
        here = after
    return here


@quickly
@given(data=st.data())
def test_the_way_back_leads_to_the_start_and_forth_again_to_the_end(data: st.DataObject) -> None:
    start = draft(ann=["D@0", "D@1"], ben=["N@0"])
    end = data.draw(edited(start))
    back = end
    for _ in end.steps:
        back = back.undo()
    assert (back.roster, back.pinned, back.locks, back.changed) == (start.roster, frozenset(), frozenset(), False)
    for _ in end.done:
        back = back.redo()
    assert (back.roster, back.pinned, back.locks) == (end.roster, end.pinned, end.locks)
    assert end.pinned <= end.roster
    again, lost = refitted(PROBLEM, end, end.base, end.pins)
    assert (again.roster, again.pinned, again.locks, lost) == (end.roster, end.pinned, end.locks, ())
