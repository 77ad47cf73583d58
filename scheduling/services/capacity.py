"""Capacity against demand as a grid: a line per role, or per shift and role, a column per date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.domain.problem import Problem
from scheduling.services.preflight import PreflightView


class CapacityBy(StrEnum):
    """What a grid compares: heads by role, heads by shift and role, or minutes by role."""

    ROLE = "Heads by role"
    SHIFT = "Heads by shift"
    HOURS = "Hours by role"


@dataclass(frozen=True)
class CapacityCell:
    """What there could be at most and what is wanted (heads or minutes), what will surely be missing, and who (names).

    Heads of several shifts that share their people can be missing though each shift by itself has enough.
    """

    date: date
    could: int
    wanted: int
    missing: int
    people: tuple[str, ...]

    @property
    def tight(self) -> bool:
        """Whether less than a quarter more is there than is wanted."""
        return 4 * self.could < 5 * self.wanted


Line = tuple[str, Mapping[date, CapacityCell]]


def capacity_lines(view: PreflightView, by: CapacityBy) -> Sequence[Line]:
    """The lines of a grid with their names, in the site's order of templates and roles."""
    if by is CapacityBy.SHIFT:
        return _by_shift(view)
    problem, lines = view.problem, []
    for role in problem.roles:
        days = [day for day in view.capacity.role_days if day.role == role.id]
        if by is CapacityBy.HOURS:
            cells = [
                CapacityCell(
                    day.date,
                    day.minutes_could,
                    day.minutes_wanted,
                    max(0, day.minutes_wanted - day.minutes_could),
                    _names(problem, day.could),
                )
                for day in days
            ]
        else:
            cells = [CapacityCell(d.date, len(d.could), d.wanted, d.missing, _names(problem, d.could)) for d in days]
        if cells:
            lines.append((role.name, {cell.date: cell for cell in cells}))
    return lines


def _by_shift(view: PreflightView) -> Sequence[Line]:
    problem = view.problem
    missing = {cell: one.missing for one in view.capacity.shortages for cell in one.cells}
    lines: dict[tuple[str, str], dict[date, CapacityCell]] = {}
    for cell in view.capacity.cells:
        people = _names(problem, cell.could)
        square = CapacityCell(cell.date, len(cell.could), cell.wanted, missing.get(cell, 0), people)
        lines.setdefault((cell.template, cell.role), {})[cell.date] = square
    names = {(t.id, r.id): f"{t.name} · {r.name}" for t in problem.templates for r in problem.roles}
    return [(name, lines[at]) for at, name in names.items() if at in lines]


def _names(problem: Problem, people: Iterable[str]) -> tuple[str, ...]:
    return tuple(problem.employee_by_id[who].name for who in people if who)
