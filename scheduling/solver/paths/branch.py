"""Branch and price: what lies between bound and best roster is settled, one day of one person at a time.

All rosters are split into those in which somebody works on a day and those in which they do not; column generation
bounds each part, and parts whose bound is not below the best roster are done (Barnhart and others 1998). Where no day
is in doubt any more, slots are split alike. A part with the lowest bound comes first, as it holds all others back.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TypeAlias

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.columns import NOWHERE, Column, Decided
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats

NARROW = 0.02
"""Between bound and best roster, as a share of the latter; more is not settled in any time."""
MOST_OPEN, MOST_COLUMNS = 20_000, 1_000
"""Parts that are kept, and columns with each of them, so that memory does not grow without end."""
TINY, EXACT = 1e-6, 1e-6

Doubt: TypeAlias = tuple[int, int, int]
"""A person, a day and a slot of it that may or may not be worked; NOWHERE: any slot."""


@dataclass(order=True)
class Part:
    """Some of all rosters: none of them costs less than `bound`, a whole number as penalties are.

    Of parts with the same bound the newest comes first, so that the search goes down to whole rosters.
    """

    bound: float
    age: int
    decided: Mapping[int, Decided] = field(compare=False)
    columns: Sequence[Column] = field(compare=False)
    centre: Floats = field(compare=False)


class Branching:
    """Splits again and again, from a bound that is known, and tells the board what no roster can be below."""

    def __init__(self, board: Blackboard, people: People, root: Generation, best: Best) -> None:
        self._board, self._people, self._best = board, people, best
        self._large, self._fixed = root.master.large, people.collected.fixed_cost
        self._ages = count()
        self._open = [Part(_whole(root.bound), next(self._ages), {}, root.master.columns, root.centre)]
        self._unsettled = math.inf
        """The lowest bound of what can be split no further, though its bound is below its best roster."""

    def more(self, seconds: float, go_on: Callable[[], bool]) -> None:
        """Settle one part after another for so many seconds, where that may come to an end."""
        board = self._board
        until = board.seconds + seconds
        if go_on() and self._pays:
            board.note(f"Paths: settle who works when, day by day; {len(self._open):,} parts are open.")
        while board.seconds < until and go_on() and self._pays:
            part = heapq.heappop(self._open)
            if part.bound <= self._roof and not self._settle(part, go_on):
                return
            board.raise_bound(min(self._fixed + self._low, self._best.value))

    @property
    def _low(self) -> float:
        """What people's columns and heads cost at least in all that is not settled yet; infinite where all is."""
        return min(self._unsettled, self._open[0].bound if self._open else math.inf)

    @property
    def _pays(self) -> bool:
        narrow = self._best.value - self._fixed - self._low <= NARROW * self._best.value
        return narrow and not self._large and 0 < len(self._open) < MOST_OPEN

    @property
    def _roof(self) -> float:
        """The most that what people's columns and heads cost may be in a better roster."""
        return self._best.value - self._fixed - 1

    def _settle(self, part: Part, go_on: Callable[[], bool]) -> bool:
        """Bound a part, and split it where a better roster may be in it; False when told to stop before."""
        everybody = [person.number for person in self._people.people]
        generation = Generation(self._people, everybody, among=part.decided)
        generation.start((column for column in part.columns if _allowed(part, column)), part.centre)
        generation.run(lambda: generation.bound <= self._roof + EXACT and go_on())
        bound = max(part.bound, _whole(generation.bound))
        if bound > self._roof:
            return True
        if go_on():
            generation.master.solve(go_on, corner=True)
        if not go_on():
            heapq.heappush(self._open, part)
            return False
        self._split(part, bound, generation)
        return True

    def _split(self, part: Part, bound: float, generation: Generation) -> None:
        columns = generation.master.columns
        used = [
            (column, share) for column, share in zip(columns, generation.master.shares(), strict=True) if share > TINY
        ]
        self._best.remember(column for column, _ in used)
        doubt = _in_doubt(used)
        if doubt is None:
            self._best.take({column.person: column for column, _ in used})
            if bound <= self._roof:
                self._unsettled = min(self._unsettled, bound)
            return
        kept = columns[-MOST_COLUMNS:]
        for decided in self._both(doubt, part.decided.get(doubt[0], Decided())):
            both = {**part.decided, doubt[0]: decided}
            heapq.heappush(self._open, Part(bound, -next(self._ages), both, kept, generation.centre))

    def _both(self, doubt: Doubt, known: Decided) -> Iterator[Decided]:
        """What is decided of a person in each of the two parts; the one that leaves less open comes last."""
        person, day, slot = doubt
        slots = self._people.people[person].slots
        there = frozenset(slots.slot[slots.day == day].tolist())
        one = there if slot == NOWHERE else frozenset((slot,))
        yield Decided(known.barred | one, known.worked)
        yield Decided(known.barred | (there - one), known.worked | {day})


def _whole(bound: float) -> float:
    return bound if math.isinf(bound) else math.ceil(bound - EXACT)


def _allowed(part: Part, column: Column) -> bool:
    decided = part.decided.get(column.person)
    return decided is None or decided.allows(column)


def _in_doubt(used: Sequence[tuple[Column, float]]) -> Doubt | None:
    """The day, or else the slot, that is most in doubt; None where nothing is."""
    days: dict[Doubt, float] = defaultdict(float)
    slots: dict[Doubt, float] = defaultdict(float)
    for column, share in used:
        for day, slot in enumerate(column.slots):
            if slot != NOWHERE:
                days[column.person, day, NOWHERE] += share
                slots[column.person, day, slot] += share
    for shares in (days, slots):
        doubt = min(shares, key=lambda one: abs(shares[one] - 0.5), default=None)
        if doubt is not None and TINY < shares[doubt] < 1 - TINY:
            return doubt
    return None
