"""One person's paths: the automaton shared with others, and the costs and bounds that are this person's own."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from scheduling.rules.facets import Limit
from scheduling.solver.paths.best_first import Extra, charged, cheapest_beyond
from scheduling.solver.paths.columns import NOWHERE, Column, Decided, Restriction, Slots
from scheduling.solver.paths.counting import Axis
from scheduling.solver.paths.network import Amounts, Network
from scheduling.solver.paths.product import Floats, Ints, Product, leaving
from scheduling.solver.paths.resample import Places
from scheduling.solver.paths.tracing import cheapest, within
from scheduling.solver.paths.views import looking_at, widened
from scheduling.solver.paths.weights import Weights, weighed

ROOMS = (2_000, 50_000)
"""Combined levels of amounts that the dynamic program takes in, everyday and where the search beyond them fails."""
MOST_VALUES = 60_000_000
"""Values of all days and states that it may have together."""


@dataclass
class Person:
    """Answers what the cheapest path is when each slot has a price of its own.

    `off` is what a day off costs on each day, infinite where the person must work. Amounts that have not mattered
    so far are not looked at while searching; a path's own cost counts all of them.
    """

    number: int
    limits: Sequence[Limit]
    automaton: Product
    slots: Slots
    off: Floats
    days: Sequence[date]

    def __post_init__(self) -> None:
        a, group_first = self.automaton, np.concatenate([[0], np.cumsum(self.automaton.groups)])
        self._network = Network(a.states, a.first, leaving(a), a.source, a.target, a.group, a.cost, group_first)
        self._places = group_first[self.slots.day] + self.slots.group
        self._at = Places(self.slots.day, self._places, self.slots.slot, self.slots.cost, self.off)
        self._axes = [Axis(*each) for each in zip(self.limits, a.steps, a.units.tolist(), strict=True)]
        # Shared with others where it can be, as it is the largest of all.
        own = any(axis.unit != unit for axis, unit in zip(self._axes, a.units, strict=True))
        self._steps = np.array([axis.steps for axis in self._axes]) if own else a.steps
        first = [c for c, limit in enumerate(self.limits) if limit.lower is not None]
        self.forget()
        self._views = [looking_at(first, self._axes, self._steps, self.days)] * len(ROOMS)

    def best(self, slot_prices: Floats, among: Restriction | None = None) -> tuple[float, Column | None]:
        """The least that a path costs less its slots' prices, and such a path, among all or those of a restriction.

        Infinite and None where there is none. Where the cheapest would take too long to find, the value is a bound, and
        the path one that need not cost so little, or None.
        """
        own, group_cost = self._priced(slot_prices, among)
        if self._crowded and self._weights.weights.any():
            # As long as anything weighs, there are too many paths in between for any other search.
            return self._weighed(own, group_cost, among)
        room = 0
        while True:
            view = self._views[room]
            ahead = view.ahead(self._network, group_cost, self.counted_at_most)
            value = float(ahead[0, 0, view.amounts.start])
            if math.isinf(value):
                return value, None
            path = cheapest(self._network, view.amounts, group_cost, ahead)
            costly = [view.beyond[e] for e in np.flatnonzero(charged(view.extra, path))]
            if costly and self._look_at(room, costly):
                continue
            if costly:
                value, path = cheapest_beyond(self._network, view.amounts, view.extra, group_cost, ahead)
            if len(path) > 0:
                return value, self._column(path, own, value)
            if math.isinf(value):
                return value, None
            if self._crowded:
                return self._weighed(own, group_cost, among)
            if room + 1 == len(ROOMS):
                return value, self._weighed(own, group_cost, among)[1]
            room += 1

    def forget(self) -> None:
        """What amounts weigh."""
        self._weights = Weights.nothing(len(self.limits))

    @property
    def compiled(self) -> tuple[Network, Amounts, Extra, Places]:
        """What compiled code needs to know of the person, as of now."""
        view = self._views[0]
        return self._network, view.amounts, view.extra, self._at

    @property
    def costs(self) -> set[float]:
        """All that a cell, a day after another, or one of a counted amount too many or too few may cost."""
        limits = {abs(float(cost)) for limit in self.limits for cost in (limit.over, limit.under) if cost is not None}
        return limits | set(np.unique(np.abs(self.slots.cost))) | set(np.unique(self.automaton.cost))

    @cached_property
    def counted_at_most(self) -> float:
        """What the counted amounts of a path, and its days after one another, cost at most."""
        days, a = len(self.days), self.automaton
        most = days * float(np.abs(a.cost).max(initial=0.0))
        for limit, axis in zip(self.limits, self._axes, strict=True):
            total = limit.before + days * axis.widest * axis.unit
            judged = sum(axis.judged_after(self.days))
            most += (limit.over or 0) * total + judged * (limit.under or 0) * (limit.lower or 0)
        return most

    @cached_property
    def costs_at_most(self) -> float:
        """What a path costs at most."""
        return self.counted_at_most + len(self.days) * float(np.abs(self.slots.cost).max(initial=0.0))

    @property
    def room(self) -> int:
        """How many costs to go compiled code needs room for."""
        return self._views[0].size(self._network)

    def column(self, slots: Collection[int]) -> Column | None:
        """The column that works exactly these slots; None where it breaks something that is barred."""
        there = np.isin(self.slots.slot, list(slots))
        decided = Decided(frozenset(self.slots.slot[~there].tolist()), frozenset(self.slots.day[there].tolist()))
        _, column = self.best(np.zeros(int(self.slots.slot.max(initial=-1)) + 1), decided)
        return column if column is not None and {s for s in column.slots if s != NOWHERE} == set(slots) else None

    def within(self, slot_prices: Floats, gap: float, room: int) -> list[Column] | None:
        """Every path that costs, less its slots' prices, at most `gap` more than the cheapest; None if over `room`."""
        # The costs to go may look at fewer amounts than the cheapest path has, and be below it.
        most = self.best(slot_prices)[0] + gap
        if self._crowded and self._weights.weights.any():
            # What weights say of the cheapest may be less than what they said when a bound was made of it.
            return None
        own, group_cost = self._priced(slot_prices)
        view = max(self._views, key=lambda one: len(one.looked_at))
        amounts, ahead = view.amounts, view.ahead(self._network, group_cost, self.counted_at_most)
        columns: list[Column] = []
        for path, cost in zip(*within(self._network, amounts, group_cost, ahead, most, room), strict=True):
            value = cost + charged(view.extra, path).sum()
            if value < math.inf:
                base = self._column(path, own, value)
                columns += self._spread(base, path, own, most - value)
            if len(columns) > room:
                return None
        return columns or None

    def _weighed(self, own: Floats, group_cost: Floats, among: Restriction | None) -> tuple[float, Column | None]:
        """A bound, and a path that need not cost so little; None where none was found."""
        view = self._views[0]
        now = self._weights.of(view.extra.row)
        found = weighed(self._network, view, group_cost, self.counted_at_most, now, self.number)
        if among is None:
            self._weights = self._weights.with_those(view.extra.row, found.weights)
        column = self._column(found.path, own, found.value) if len(found.path) > 0 else None
        return found.bound, column

    def _spread(self, base: Column, path: Ints, own: Floats, spare: float) -> Iterator[Column]:
        """A path's column, and those with other slots of the same groups for at most `spare` more."""
        choices = [(base.slots, base.cost, spare)]
        for day, group in enumerate(self.automaton.group[path].tolist()):
            if group == 0:
                continue
            rows = sorted(self._rows[day, group], key=own.__getitem__)
            for slots, cost, left in choices[:]:
                for row in rows[1:]:
                    extra = float(own[row] - own[rows[0]])
                    if extra > left:
                        break
                    changed = (*slots[:day], int(self.slots.slot[row]), *slots[day + 1 :])
                    more = int(self.slots.cost[row] - self.slots.cost[rows[0]])
                    choices.append((changed, cost + more, left - extra))
        yield from (Column(self.number, slots, cost) for slots, cost, _ in choices)

    def _priced(self, slot_prices: Floats, among: Restriction | None = None) -> tuple[Floats, Floats]:
        """What each of the person's places, and each group of each day, costs less the prices."""
        own, off = self.slots.cost - slot_prices[self.slots.slot], self.off.copy()
        if among is not None:
            among.bar(self.slots, own, off)
        group_cost = np.full(self._network.group_first[-1], np.inf)
        group_cost[self._network.group_first[:-1]] = off
        np.minimum.at(group_cost, self._places, own)
        return own, group_cost

    def _column(self, path: Ints, own: Floats, value: float) -> Column:
        """The path as a column, whose places cost `own`, and which costs `value` with these."""
        slots, priced = [], value
        for day, group in enumerate(self.automaton.group[path].tolist()):
            if group == 0:
                slots.append(NOWHERE)
            else:
                row = min(self._rows[day, group], key=own.__getitem__)
                slots.append(int(self.slots.slot[row]))
                priced += self.slots.cost[row] - own[row]
        return Column(self.number, tuple(slots), round(priced))

    def _look_at(self, room: int, costly: Collection[int]) -> bool:
        """From now on look at one of these amounts as well; False where there is no room for it."""
        wider = widened(self._views[room].looked_at, costly, self._axes, min(ROOMS[room], self._most_cells))
        if wider is not None:
            self._views[room] = looking_at(wider, self._axes, self._steps, self.days)
        return wider is not None

    @cached_property
    def _most_cells(self) -> int:
        return MOST_VALUES // (len(self.days) * int(self._network.states.max()))

    @property
    def _crowded(self) -> bool:
        """Whether days and states leave less room for amounts than there is elsewhere."""
        return 4 * self._most_cells < ROOMS[-1]

    @cached_property
    def _rows(self) -> Mapping[tuple[int, int], list[int]]:
        """Rows of `slots` by day and group."""
        found: dict[tuple[int, int], list[int]] = {}
        for row, place in enumerate(zip(self.slots.day.tolist(), self.slots.group.tolist(), strict=True)):
            found.setdefault(place, []).append(row)
        return found
