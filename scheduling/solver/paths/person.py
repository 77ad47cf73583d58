"""One person's paths: the automaton shared with others, and the costs and bounds that are this person's own."""

import math
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from scheduling.rules.facets import Limit
from scheduling.solver.paths.counting import Axis, judge, laid_out
from scheduling.solver.paths.pricing import Amounts, Network, Reach, cheapest, costs_to_go, reachable, within
from scheduling.solver.paths.product import Floats, Ints, Product

MOST_LEVELS = 50_000
NOWHERE = -1
CERTAIN = 1e9
"""A price that decides whatever else a path costs."""
_ROOM = threading.local()


@dataclass(frozen=True)
class Column:
    """A person's whole roster: the slot worked on each day (NOWHERE: a day off), and what it costs apart from heads."""

    person: int
    slots: tuple[int, ...]
    cost: int


@dataclass(frozen=True)
class Slots:
    """Where a person may work, a row each: day, group, slot (shift and role), own cost."""

    day: Ints
    group: Ints
    slot: Ints
    cost: Floats


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
        sizes = np.array([len(groups) for groups in self.automaton.groups])
        a, group_first = self.automaton, np.concatenate([[0], np.cumsum(sizes)])
        self._network = Network(a.states, a.first, a.source, a.target, a.group, a.cost, group_first)
        self._places = group_first[self.slots.day] + self.slots.group
        self._axes = [Axis(limit, a.amounts[:, c]) for c, limit in enumerate(self.limits)]
        self._view = self._looking_at([c for c, limit in enumerate(self.limits) if limit.lower is not None])

    def best(self, slot_prices: Floats) -> tuple[float, Column | None]:
        """The least that a path costs less its slots' prices, and such a path.

        Infinite and None where there is none. The path may be None too, or cost more than the value, where it breaks
        an amount that there was no room to look at; the value is a bound then.
        """
        own, group_cost = self._priced(slot_prices)
        while True:
            view = self._view
            ahead = self._ahead(view, group_cost)
            value = float(ahead[0, 0, *view.amounts.start])
            if math.isinf(value):
                return value, None
            path = cheapest(self._network, view.amounts, group_cost, ahead)
            penalties = self._penalties(path)
            if not self._look_at(view, [c for c, penalty in enumerate(penalties) if penalty != 0]):
                return value, self._column(path, own, penalties)

    def column(self, slots: Collection[int]) -> Column | None:
        """The column that works exactly these slots; None where it breaks something that is barred."""
        prices = np.full(int(self.slots.slot.max(initial=-1)) + 1, -CERTAIN)
        prices[[slot for slot in slots if slot < len(prices)]] = CERTAIN
        _, column = self.best(prices)
        return column if column is not None and {s for s in column.slots if s != NOWHERE} == set(slots) else None

    def within(self, slot_prices: Floats, gap: float, room: int) -> list[Column] | None:
        """Every path that costs, less its slots' prices, at most `gap` more than the cheapest; None if over `room`."""
        own, group_cost = self._priced(slot_prices)
        amounts = self._view.amounts
        ahead = self._ahead(self._view, group_cost)
        most = float(ahead[0, 0, *amounts.start]) + gap
        columns: list[Column] = []
        for path in within(self._network, amounts, group_cost, ahead, most, room):
            penalties = self._penalties(path)
            base = self._column(path, own, penalties)
            if base is not None:
                spare = most - (base.cost - float(sum(slot_prices[slot] for slot in base.slots if slot != NOWHERE)))
                columns += self._spread(base, path, own, spare)
            if len(columns) > room:
                return None
        return columns or None

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

    def _priced(self, slot_prices: Floats) -> tuple[Floats, Floats]:
        """What each of the person's places, and each group of each day, costs less the prices."""
        own = self.slots.cost - slot_prices[self.slots.slot]
        group_cost = np.full(self._network.group_first[-1], np.inf)
        group_cost[self._network.group_first[:-1]] = self.off
        np.minimum.at(group_cost, self._places, own)
        return own, group_cost

    def _penalties(self, path: Ints) -> list[int | None]:
        """What each limit costs on a path; None where it bars it."""
        amounts = self.automaton.amounts[path]
        return [judge(limit, self.days, amounts[:, c].tolist()) for c, limit in enumerate(self.limits)]

    def _column(self, path: Ints, own: Floats, penalties: Sequence[int | None]) -> Column | None:
        """The path with all that it costs; None where a limit bars it."""
        slots, cost = [], float(self.automaton.cost[path].sum())
        for day, group in enumerate(self.automaton.group[path].tolist()):
            if group == 0:
                slots.append(NOWHERE)
                cost += self.off[day]
            else:
                row = min(self._rows[day, group], key=own.__getitem__)
                slots.append(int(self.slots.slot[row]))
                cost += self.slots.cost[row]
        known = [penalty for penalty in penalties if penalty is not None]
        return Column(self.number, tuple(slots), round(cost) + sum(known)) if len(known) == len(penalties) else None

    def _look_at(self, view: "_View", costly: Sequence[int]) -> bool:
        """From now on keep one more of these amounts in view, if there is room; False when nothing is gained."""
        fresh = [c for c in costly if c not in view.looked_at]
        size = math.prod(self._axes[c].levels for c in view.looked_at)
        if not fresh or size * self._axes[fresh[0]].levels > MOST_LEVELS:
            return False
        self._view = self._looking_at([*view.looked_at, fresh[0]])
        return True

    def _looking_at(self, looked_at: list[int]) -> "_View":
        amounts = laid_out([self._axes[c] for c in looked_at], self.days, len(self.automaton.cost))
        return _View(looked_at, amounts, reachable(self._network, amounts))

    def _ahead(self, view: "_View", group_cost: Floats) -> Floats:
        """Costs to go in a room of this thread's own: fresh memory would cost more than the values in it."""
        size = view.reach.places.size * view.amounts.levels
        if size > len(getattr(_ROOM, "floats", ())):
            _ROOM.floats = np.empty(size)
        return costs_to_go(self._network, view.amounts, view.reach, group_cost, _ROOM.floats)

    @cached_property
    def _rows(self) -> Mapping[tuple[int, int], list[int]]:
        """Rows of `slots` by day and group."""
        found: dict[tuple[int, int], list[int]] = {}
        for row, place in enumerate(zip(self.slots.day.tolist(), self.slots.group.tolist(), strict=True)):
            found.setdefault(place, []).append(row)
        return found


@dataclass(frozen=True)
class _View:
    """The amounts that are looked at; replaced as a whole, since threads share a person."""

    looked_at: list[int]
    amounts: Amounts
    reach: Reach
