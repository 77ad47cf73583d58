"""The cheapest ways to give way, so that there is a roster."""

import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduling.domain.conflicts import Amounts, Member
from scheduling.domain.roster import Roster
from scheduling.domain.settings import QUESTION
from scheduling.solver.elastic import ElasticModel

ALIKE = 2
"""So many repairs may touch the same settings and kinds of inputs; more of them would say nothing new."""
LOOK_ROUND = 4.0
"""Seconds in all for looking beyond the conflicts that are known."""


@dataclass(frozen=True)
class Yielding:
    """A roster, how far it is beyond each thing that gives way for it, and what that costs."""

    roster: Roster
    amounts: Amounts
    price: int


class Repairs:
    """Ways for things of an elastic model to give way, until `deadline` (by the monotonic clock).

    First those in which only `members` do; where there are few of these, others for as long as `LOOK_ROUND`. What was
    asked for by a question does not give way. `in_time` is False once something had to be left undone.
    """

    def __init__(self, elastic: ElasticModel, members: Collection[Member], deadline: float, threads: int) -> None:
        self._elastic, self._deadline, self._threads = elastic, deadline, threads
        self._near, self._far = elastic.cp.clone(), elastic.cp.clone()
        for member, literal in elastic.literals.items():
            if member not in members:
                self._near.add(literal == 1)
            if member.setting.startswith(QUESTION):
                self._near.add(literal == 1)
                self._far.add(literal == 1)
        self._looked = 0.0
        self.in_time = True
        self._seen: Counter[frozenset[str]] = Counter()

    def found(self, most: int) -> Iterator[Yielding]:
        """At most so many, none of which does all that another does, and more."""
        for k in range(most):
            best = self._cheapest(self._near, self._deadline)
            if best is not None and k == 0:
                best = self._look_round(best.price - 1) or best
            best = best or self._look_round()
            if best is None:
                return
            yield best
            self._bar(best)

    def _look_round(self, most: int | None = None) -> Yielding | None:
        """The cheapest way in which anything may give way, within a price, if it is found soon."""
        cp = self._far
        if most is not None:
            cp = self._far.clone()
            cp.add(self._elastic.price <= most)
        began = time.monotonic()
        found = self._cheapest(cp, min(self._deadline, began + LOOK_ROUND - self._looked))
        self._looked += time.monotonic() - began
        return found

    def _cheapest(self, cp: cp_model.CpModel, deadline: float) -> Yielding | None:
        left = deadline - time.monotonic()
        if left <= 0:
            self.in_time = False
            return None
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self._threads
        solver.parameters.max_time_in_seconds = left
        status = solver.solve(cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.in_time &= status == cp_model.INFEASIBLE
            return None
        amounts = self._elastic.amounts(solver.value)
        return Yielding(self._elastic.roster(solver.boolean_value), amounts, round(solver.objective_value))

    def _bar(self, one: Yielding) -> None:
        """Not all that gives way here at once any more; nor all of its kinds, when there were enough of them."""
        kinds = frozenset(map(_kind, one.amounts))
        self._seen[kinds] += 1
        literals = self._elastic.literals
        for cp in (self._near, self._far):
            cp.add_bool_or([literals[member] for member in one.amounts])
            if self._seen[kinds] == ALIKE:
                held = {kind: cp.new_bool_var("") for kind in kinds}
                for member, literal in literals.items():
                    if _kind(member) in held:
                        cp.add_implication(held[_kind(member)], literal)
                cp.add_bool_or(held.values())


def _kind(member: Member) -> str:
    if member.absence is not None:
        return "time off"
    return "pin" if member.pin is not None else member.setting
