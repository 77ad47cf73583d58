"""All tracks of a person read together: one automaton whose states are tuples of theirs, laid out in arrays.

People whose tracks behave alike share the arrays; what differs between them (costs of cells, bounds of amounts) is
kept apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.rules.facets import State, Track, Worth
from scheduling.solver.paths.minimal import Layer, minimal
from scheduling.solver.paths.planned import Planned

Ints: TypeAlias = NDArray[np.int64]
Smalls: TypeAlias = NDArray[np.int32]
"""Where whole numbers are many."""
Floats: TypeAlias = NDArray[np.float64]
Values: TypeAlias = NDArray[np.floating[Any]]
"""Costs to go, in single or double precision."""

OFF = 0
"""The group of the day off, first on every day."""


@dataclass(frozen=True)
class Product:
    """Transitions of every day, sorted by the state they leave.

    `first[d]` and `first[d + 1]` bound the transitions of day d. `group` says which ways to spend the day a transition
    stands for: all of a group do the same to every state. `steps` has a row for each track that counts, then one for
    each sum: what a transition adds, in `units` of that amount. `group_of` has the group of each way of all days, and
    `groups` how many there are each day.
    """

    states: Ints
    first: Ints
    source: Ints
    target: Ints
    group: Ints
    cost: Floats
    steps: Smalls
    units: Ints
    group_of: Ints
    groups: Ints


def product(reader: "Reader", start: tuple[State, ...], planned: Planned) -> Product:
    """Read all tracks over the days, from a state of each."""
    here: dict[tuple[State, ...], int] = {start: 0}
    layers: list[Layer] = []
    group_of, sizes = list[int](), list[int]()
    for day, ways in zip(planned.dates, planned.of_day, strict=True):
        there: dict[tuple[State, ...], int] = {}
        by_effect: dict[tuple[bool, _Column], int] = {}
        for way in ways:
            effect = way is None, _numbered(reader.steps(here, day, way), there)
            group_of.append(by_effect.setdefault(effect, len(by_effect)))
        sizes.append(len(by_effect))
        rows = [
            (source, group, *step)
            for source, steps in enumerate(zip(*(column for _, column in by_effect), strict=True))
            for group, step in enumerate(steps)
            if step is not None
        ]
        layers.append((rows, len(here)))
        here = there
    return _arrays(*minimal(layers, len(here)), np.array(group_of), np.array(sizes), len(reader.counting))


def counted(base: Product, planned: Planned, totals: Sequence[Worth]) -> Product:
    """The same with a further row of steps for each of these sums; groups are split by them."""
    if not totals:
        return base
    first_place = np.cumsum(base.groups) - base.groups
    places = first_place[planned.day] + base.group_of
    amounts = np.column_stack([places, *(planned.amounts(worth) for worth in totals)])
    pieces, piece_of = np.unique(amounts, axis=0, return_inverse=True)
    first = np.searchsorted(pieces[:, 0], np.arange(base.groups.sum() + 1))
    first_piece = first[first_place]
    # Each transition, once for each piece of its group.
    place = np.repeat(first_place, np.diff(base.first)) + base.group
    count = np.diff(first)[place]
    rows = np.repeat(np.arange(len(place)), count)
    piece = first[place[rows]] + np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    day_of = np.repeat(np.arange(len(base.groups)), np.diff(base.first))[rows]
    steps, units = in_units(pieces[:, 1:])
    return Product(
        states=base.states,
        first=np.searchsorted(day_of, np.arange(len(base.groups) + 1)),
        source=base.source[rows],
        group=piece - first_piece[day_of],
        target=base.target[rows],
        cost=base.cost[rows],
        steps=np.ascontiguousarray(np.vstack([base.steps[:, rows], steps[:, piece]])),
        units=np.concatenate([base.units, units]),
        group_of=piece_of.ravel() - first_piece[planned.day],
        groups=np.diff([*first_piece, len(pieces)]),
    )


def in_units(amounts: Ints) -> tuple[Smalls, Ints]:
    """Columns of amounts as rows of steps, and how much a step of each is: the most that makes them whole."""
    units = np.maximum(1, np.gcd.reduce(amounts, axis=0)) if len(amounts) else np.ones(amounts.shape[1], np.int64)
    return np.ascontiguousarray((amounts // units).T, dtype=np.int32), units


def leaving(product: Product) -> Ints:
    """The first transition of each state of each day, and the one after the last: `[d, s]` and `[d, s + 1]`."""
    most, days = product.states.max() + 1, np.arange(len(product.first) - 1)
    day_of = np.repeat(days, np.diff(product.first))
    found: Ints = np.searchsorted(day_of * most + product.source, days[:, None] * most + np.arange(most))
    return found


_Together: TypeAlias = tuple[tuple[State, ...], int, tuple[int, ...]]
"""What all tracks say of a day: their next states, what it costs, the amounts of those that count."""
_Column: TypeAlias = tuple[tuple[int, int, tuple[int, ...]] | None, ...]
"""The same for every state of a day, with the number of the next; None where it is barred."""


class Reader:
    """All tracks read together, with the answers for days of the same phases remembered, whatever they start from."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self._tracks = tracks
        self.counting = [k for k, track in enumerate(tracks) if track.limit is not None]
        self._known: dict[Any, dict[tuple[State, ...], _Together | None]] = {}

    def steps(self, here: Iterable[tuple[State, ...]], day: date, template: str | None) -> Iterator[_Together | None]:
        phases = tuple(track.phase(day) for track in self._tracks)
        known = self._known.setdefault((phases, template), {})
        for states in here:
            if states not in known:
                known[states] = self._step(states, day, template)
            yield known[states]

    def _step(self, states: tuple[State, ...], day: date, template: str | None) -> _Together | None:
        following, cost, amounts = [], 0, []
        for track, state in zip(self._tracks, states, strict=True):
            step = track.step(state, day, template)
            if step is None:
                return None
            following.append(step[0])
            cost += step[1]
            amounts.append(step[2])
        return tuple(following), cost, tuple(amounts[k] for k in self.counting)


def _numbered(steps: Iterable[_Together | None], there: dict[tuple[State, ...], int]) -> _Column:
    return tuple(None if s is None else (there.setdefault(s[0], len(there)), s[1], s[2]) for s in steps)


def _arrays(layers: Sequence[Layer], last: int, group_of: Ints, groups: Ints, counting: int) -> Product:
    flat = [row for rows, _ in layers for row in rows]
    steps, units = in_units(np.array([row[4] for row in flat], dtype=np.int64).reshape(len(flat), counting))
    return Product(
        states=np.array([number for _, number in layers] + [last]),
        first=np.cumsum([0] + [len(rows) for rows, _ in layers]),
        source=np.array([row[0] for row in flat], dtype=np.int64),
        group=np.array([row[1] for row in flat], dtype=np.int64),
        target=np.array([row[2] for row in flat], dtype=np.int64),
        cost=np.array([row[3] for row in flat], dtype=np.float64),
        steps=steps,
        units=units,
        group_of=group_of,
        groups=groups,
    )
