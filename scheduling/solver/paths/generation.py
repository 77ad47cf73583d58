"""Column generation: prices from the master, cheaper paths from the people, until none is missing.

Prices are smoothed towards those of the best bound (Wentges 1997), and every pricing of all members gives a
Lagrangian bound: prices · wanted + Σ cheapest paths, which no roster of theirs can be below.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from scheduling.solver.paths.master import Master
from scheduling.solver.paths.people import People
from scheduling.solver.paths.person import Column, Held
from scheduling.solver.paths.product import Floats

SMOOTHING = 0.6
TINY = 1e-6
ROWS_A_STEP = 120


class Generation:
    """Column generation for some people while the others stay as they are.

    Members whose days are partly `held` change on the others only. `bound` and `value` are of the members and all
    rows: what the members' columns and the heads of everybody cost.
    """

    def __init__(
        self,
        people: People,
        members: Sequence[int],
        others: Iterable[Column] = (),
        held: Mapping[int, Held] = MappingProxyType({}),
    ) -> None:
        self._people, self._members, self._held = people, list(members), held
        self._heads = people.heads
        self._wanted = self._heads.wanted - self._heads.counted(others)
        self.master = Master(self._members, self._heads, self._wanted)
        self.bound, self.value = -math.inf, math.inf
        self.centre: Floats = np.zeros(len(self._heads.rows))
        self._slope: Floats = np.zeros(len(self._heads.rows))

    def start(self, columns: Iterable[Column]) -> None:
        """Take in columns to begin with."""
        for column in columns:
            self.master.add(column)

    def run(
        self, go_on: Callable[[], bool], on_bound: Callable[[float], None] = lambda bound: None, rounds: int = 10_000
    ) -> bool:
        """Generate until no column is missing; False when told to stop before, or after so many rounds."""
        for _ in range(rounds):
            if not go_on():
                break
            before = self.bound
            self.value = self.master.solve()
            of_members, of_rows = self.master.duals()
            grown = self._price(SMOOTHING * self.centre + (1 - SMOOTHING) * of_rows, of_members, of_rows, go_on)
            grown = grown or self._price(of_rows, of_members, of_rows, go_on)
            if grown:
                self._climb(of_members, of_rows, go_on)
            if self.bound > before:
                on_bound(self.bound)
            if not go_on():
                break
            if not grown or self.value - self.bound < TINY * max(1.0, abs(self.value)):
                return True
        return False

    def _climb(self, of_members: Floats, of_rows: Floats, go_on: Callable[[], bool]) -> None:
        """Raise the bound by steps along its slope, the more the larger the master is, and the longer it takes.

        Steps are those of Polyak (1969), towards the master's value; halved when one does not climb.
        """
        pace = 1.0
        for _ in range(len(self._wanted) // ROWS_A_STEP):
            length = float(self._slope @ self._slope)
            if length == 0 or self.value <= self.bound or not go_on():
                return
            before = self.bound
            self._price(
                self.centre + pace * (self.value - self.bound) / length * self._slope, of_members, of_rows, go_on
            )
            if self.bound <= before:
                pace /= 2

    def _price(self, duals: Floats, of_members: Floats, of_rows: Floats, go_on: Callable[[], bool]) -> bool:
        """Price all members once; whether a column came in that the master lacks."""
        duals = np.clip(duals, -self._heads.over, self._heads.under)
        slot_prices, bound, grown = self._heads.prices(duals), float(duals @ self._wanted), False
        chosen: list[Column] = []
        for place, person in enumerate(self._members):
            if not go_on():
                return grown
            value, column = self._people.people[person].best(slot_prices, self._held.get(person))
            bound += value
            if column is not None:
                chosen.append(column)
                if self._reduced(column, of_rows) < of_members[place] - TINY:
                    grown |= self.master.add(column)
        if bound > self.bound:
            self.bound, self.centre = bound, duals
            self._slope = self._wanted - self._heads.counted(chosen)
        return grown

    def _reduced(self, column: Column, of_rows: Floats) -> float:
        return column.cost - float(of_rows[self._heads.rows_of(column)].sum())
