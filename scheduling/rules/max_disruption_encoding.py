"""Changes to the published roster as expressions. The check compares rosters; here only possible shifts are asked."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from scheduling.domain.problem import Assignment, Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.model import Linear, Model


def changes(
    model: Model, applied: Applied[Any], before: tuple[Assignment, ...] | None
) -> list[list[tuple[Linear, int]]]:
    """For each governed person, for each shift that may be a change: whether it is (0 or 1), and its units."""
    problem = model.problem
    if before is None:
        return []
    told = _told(problem, before)
    found = []
    for who in applied.employees:
        kept = [problem.shift_by_id[key] for key in told[who]]
        shifts = {shift.id: shift for shift in (*model.shifts(who), *kept)}
        counted = [s for s in shifts.values() if applied.covers(s.date, problem.template_by_id[s.template].labels)]
        found.append([(_changed(model, who, s, told[who].get(s.id, set())), _units(applied, s.date)) for s in counted])
    return found


def _told(problem: Problem, before: tuple[Assignment, ...]) -> Mapping[str, Mapping[str, Set[str]]]:
    """The roles that each person had by shift, of shifts that are still planned."""
    roles: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for assignment in before:
        if assignment.shift in problem.shift_by_id:
            roles[assignment.employee].setdefault(assignment.shift, set()).add(assignment.role)
    return roles


def _changed(model: Model, who: str, shift: Shift, told: Set[str]) -> Linear:
    """Nobody can work two roles at once, so where two were published there is always a change."""
    if not told:
        return model.works(who, shift)
    kept = [model.assigned(who, shift, role) for role in told]
    return 1 - kept[0] if len(kept) == 1 else 1


def _units(applied: Applied[Any], day: date) -> int:
    """The first row, by days, that is still beyond the notice; one where there is none."""
    rows, today = sorted((band.days, band.units) for band in applied.params.bands), applied.problem.today
    if today is None:
        return 1
    place = bisect_right([days for days, _ in rows], (day - today).days)
    return rows[place][1] if place < len(rows) else 1
