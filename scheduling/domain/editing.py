"""The edits that there are: each looks at a draft and gives the step that would change it."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from scheduling.domain.clock import day_text
from scheduling.domain.draft import Cell, Draft, Lock, Step, StepKind
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster


def work_of(problem: Problem, roster: Roster, cells: Collection[Cell]) -> tuple[Assignment, ...]:
    """What is worked in some cells, by start."""
    shifts = problem.shift_by_id
    found = (a for a in roster if (a.employee, shifts[a.shift].date) in cells)
    return tuple(sorted(found, key=lambda a: (shifts[a.shift].start, a)))


def put(problem: Problem, draft: Draft, cell: Cell, shift: str, role: str, *, beside: bool = False) -> Step:
    """A shift (id) in a role for a person on its date, in place of what is there, or `beside` it.

    Raises
    ------
    InvalidInput
        When the cell is locked, what is there is pinned, or the shift is not of that date.
    """
    planned = problem.shift_by_id.get(shift)
    if planned is None or planned.date != cell[1]:
        raise InvalidInput(f"This shift is not planned on {day_text(cell[1])}; choose another.")
    there = work_of(problem, draft.roster, {cell})
    same = [a for a in there if a.shift == shift]
    return _step(problem, draft, StepKind.CHANGE, same if beside else there, [Assignment(cell[0], shift, role)])


def clear(problem: Problem, draft: Draft, cells: Collection[Cell]) -> Step:
    """Nobody works in these cells; raises InvalidInput where one is locked or pinned."""
    return _step(problem, draft, StepKind.CLEAR, work_of(problem, draft.roster, cells), ())


def swap(problem: Problem, draft: Draft, one: Cell, other: Cell) -> Step:
    """Two people take each other's work of two cells; one person takes the same kinds of shifts on the other date.

    Raises
    ------
    InvalidInput
        When a cell is locked or pinned, or no such shift is planned on a date.
    """
    mine, theirs = (work_of(problem, draft.roster, {cell}) for cell in (one, other))
    new = [*_at(problem, mine, one, other), *_at(problem, theirs, other, one)]
    return _step(problem, draft, StepKind.SWAP, (*mine, *theirs), new)


def move(problem: Problem, draft: Draft, work: Iterable[Assignment], cell: Cell, to: Cell) -> Step:
    """Some work of a cell goes to another person, or to another date of the same one; what is there stays.

    Raises
    ------
    InvalidInput
        When a cell is locked or pinned, or no such shift is planned on that date.
    """
    gone = tuple(work)
    return _step(problem, draft, StepKind.MOVE, gone, _at(problem, gone, cell, to))


def pin(problem: Problem, draft: Draft, cells: Collection[Cell]) -> Step:
    """The work of these cells stays, in this roster and for every search after it is saved."""
    return Step(StepKind.PIN, pinned=tuple(a for a in work_of(problem, draft.roster, cells) if a not in draft.pinned))


def unpin(problem: Problem, draft: Draft, cells: Collection[Cell]) -> Step:
    """The work of these cells may change again."""
    return Step(StepKind.PIN, unpinned=tuple(a for a in work_of(problem, draft.roster, cells) if a in draft.pinned))


def lock(draft: Draft, locks: Iterable[Lock]) -> Step:
    """Cells, people or days that stay as they are while this roster is edited and completed."""
    return Step(StepKind.LOCK, locked=tuple(sorted(set(locks) - draft.locks, key=str)))


def unlock(draft: Draft, locks: Iterable[Lock]) -> Step:
    return Step(StepKind.LOCK, unlocked=tuple(sorted(set(locks) & draft.locks, key=str)))


def take(problem: Problem, draft: Draft, roster: Roster, note: str) -> Step:
    """Another roster in place of this one, but for what is locked or pinned."""
    shifts = problem.shift_by_id
    held = cells_of(problem, draft.pinned)

    def free(a: Assignment) -> bool:
        cell = a.employee, shifts[a.shift].date
        return cell not in held and not draft.locked(cell)

    known = {a for a in roster if a.shift in shifts and a.employee in problem.employee_by_id}
    gone, new = sorted(filter(free, draft.roster - known)), sorted(filter(free, known - draft.roster))
    return Step(StepKind.TAKE, tuple(gone), tuple(new), note=note)


def refitted(problem: Problem, draft: Draft, base: Roster, pins: Roster) -> tuple[Draft, tuple[Step, ...]]:
    """The same edits of another roster, as far as they fit, and those that do not.

    An edit fits where every cell it changes was, before it, as it is now. A roster taken over fits cell by cell; it is
    among those that do not fit as far as it does not. What was undone is forgotten.
    """
    old, now, lost = replace(draft, at=0), Draft(base, pins), list[Step]()
    for step in draft.done:
        fits, rest = _parted(problem, step, _same(problem, old, now, step))
        if fits is not None:
            now = now.then(fits)
        lost += [] if rest is None else [rest]
        old = old.redo()
    return now, tuple(lost)


def _step(
    problem: Problem, draft: Draft, kind: StepKind, gone: Iterable[Assignment], new: Iterable[Assignment]
) -> Step:
    """What really changes; refused where it may not."""
    before, after = set(gone), set(new)
    goes, comes = before - after, after - draft.roster
    for who, day in sorted(cells_of(problem, goes | comes)):
        if draft.locked((who, day)):
            raise InvalidInput(f"{problem.employee_by_id[who].name} on {day_text(day)} is locked; unlock it first.")
    for a in sorted(goes & draft.pinned):
        shift = problem.shift_by_id[a.shift]
        where = f"{problem.template_by_id[shift.template].name} on {day_text(shift.date)}"
        raise InvalidInput(f"{problem.employee_by_id[a.employee].name} is pinned to {where}; unpin it first.")
    return Step(kind, tuple(sorted(goes)), tuple(sorted(comes)))


def _at(problem: Problem, work: Iterable[Assignment], cell: Cell, to: Cell) -> list[Assignment]:
    """The work of one cell as it would be in another: the same shifts of another person, else those of the date."""
    if cell[0] != to[0]:
        return [replace(a, employee=to[0]) for a in work]
    planned = {s.template: s.id for s in problem.shifts if s.date == to[1]}
    found = []
    for a in work:
        template = problem.shift_by_id[a.shift].template
        if template not in planned:
            name = problem.template_by_id[template].name
            raise InvalidInput(f"No {name} is planned on {day_text(to[1])}; choose another day.")
        found.append(replace(a, shift=planned[template]))
    return found


def cells_of(problem: Problem, assignments: Iterable[Assignment]) -> set[Cell]:
    """The cells that some assignments are in."""
    return {(a.employee, problem.shift_by_id[a.shift].date) for a in assignments}


def _same(problem: Problem, old: Draft, now: Draft, step: Step) -> set[Assignment]:
    """The assignments of a step that are in cells which both drafts have alike, in a week that still has them."""
    of_step = (*step.gone, *step.new, *step.unpinned, *step.pinned)
    known = {a for a in of_step if a.shift in problem.shift_by_id and a.employee in problem.employee_by_id}
    cells = cells_of(problem, known)
    unlike = {a for a in (old.roster ^ now.roster) | (old.pinned ^ now.pinned) if a.shift in problem.shift_by_id}
    alike = cells - cells_of(problem, unlike)
    return {a for a in known if (a.employee, problem.shift_by_id[a.shift].date) in alike}


def _parted(problem: Problem, step: Step, same: set[Assignment]) -> tuple[Step | None, Step | None]:
    """The part of a step that fits, and the part that does not."""
    of_step = {*step.gone, *step.new, *step.unpinned, *step.pinned}
    if of_step <= same:
        known = tuple(one for one in step.locked if not one.employee or one.employee in problem.employee_by_id)
        return replace(step, locked=known), None
    if step.kind is not StepKind.TAKE or not same:
        return None, step
    parts = (
        replace(step, gone=tuple(filter(inside, step.gone)), new=tuple(filter(inside, step.new)))
        for inside in (same.__contains__, lambda a: a not in same)
    )
    fits, rest = parts
    return fits, rest
