"""Column generation: prices from the master, cheaper paths from the people, until none is missing.

Prices are smoothed towards those of the best bound (Wentges 1997), and every pricing of all members gives a
Lagrangian bound: prices · wanted + Σ cheapest paths, which no roster of theirs can be below.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from scheduling.solver.paths.master import Master
from scheduling.solver.paths.people import People
from scheduling.solver.paths.person import Column
from scheduling.solver.paths.product import Floats

SMOOTHING = 0.6
TINY = 1e-6


class Generation:
    """Column generation for some people while the others stay as they are.

    `bound` and `value` are of the members and all rows: what the members' columns and the heads of everybody cost.
    """

    def __init__(self, people: People, members: Sequence[int], others: Iterable[Column] = ()) -> None:
        self._people, self._members = people, list(members)
        self._heads = people.heads
        self._wanted = self._heads.wanted - self._heads.counted(others)
        self.master = Master(self._members, self._heads, self._wanted)
        self.bound, self.value = -math.inf, math.inf
        self.centre: Floats = np.zeros(len(self._heads.rows))

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
            self.value = self.master.solve()
            before = self.bound
            grown = self._price(SMOOTHING, go_on) or self._price(0.0, go_on)
            if self.bound > before:
                on_bound(self.bound)
            if not go_on():
                break
            if not grown or self.value - self.bound < TINY * max(1.0, abs(self.value)):
                return True
        return False

    def _price(self, smoothing: float, go_on: Callable[[], bool]) -> bool:
        """Price all members once; whether a column came in that the master lacks."""
        of_members, of_rows = self.master.duals()
        mixed = smoothing * self.centre + (1 - smoothing) * of_rows
        duals = np.clip(mixed, -self._heads.over, self._heads.under)
        slot_prices, bound, grown = self._heads.prices(duals), float(duals @ self._wanted), False
        for place, person in enumerate(self._members):
            if not go_on():
                return grown
            value, column = self._people.people[person].best(slot_prices)
            bound += value
            if column is not None and self._reduced(column, of_rows) < of_members[place] - TINY:
                grown |= self.master.add(column)
        if bound > self.bound:
            self.bound, self.centre = bound, duals
        return grown

    def _reduced(self, column: Column, of_rows: Floats) -> float:
        return column.cost - float(of_rows[self._heads.rows_of(column)].sum())
