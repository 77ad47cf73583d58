"""Who could work what at all: what roles, time off and shifts already worked leave open, before any rule is asked."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from scheduling.domain.problem import Absence, Employee, Problem, Shift
from scheduling.rules.base import Applied

Key: TypeAlias = tuple[str, date]
"""A person and a date."""


class Openings:
    """The shifts that each person could work, and in which roles.

    `absences` are those in which nobody can work: all of the problem's, unless some can give way.
    """

    def __init__(self, problem: Problem, absences: Iterable[Absence] | None = None) -> None:
        self._problem = problem
        self._busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for absence in problem.absences if absences is None else absences:
            self._busy[absence.employee].append((absence.start, absence.end))
        for past in problem.history.shifts:
            self._busy[past.employee].append((past.start, past.end))

    @cached_property
    def shifts(self) -> Mapping[str, Sequence[Shift]]:
        """Per person, by start."""
        ordered = sorted(self._problem.shifts, key=lambda s: (s.start, s.end, s.id))
        asked = [(shift, frozenset(demand.role for demand in shift.demands)) for shift in ordered]
        return {person.id: list(self._open_to(person, asked)) for person in self._problem.employees}

    @cached_property
    def alike(self) -> Mapping[str, Mapping[tuple[str, int], Sequence[Shift]]]:
        """Per person by template and length in minutes."""
        alike: dict[str, dict[tuple[str, int], list[Shift]]] = {}
        for person, shifts in self.shifts.items():
            groups = alike[person] = defaultdict(list)
            for shift in shifts:
                groups[shift.template, shift.minutes].append(shift)
        return alike

    @cached_property
    def by_day(self) -> Mapping[Key, Sequence[Shift]]:
        by_day: dict[Key, list[Shift]] = defaultdict(list)
        for person, shifts in self.shifts.items():
            for shift in shifts:
                by_day[person, shift.date].append(shift)
        return by_day

    def sharing(self, person: str, start: int, end: int) -> Sequence[Shift]:
        """The shifts of a person that share time with a stretch, in epoch minutes, end exclusive."""
        shifts = self.shifts[person]
        first = bisect_right(shifts, start - self._longest, key=_start)
        last = bisect_left(shifts, end, key=_start)
        return [s for s in shifts[first:last] if max(s.start, start) < min(s.end, end)]

    @cached_property
    def worked_before(self) -> frozenset[Key]:
        """Who has worked on which dates before the period."""
        return frozenset((past.employee, past.date) for past in self._problem.history.shifts)

    @cached_property
    def _longest(self) -> int:
        return max((shift.minutes for shift in self._problem.shifts), default=0)

    def _open_to(self, person: Employee, asked: Iterable[tuple[Shift, frozenset[str]]]) -> Iterable[Shift]:
        """Those of the shifts, each with the roles that it asks for, that a person could work."""
        roles, spans = frozenset(person.roles), self._busy[person.id]
        for shift, wanted in asked:
            if roles & wanted and not any(start < shift.end and shift.start < end for start, end in spans):
                yield shift


def _start(shift: Shift) -> int:
    return shift.start


def roles_on(shift: Shift, person: Employee) -> Sequence[str]:
    """The roles that a shift asks for and a person has, each once."""
    return tuple(dict.fromkeys(demand.role for demand in shift.demands if demand.role in person.roles))


def one_a_day(applied: Iterable[Applied[Any]]) -> frozenset[str]:
    """Who may not begin two shifts on one date, by a hard rule that always holds."""
    return frozenset(who for one in applied if _is_one_a_day(one) for who in one.employees)


def _is_one_a_day(applied: Applied[Any]) -> bool:
    setting = applied.setting
    limited = setting.code == "max_shifts_per_day" and setting.hard and applied.params.maximum == 1
    return limited and not setting.scope.narrowed
