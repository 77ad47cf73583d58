"""One person's paths: the automaton shared with others, and the costs and bounds that are this person's own."""

import math
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from scheduling.rules.facets import Limit
from scheduling.solver.paths.best_first import Extra, cheapest_beyond
from scheduling.solver.paths.counting import Axis, judge, laid_out
from scheduling.solver.paths.pricing import Amounts, Network, cheapest, costs_to_go, reachable, within
from scheduling.solver.paths.product import Floats, Ints, Product, leaving

ROOMS = (2_000, 50_000)
"""Combined levels of amounts that the dynamic program takes in, everyday and where the search beyond them fails."""
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
class Held:
    """A person's column that stays as it is before the day `first` and after the day `last` (numbers)."""

    column: Column
    first: int
    last: int


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
        self._network = Network(a.states, a.first, leaving(a), a.source, a.target, a.group, a.cost, group_first)
        self._places = group_first[self.slots.day] + self.slots.group
        self._axes = [Axis(limit, a.amounts[:, c]) for c, limit in enumerate(self.limits)]
        first = self._looking_at([c for c, limit in enumerate(self.limits) if limit.lower is not None])
        self._views = [first] * len(ROOMS)

    def best(self, slot_prices: Floats, held: "Held | None" = None) -> tuple[float, Column | None]:
        """The least that a path costs less its slots' prices, and such a path; only among paths that keep what is held.

        Infinite and None where there is none. The path may be None too, where it would take too long to find; the
        value is a bound then.
        """
        own, group_cost = self._priced(slot_prices, held)
        room = 0
        while True:
            view = self._views[room]
            ahead = self._ahead(view, group_cost)
            value = float(ahead[0, 0, *view.amounts.start])
            if math.isinf(value):
                return value, None
            path = cheapest(self._network, view.amounts, group_cost, ahead)
            costly = [c for c, penalty in enumerate(self._penalties(path)) if penalty != 0 and c not in view.looked_at]
            if costly and self._look_at(room, costly):
                continue
            if costly:
                value, path = cheapest_beyond(self._network, view.amounts, view.extra, group_cost, ahead)
            if len(path) > 0:
                return value, self._column(path, own, self._penalties(path))
            if math.isinf(value) or room + 1 == len(ROOMS):
                return value, None
            room += 1

    def column(self, slots: Collection[int]) -> Column | None:
        """The column that works exactly these slots; None where it breaks something that is barred."""
        prices = np.full(int(self.slots.slot.max(initial=-1)) + 1, -CERTAIN)
        prices[[slot for slot in slots if slot < len(prices)]] = CERTAIN
        _, column = self.best(prices)
        return column if column is not None and {s for s in column.slots if s != NOWHERE} == set(slots) else None

    def within(self, slot_prices: Floats, gap: float, room: int) -> list[Column] | None:
        """Every path that costs, less its slots' prices, at most `gap` more than the cheapest; None if over `room`."""
        own, group_cost = self._priced(slot_prices)
        view = self._views[-1]
        amounts, ahead = view.amounts, self._ahead(view, group_cost)
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

    def _priced(self, slot_prices: Floats, held: "Held | None" = None) -> tuple[Floats, Floats]:
        """What each of the person's places, and each group of each day, costs less the prices."""
        own, off = self.slots.cost - slot_prices[self.slots.slot], self.off
        if held is not None:
            kept = np.array(held.column.slots)
            outside = np.ones(len(kept), dtype=np.bool_)
            outside[held.first : held.last + 1] = False
            own[outside[self.slots.day] & (self.slots.slot != kept[self.slots.day])] = np.inf
            off = np.where(outside & (kept != NOWHERE), np.inf, off)
        group_cost = np.full(self._network.group_first[-1], np.inf)
        group_cost[self._network.group_first[:-1]] = off
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

    def _look_at(self, room: int, costly: Sequence[int]) -> bool:
        """From now on look at the smallest of these amounts as well; False where there is no room for it."""
        least = min(costly, key=lambda c: self._axes[c].levels)
        wider = [*self._views[room].looked_at, least]
        if math.prod(self._axes[c].levels for c in wider) > ROOMS[room]:
            return False
        self._views[room] = self._looking_at(wider)
        return True

    def _looking_at(self, looked_at: list[int]) -> "_View":
        amounts = laid_out([self._axes[c] for c in looked_at], self.days, len(self.automaton.cost))
        return _View(looked_at, amounts, self._extra(looked_at))

    def _extra(self, looked_at: Collection[int]) -> Extra:
        """The amounts that are not looked at."""
        axes = [axis for c, axis in enumerate(self._axes) if c not in looked_at]
        days, transitions = len(self.days), len(self.automaton.cost)
        return Extra(
            step=np.array([axis.steps for axis in axes], dtype=np.int64).reshape(len(axes), transitions).T.copy(),
            levels=np.array([axis.levels for axis in axes], dtype=np.int64),
            over=np.array([axis.over for axis in axes], dtype=np.float64),
            start=np.array([axis.start for axis in axes], dtype=np.int64),
            judged=np.array([axis.judged_after(self.days) for axis in axes], dtype=np.bool_).reshape(-1, days).T.copy(),
        )

    def _ahead(self, view: "_View", group_cost: Floats) -> Floats:
        """Costs to go in a room of this thread's own: fresh memory would cost more than the values in it."""
        reach = reachable(self._network, view.amounts, group_cost)
        size = reach.places.size * view.amounts.levels
        if size > len(getattr(_ROOM, "floats", ())):
            _ROOM.floats = np.empty(size)
        return costs_to_go(self._network, view.amounts, reach, group_cost, _ROOM.floats)

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
    extra: Extra
