"""A week in which whatever clashes can give way: each hard setting and each input that bars, one by one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ortools.sat.python import cp_model

from scheduling.domain.conflicts import Member
from scheduling.domain.problem import Absence, Problem
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import A_SHIFT, Applied, Rule
from scheduling.rules.catalogue import catalogue
from scheduling.rules.model import NOWHERE, Linear, Literal, Place
from scheduling.solver.model import RosterModel

GIVING_WAY, TIME_OFF, PIN = A_SHIFT // 10, 5 * A_SHIFT, A_SHIFT // 2
"""What it costs that something gives way at all, beside its amount; that time off does, or a pinned assignment."""
SOFTENED = 10 * A_SHIFT
"""What it costs that a whole setting becomes a wish because it cannot be loosened here and there."""


class ElasticModel(RosterModel):
    """The hard part of a problem, with a literal for each thing that can give way: while true, the thing holds.

    Soft settings are left out. A hard setting is one thing for each person, where the rule is kept person by person,
    and for each place that the rule tells apart; time off and pinned assignments are things too. Only the roles that
    people hold, and one shift at a time, never give way.

    With the model's own objective, the price of what gives way is the least possible. With `only` some things the
    others do not exist, and there is no objective.
    """

    def __init__(
        self,
        problem: Problem,
        settings: Iterable[RuleSetting],
        only: Collection[Member] | None = None,
    ) -> None:
        self._settings, self._only = tuple(settings), only
        self.literals: dict[Member, cp_model.IntVar] = {}
        self.applied: dict[Member, Applied[Any]] = {}
        self._prices: list[Linear] = []
        self._amounts: dict[Member, list[tuple[int, Linear]]] = defaultdict(list)
        self._slacks: dict[Member, list[tuple[int, Linear, int]]] = defaultdict(list)
        self._current: tuple[Applied[Any], str] | None = None
        super().__init__(problem, [setting for setting in self._settings if setting.hard])
        if only is None:
            self._state_the_price()

    def reduced(self, only: Collection[Member]) -> "ElasticModel":
        """The same with only these things, and no objective."""
        return ElasticModel(self.problem, self._settings, only)

    def _state_the_price(self) -> None:
        self._prices += [_price(member) * (1 - literal) for member, literal in self.literals.items()]
        for member, slack in self._slacks.items():
            self._price_of_amount(catalogue()[self.applied[member].setting.code].trouble, slack)
        self._price_of_softening()
        self.price: Linear = sum(self._prices)
        self.cp.minimize(self.price)

    def amounts(self, value: Any) -> dict[Member, int]:
        """How far a solution (its value function given) is beyond each thing that does not hold in it."""
        return {
            member: sum(per_unit * max(0, value(excess)) for per_unit, excess in self._amounts[member])
            for member, literal in self.literals.items()
            if not value(literal)
        }

    # What rules ask and say

    def one_a_day(self, employee: str) -> bool:
        """Nothing holds for sure here."""
        return False

    def at_most_one(self, literals: Iterable[Literal]) -> None:
        assert self._current is not None
        group = list(literals)
        self.charge(self._current[0], sum(group) - 1, len(group) - 1)

    def charge(self, applied: Applied[Any], excess: Linear, cap: int, per_unit: int = 1, at: Place = NOWHERE) -> None:
        if cap <= 0 or per_unit == 0:
            return
        assert self._current is not None
        rule, whole = catalogue()[applied.setting.code], self._current[0]
        place = at._replace(employee=at.employee or self._current[1])
        member = Member(applied.setting.id, place.employee, place.shift, place.role, place.day)
        if self._left_out(member):
            return
        literal = self._literal(member)
        self.applied.setdefault(member, whole)
        self._amounts[member].append((per_unit, excess))
        if isinstance(excess, int):
            if excess > 0:
                self.cp.add(literal == 0)
                self._prices.append(rule.trouble * per_unit * excess)
            return
        if self._only is not None:
            self.cp.add(excess <= 0).only_enforce_if(literal)
            return
        slack = self.cp.new_int_var(0, cap, "")
        self.cp.add(excess <= slack)
        self.cp.add(slack == 0).only_enforce_if(literal)
        self._slacks[member].append((per_unit, slack, cap))

    # Construction

    def _left_out(self, member: Member) -> bool:
        return self._only is not None and member not in self._only

    def _literal(self, member: Member) -> cp_model.IntVar:
        if member not in self.literals:
            self.literals[member] = self.cp.new_bool_var("")
        return self.literals[member]

    def _price_of_amount(self, trouble: int, slack: Sequence[tuple[int, Linear, int]]) -> None:
        """Each unit costs more from the second shift's worth on, and again from the third: burdens are shared."""
        total, most = sum(units * part for units, part, _ in slack), sum(units * cap for units, _, cap in slack)
        self._prices.append(trouble * total)
        for worth in (A_SHIFT, 2 * A_SHIFT):
            free = worth // trouble
            if most > free:
                beyond = self.cp.new_int_var(0, most - free, "")
                self.cp.add(beyond >= total - free)
                self._prices.append(trouble * beyond)

    def _price_of_softening(self) -> None:
        """Paid once for each setting of which anything gives way and that can only be softened as a whole."""
        whole: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for member, applied in self.applied.items():
            if not mendable(catalogue()[applied.setting.code]):
                whole[member.setting].append(self.literals[member])
        for literals in whole.values():
            kept = self.cp.new_bool_var("")
            self.cp.add_bool_and(literals).only_enforce_if(kept)
            self._prices.append(SOFTENED * (1 - kept))

    def _encode(self, applied: Applied[Any]) -> None:
        rule = catalogue()[applied.setting.code]
        if self._only is not None and applied.setting.id not in {member.setting for member in self._only}:
            return
        if not rule.one_by_one:
            with self._about(applied, ""):
                rule.encode(self, applied)
            return
        for who in applied.employees:
            if self._only is not None and (applied.setting.id, who) not in {
                (m.setting, m.employee) for m in self._only
            }:
                continue
            own = replace(applied, employees=(who,))
            with self._about(own, who):
                rule.encode(self, own)

    @contextmanager
    def _about(self, applied: Applied[Any], employee: str) -> Iterator[None]:
        self._current = applied, employee
        yield
        self._current = None

    @property
    def _barring(self) -> Sequence[Absence]:
        """Time off may give way, but who has left does not come back."""
        return [absence for absence in self.problem.absences if absence.left]

    def _state_what_always_holds(self) -> None:
        pins, self.problem = self.problem.pinned, replace(self.problem, pinned=())
        super()._state_what_always_holds()
        self.problem = replace(self.problem, pinned=pins)
        inputs = [Member(pin=pin) for pin in pins]
        inputs += [Member(absence=absence) for absence in self.problem.absences if not absence.left]
        for member in inputs:
            if not self._left_out(member):
                self._state_input(member)

    def _state_input(self, member: Member) -> None:
        if member.pin is not None:
            variable = self._assigned.get(member.pin)
            self.cp.add((0 if variable is None else variable) >= self._literal(member))
        elif member.absence is not None:
            who, start, end = member.absence.employee, member.absence.start, member.absence.end
            touched = [self.works(who, s) for s in self.shifts(who) if start < s.end and s.start < end]
            if touched:
                self.cp.add(sum(touched) == 0).only_enforce_if(self._literal(member))


def mendable(rule: Rule[Any]) -> bool:
    """Whether a breach can be mended without making the whole setting a wish."""
    return bool(rule.looser) or type(rule).remedies is not Rule.remedies


def _price(member: Member) -> int:
    if member.absence is not None:
        return TIME_OFF
    return PIN if member.pin is not None else GIVING_WAY
