"""The textbook linear model: a 0/1 column for each person, shift and role, and what the catalogue says about them.

It takes the place of the CP-SAT model, so that every rule states itself: windows for runs, pairs and cliques for
successions and rest, a column for each head short or over. Where one shift a day is the law, whether somebody works
on a date is a sum of columns and needs none of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from scheduling.domain.problem import Assignment, Employee, Problem, Shift
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.model import NOWHERE, Place
from scheduling.rules.precedence import apply_settings
from scheduling.solver.linear.expressions import Expression, Term, column, total
from scheduling.solver.linear.program import Program
from scheduling.solver.openings import Openings, one_a_day, roles_on
from scheduling.solver.overlaps import overlapping


class LinearModel:
    """The problem as a `Program`; implements `scheduling.rules.model.Model`.

    Columns handed out by `add_max` and `add_min` are exact in a best roster only: where cost alone keeps one from being
    larger or smaller, nothing else is said of it.
    """

    def __init__(self, problem: Problem, settings: Iterable[RuleSetting]) -> None:
        self.problem, self.program = problem, Program()
        self._any: dict[frozenset[int], Expression] = {}
        self._open: dict[int, tuple[int, Sequence[Term]]] = {}
        applied = apply_settings(problem, settings)
        self._one_a_day, self._openings = one_a_day(applied), Openings(problem)
        self._create_assignments()
        self._state_what_always_holds()
        for one in applied:
            catalogue()[one.setting.code].encode(self, one)

    def roster(self, columns: Iterable[int]) -> Roster:
        """The roster in which the assignments of these columns, among others, are made."""
        return frozenset(self.assignments[number] for number in columns if number < len(self.assignments))

    # Questions that rules ask

    def shifts(self, employee: str) -> Sequence[Shift]:
        return self._openings.shifts[employee]

    def shifts_alike(self, employee: str) -> Mapping[tuple[str, int], Sequence[Shift]]:
        return self._openings.alike[employee]

    def works(self, employee: str, shift: Shift) -> Term:
        return self._works.get((employee, shift.id), 0)

    def works_any(self, employee: str, shifts: Iterable[Shift]) -> Term:
        parts: dict[Any, Term] = {}
        for shift in shifts:
            together = shift.date if employee in self._one_a_day else shift.id
            parts[together] = parts.get(together, 0) + self.works(employee, shift)
        able = [part for part in parts.values() if isinstance(part, Expression)]
        if len(able) < 2:
            return able[0] if able else 0
        key = frozenset(total(able).terms()[0])
        if key not in self._any:
            self._any[key] = known = self.new_int(0, 1)
            self.add_max(known, able)
        return self._any[key]

    def works_on(self, employee: str, day: date) -> Term:
        if day < self.problem.start:
            return int((employee, day) in self._openings.worked_before)
        return self.works_any(employee, self._openings.by_day.get((employee, day), ()))

    def assigned(self, employee: str, shift: Shift, role: str) -> Term:
        return self._assigned.get(Assignment(employee, shift.id, role), 0)

    def heads(self, shift: Shift, role: str) -> Expression:
        return total(self._crew.get((shift.id, role), ()))

    def one_a_day(self, employee: str) -> bool:
        return employee in self._one_a_day

    # What rules say

    def new_int(self, low: int, high: int) -> Expression:
        return column(self.program.add_column(low, high))

    def add_max(self, target: Expression, parts: Sequence[Term]) -> None:
        self._bound_by(target, parts, 1)

    def add_min(self, target: Expression, parts: Sequence[Term]) -> None:
        self._bound_by(target, parts, -1)

    def add_quotient(self, target: Expression, numerator: Term, divisor: int) -> None:
        """What is left over is at least 0 and less than the divisor."""
        factors, constant = total([numerator, -divisor * target]).terms()
        self.program.add_row(factors, -constant, divisor - 1 - constant)

    def at_most_one(self, literals: Iterable[Term]) -> None:
        self._at_most(total(literals), 1)

    def charge(self, applied: Applied[Any], excess: Term, cap: int, per_unit: int = 1, at: Place = NOWHERE) -> None:
        if cap <= 0 or per_unit == 0:
            return
        factors, constant = total([excess]).terms()
        for number, factor in factors.items():
            if number in self._open and factor * self._open[number][0] < 0:
                self._reach_one(number)
        if applied.setting.hard:
            self.program.add_row(factors, most=-constant)
            return
        weight = (applied.setting.weight or 0) * per_unit
        if not factors or self.program.lowest(factors) + constant >= 0:
            self.program.constant += weight * max(0, constant) if not factors else weight * constant
            for number, factor in factors.items():
                self.program.cost[number] += weight * factor
            return
        slack = self.program.add_column(0, cap, weight)
        self.program.add_row({**factors, slack: -1}, most=-constant)

    # Construction

    def _bound_by(self, target: Expression, parts: Sequence[Term], sign: int) -> None:
        """The target is at least (sign 1) or at most (−1) each part; for 0/1 parts nothing else is possible either."""
        (number,) = target.terms()[0]
        for part in parts:
            self._at_most(sign * (total([part]) - target), 0)
        if sign == 1 and (self.program.low[number], self.program.high[number]) == (0, 1):
            self._at_most(target - total(parts), 0)
        elif len(parts) == 1:
            self._at_most(sign * (target - total(parts)), 0)
        else:
            self._open[number] = sign, parts

    def _reach_one(self, number: int) -> None:
        """Where cost does not see to it: the column is no more (sign 1) or no less (−1) than one of its parts."""
        sign, parts = self._open.pop(number)
        chosen = [self.new_int(0, 1) for _ in parts]
        self._at_most(1 - total(chosen), 0)
        for one, part in zip(chosen, parts, strict=True):
            beyond = sign * (column(number) - part)
            self._at_most(beyond - self._highest(beyond) * (1 - one), 0)

    def _highest(self, expression: Expression) -> int:
        factors, constant = (-expression).terms()
        return -self.program.lowest(factors) - constant

    def _at_most(self, expression: Expression, limit: int) -> None:
        factors, constant = expression.terms()
        self.program.add_row(factors, most=limit - constant)

    def _create_assignments(self) -> None:
        self.assignments: list[Assignment] = []
        self._assigned: dict[Assignment, Expression] = {}
        self._works: dict[tuple[str, str], Expression] = {}
        self._crew: dict[tuple[str, str], list[Expression]] = defaultdict(list)
        for employee in self.problem.employees:
            for shift in self._openings.shifts[employee.id]:
                self._create_works(employee, shift)

    def _create_works(self, employee: Employee, shift: Shift) -> None:
        """A column for each role in which the person could work the shift."""
        made = []
        for role in roles_on(shift, employee):
            made.append(column(self.program.add_column()))
            self.assignments.append(assignment := Assignment(employee.id, shift.id, role))
            self._assigned[assignment] = made[-1]
            self._crew[shift.id, role].append(made[-1])
        if len(made) > 1:
            self.at_most_one(made)
        self._works[employee.id, shift.id] = total(made)

    def _state_what_always_holds(self) -> None:
        for employee, shifts in self._openings.shifts.items():
            for at_once in overlapping(shifts):
                self.at_most_one(self.works(employee, shift) for shift in at_once)
        for assignment in self.problem.pinned:
            self._at_most(1 - total([self._assigned.get(assignment, 0)]), 0)
