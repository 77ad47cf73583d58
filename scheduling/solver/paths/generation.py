"""Column generation: prices from the master, cheaper paths from the people, until none is missing.

Prices are smoothed towards those of the best bound (Wentges 1997), the less the longer the bound climbs on the way
(Pessoa, Sadykov, Uchoa and Vanderbeck 2018). Every pricing of all members gives a Lagrangian bound:
prices · wanted + Σ cheapest paths, which no roster of theirs can be below.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np

from scheduling.solver.paths.ascent import Ascent
from scheduling.solver.paths.columns import Column, Restriction
from scheduling.solver.paths.master import ROUGHLY, Master
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats

SMOOTHING, SMOOTHER, SMOOTHEST = 0.6, 0.1, 0.9
TINY = 1e-6
ROWS_A_STEP = 120
SHORT = 0.1
"""The pace from which on steps without a master bring little."""


Duals: TypeAlias = tuple[Floats, Floats]
"""Prices of the members and of the rows of heads."""


class Generation:
    """Column generation for some people while the others stay as they are.

    Of a member in `among` only some columns count. `bound` and `value` are of the members and all rows: what the
    members' columns and the heads of everybody cost.
    """

    def __init__(
        self,
        people: People,
        members: Sequence[int],
        others: Iterable[Column] = (),
        among: Mapping[int, Restriction] = MappingProxyType({}),
    ) -> None:
        self._people, self._members, self._among = people, list(members), among
        self._heads = people.heads
        self._wanted = self._heads.wanted - self._heads.counted(others)
        self.master = Master(self._members, self._heads, self._wanted)
        self.bound, self.value = -math.inf, math.inf
        self.centre: Floats = np.zeros(len(self._heads.rows))
        self._slope: Floats = np.zeros(len(self._heads.rows))
        self._tried = self._slope
        self._smoothing = SMOOTHING

    def start(self, columns: Iterable[Column], centre: Floats | None = None) -> None:
        """Take in columns to begin with, and prices of the rows that are likely to be near to the best."""
        for column in columns:
            self.master.add(column)
        if centre is not None:
            self.centre = centre

    def ascend(
        self,
        roof: float,
        go_on: Callable[[], bool],
        on_bound: Callable[[float], None] = lambda bound: None,
    ) -> None:
        """Columns to begin with, from steps of the bound towards `roof`, what some roster costs; no master is solved.

        Far from the end a large master's prices say little for the time they take.
        """
        ascent, step = Ascent(), np.zeros(len(self._heads.rows))
        while go_on() and ascent.pace > SHORT and self.bound < roof:
            before = self.bound
            self._price(self._people.rounded(self.centre + step), None, go_on)
            step = ascent.step(self._tried, self.bound > before, roof - self.bound)
            if self.bound > before:
                on_bound(self.bound)

    def run(
        self, go_on: Callable[[], bool], on_bound: Callable[[float], None] = lambda bound: None, rounds: int = 10_000
    ) -> bool:
        """Generate until no column is missing; False when told to stop before, or after so many rounds."""
        for _ in range(rounds):
            if not go_on():
                break
            before, self.value = self.bound, self.master.solve(go_on)
            if not go_on():
                break
            known = self.master.duals()
            grown = self._price_between(known[1], known, go_on) or self._price(known[1], known, go_on)
            if grown:
                self._climb(known, go_on)
            if self.bound > before:
                on_bound(self.bound)
            if not go_on():
                break
            if not grown or self._closed:
                return True
        return False

    @property
    def _closed(self) -> bool:
        """Whether the bound is the master's value: as whole numbers, where that is known roughly."""
        bound, tiny = (math.ceil(self.bound - TINY), ROUGHLY) if self.master.large else (self.bound, TINY)
        return self.value - bound < tiny * max(1.0, abs(self.value))

    def _price_between(self, prices: Floats, known: Duals, go_on: Callable[[], bool]) -> bool:
        """Price between the prices of the best bound and others, nearer to these the next time if the bound climbs."""
        way = prices - self.centre
        grown = self._price(self._people.rounded(prices - self._smoothing * way), known, go_on)
        change = -SMOOTHER if float(self._tried @ way) > 0 else SMOOTHER
        self._smoothing = min(SMOOTHEST, max(0.0, self._smoothing + change))
        return grown

    def _climb(self, known: Duals, go_on: Callable[[], bool]) -> None:
        """Raise the bound by steps along its slope, the more the larger the master is, and the longer it takes.

        Steps are those of Polyak (1969), towards the master's value; halved when one does not climb.
        """
        pace = 1.0
        for _ in range(len(self._wanted) // ROWS_A_STEP):
            length = float(self._slope @ self._slope)
            if length == 0 or self.value <= self.bound or not go_on():
                return
            before = self.bound
            step = pace * (self.value - self.bound) / length * self._slope
            self._price(self._people.rounded(self.centre + step), known, go_on)
            if self.bound <= before:
                pace /= 2

    def _price(self, prices: Floats, known: Duals | None, go_on: Callable[[], bool]) -> bool:
        """Price all members once; whether a column came in that a master of these duals lacks, or any if None."""
        prices = np.clip(prices, -self._heads.over, self._heads.under)
        slot_prices, bound, grown = self._heads.prices(prices), float(prices @ self._wanted), False
        chosen: list[Column] = []
        for place, person in enumerate(self._members):
            if not go_on():
                return grown
            value, column = self._people.people[person].best(slot_prices, self._among.get(person))
            bound += value
            if column is not None:
                chosen.append(column)
                if known is None or self._reduced(column, known[1]) < known[0][place] - TINY:
                    grown |= self.master.add(column)
        self._tried = self._wanted - self._heads.counted(chosen)
        if bound > self.bound:
            self.bound, self.centre, self._slope = bound, prices, self._tried
        return grown

    def _reduced(self, column: Column, of_rows: Floats) -> float:
        return column.cost - float(of_rows[self._heads.rows_of(column)].sum())
