"""The roster as CP-SAT variables, behind the questions that rules ask."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ortools.sat.python import cp_model

from scheduling.domain.problem import Absence, Assignment, Employee, Problem, Shift
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.model import NOWHERE, Linear, Literal, Place
from scheduling.rules.precedence import apply_settings
from scheduling.solver.openings import Openings, one_a_day, roles_on
from scheduling.solver.overlaps import overlapping


class StatedInPart(Exception):
    """The statement of a model was told to stop."""


class RosterModel:
    """The whole problem stated for CP-SAT; implements `scheduling.rules.model.Model`.

    `cp` is the model. Slack variables may be larger than needed in a solution that is not optimal, so
    `penalty` computes what the encoding says about a roster from the excesses themselves. A plan of a year takes long
    to state: `go_on` is asked again and again, and StatedInPart raised where it says no.
    """

    def __init__(
        self, problem: Problem, settings: Iterable[RuleSetting], go_on: Callable[[], bool] = lambda: True
    ) -> None:
        self._go_on = go_on
        self.problem = problem
        self.cp = cp_model.CpModel()
        self._applied = apply_settings(problem, settings)
        self._one_a_day = one_a_day(self._applied)
        self._openings = Openings(problem, self._barring)
        self._charges: list[tuple[int, Linear]] = []
        self._constant = 0
        self._slack: list[tuple[int, Linear]] = []
        self._any: dict[frozenset[int], Literal] = {}
        self._create_assignments()
        self._state_what_always_holds()
        for applied in self._applied:
            self._encode(applied)
        self._cost: Linear = sum(weight * slack for weight, slack in self._slack) + self._constant
        self.cp.minimize(self._cost)

    # Questions that rules ask

    def shifts(self, employee: str) -> Sequence[Shift]:
        return self._openings.shifts[employee]

    def shifts_alike(self, employee: str) -> Mapping[tuple[str, int], Sequence[Shift]]:
        return self._openings.alike[employee]

    def works(self, employee: str, shift: Shift) -> Literal:
        return self._works.get((employee, shift.id), 0)

    def works_any(self, employee: str, shifts: Iterable[Shift]) -> Literal:
        literals = [lit for shift in shifts if not isinstance(lit := self.works(employee, shift), int)]
        if len(literals) < 2:
            return literals[0] if literals else 0
        key = frozenset(lit.index for lit in literals)
        if key not in self._any:
            known = self._any[key] = self.cp.new_bool_var("")
            self.cp.add_max_equality(known, literals)
        return self._any[key]

    def works_on(self, employee: str, day: date) -> Literal:
        if day < self.problem.start:
            return int((employee, day) in self._openings.worked_before)
        return self.works_any(employee, self._openings.by_day.get((employee, day), ()))

    def assigned(self, employee: str, shift: Shift, role: str) -> Literal:
        return self._assigned.get(Assignment(employee, shift.id, role), 0)

    def heads(self, shift: Shift, role: str) -> Linear:
        return cp_model.LinearExpr.sum(self._crew.get((shift.id, role), []))

    def one_a_day(self, employee: str) -> bool:
        return employee in self._one_a_day

    # What rules say

    def new_int(self, low: int, high: int) -> Linear:
        return self.cp.new_int_var(low, high, "")

    def add_max(self, target: Linear, parts: Sequence[Linear]) -> None:
        self.cp.add_max_equality(target, list(parts))

    def add_min(self, target: Linear, parts: Sequence[Linear]) -> None:
        self.cp.add_min_equality(target, list(parts))

    def add_quotient(self, target: Linear, numerator: Linear, divisor: int) -> None:
        self.cp.add_division_equality(target, numerator, divisor)

    def at_most_one(self, literals: Iterable[Literal]) -> None:
        self.cp.add_at_most_one(literals)

    def charge(self, applied: Applied[Any], excess: Linear, cap: int, per_unit: int = 1, at: Place = NOWHERE) -> None:
        if cap <= 0 or per_unit == 0:
            return
        weight = (applied.setting.weight or 0) * per_unit
        if isinstance(excess, int):
            self._constant += weight * max(0, excess)
            if applied.setting.hard and excess > 0:
                self.cp.add_bool_or([])
        elif applied.setting.hard:
            self.cp.add(excess <= 0)
        else:
            slack = self.cp.new_int_var(0, cap, "")
            self.cp.add(slack >= excess)
            self._slack.append((weight, slack))
            self._charges.append((weight, excess))

    # Rosters in and out

    def roster(self, boolean_value: Callable[[Literal], bool]) -> Roster:
        """The roster that a solution (its truth function given) stands for."""
        return frozenset(a for a, variable in self._assigned.items() if boolean_value(variable))

    def penalty(self, value: Callable[[Linear], int]) -> int:
        """What the encoding charges for a solution (its value function given), without any idle slack."""
        return self._constant + sum(weight * max(0, value(excess)) for weight, excess in self._charges)

    def hint(self, roster: Roster) -> None:
        """Offer a roster as a first solution, in place of any before."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for assignment, variable in self._assigned.items():
            self.cp.add_hint(variable, assignment in roster)

    def cost_at_most(self, penalty: int) -> None:
        """Allow no roster that costs more."""
        self.cp.add(self._cost <= penalty)

    def stay_near(self, roster: Roster) -> None:
        """Look for the fewest differences from a roster, whatever the cost."""
        missing = sum(1 - self._assigned[one] for one in roster if one in self._assigned)
        self.cp.minimize(missing + sum(lit for one, lit in self._assigned.items() if one not in roster))

    def fix(self, roster: Roster) -> None:
        """Allow this roster only; one that holds an impossible assignment makes the model infeasible."""
        for assignment, variable in self._assigned.items():
            self.cp.add(variable == int(assignment in roster))
        if roster - self._assigned.keys():
            self.cp.add_bool_or([])

    def keep_apart(self, roster: Roster, least: int) -> None:
        """At least so many assignments of a roster must be missing."""
        kept = [self._assigned[assignment] for assignment in roster if assignment in self._assigned]
        self.cp.add(cp_model.LinearExpr.sum(kept) <= len(roster) - least)

    def limit_penalty(self, most: int) -> None:
        """Nothing that costs more."""
        self.cp.add(sum(weight * slack for weight, slack in self._slack) + self._constant <= most)

    # Construction

    def _encode(self, applied: Applied[Any]) -> None:
        self._ask()
        catalogue()[applied.setting.code].encode(self, applied)

    def _create_assignments(self) -> None:
        self._assigned: dict[Assignment, cp_model.IntVar] = {}
        self._works: dict[tuple[str, str], Literal] = {}
        self._crew: dict[tuple[str, str], list[cp_model.IntVar]] = defaultdict(list)
        for employee in self.problem.employees:
            self._ask()
            for shift in self._openings.shifts[employee.id]:
                self._create_works(employee, shift)

    def _ask(self) -> None:
        if not self._go_on():
            raise StatedInPart

    def _create_works(self, employee: Employee, shift: Shift) -> None:
        variables = []
        for role in roles_on(shift, employee):
            variable = self.cp.new_bool_var("")
            self._assigned[Assignment(employee.id, shift.id, role)] = variable
            self._crew[shift.id, role].append(variable)
            variables.append(variable)
        works = variables[0]
        if len(variables) > 1:
            works = self.cp.new_bool_var("")
            self.cp.add(sum(variables) == works)
        self._works[employee.id, shift.id] = works

    def _state_what_always_holds(self) -> None:
        for employee, shifts in self._openings.shifts.items():
            for at_once in overlapping(shifts):
                self.cp.add_at_most_one(self.works(employee, shift) for shift in at_once)
        for assignment in self.problem.pinned:
            variable = self._assigned.get(assignment)
            self.cp.add_bool_or([] if variable is None else [variable])

    @property
    def _barring(self) -> Sequence[Absence]:
        """Time off in which nobody can work."""
        return self.problem.absences
