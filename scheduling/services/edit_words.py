"""Edits in words, for the buttons that take them back."""

from collections.abc import Iterable, Sequence

from scheduling.domain.clock import day_text
from scheduling.domain.draft import Lock, Step, StepKind
from scheduling.domain.editing import cells_of, work_of
from scheduling.domain.problem import Assignment, Problem


def told(problem: Problem, step: Step) -> str:
    """What a step does: "Ann, Mon 30 Nov: Late instead of Early", for example."""
    known = [a for a in (*step.gone, *step.new) if a.shift in problem.shift_by_id]
    cells = sorted(cells_of(problem, known), key=lambda cell: (_name(problem, cell[0]), cell[1]))
    if step.kind is StepKind.TAKE:
        return f"Take over {step.note}"
    if step.kind is StepKind.LOCK:
        locks = step.locked or step.unlocked
        where = lock_text(problem, locks[0]) if len(locks) == 1 else f"{len(locks)} {_locked(locks)}"
        return f"{'Lock' if step.locked else 'Unlock'} {where}"
    if step.kind is StepKind.PIN:
        pins = step.pinned or step.unpinned
        return f"{'Pin' if step.pinned else 'Unpin'} {_several(problem, pins)}"
    if step.kind is StepKind.SWAP:
        return "Swap " + " and ".join(f"{_name(problem, who)}, {day_text(day)}" for who, day in cells)
    if len(cells) > 2:
        return f"Clear {len(cells)} cells"
    return "; ".join(_change(problem, step, who) for who in dict.fromkeys(cell[0] for cell in cells))


def _change(problem: Problem, step: Step, who: str) -> str:
    days = {cell for cell in cells_of(problem, (*step.gone, *step.new)) if cell[0] == who}
    before, after = (_shifts(problem, work_of(problem, frozenset(part), days)) for part in (step.gone, step.new))
    where = f"{_name(problem, who)}, {' and '.join(day_text(day) for _, day in sorted(days))}"
    if not after:
        return f"{where}: no {before}"
    return f"{where}: {after} instead of {before}" if before else f"{where}: {after}"


def _locked(locks: Sequence[Lock]) -> str:
    if all(lock.employee and lock.day for lock in locks):
        return "cells"
    return "people" if all(lock.employee for lock in locks) else "days"


def lock_text(problem: Problem, lock: Lock) -> str:
    """What a lock holds: a name, a date, or both."""
    parts = [_name(problem, lock.employee)] if lock.employee else []
    return ", ".join([*parts, *([day_text(lock.day)] if lock.day else [])]) or "everything"


def _several(problem: Problem, pins: Iterable[Assignment]) -> str:
    pins = list(pins)
    if len(pins) != 1 or pins[0].shift not in problem.shift_by_id:
        return f"{len(pins)} assignments"
    day = problem.shift_by_id[pins[0].shift].date
    return f"{_name(problem, pins[0].employee)}, {_shifts(problem, pins)} on {day_text(day)}"


def _shifts(problem: Problem, work: Iterable[Assignment]) -> str:
    return " and ".join(problem.template_by_id[problem.shift_by_id[a.shift].template].name for a in work)


def _name(problem: Problem, who: str) -> str:
    known = problem.employee_by_id.get(who)
    return known.name if known else "somebody who left"
