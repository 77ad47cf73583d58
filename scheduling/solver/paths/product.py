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

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Values: TypeAlias = NDArray[np.floating[Any]]
"""Costs to go, in single or double precision."""

OFF = 0
"""The group of the day off, first on every day."""


@dataclass(frozen=True)
class Product:
    """Transitions of every day, sorted by the state they leave.

    `first[d]` and `first[d + 1]` bound the transitions of day d. `group` says which templates a transition stands for:
    all templates of a group on a day do the same to every state. `amounts` has a column for each track that counts,
    then one for each sum. `groups[d]` are the templates by group.
    """

    states: Ints
    first: Ints
    source: Ints
    target: Ints
    group: Ints
    cost: Floats
    amounts: Ints
    groups: tuple[tuple[tuple[str | None, ...], ...], ...]


def product(tracks: Sequence[Track], days: Sequence[date], templates: Sequence[Sequence[str]]) -> Product:
    """Read all tracks over the days; `templates[d]` are those planned on day d."""
    reader = _Reader(tracks)
    here: dict[tuple[State, ...], int] = {tuple(track.start for track in tracks): 0}
    layers: list[Layer] = []
    groups: list[tuple[tuple[str | None, ...], ...]] = []
    for day, planned in zip(days, templates, strict=True):
        there: dict[tuple[State, ...], int] = {}
        by_effect: dict[tuple[bool, _Column], list[str | None]] = {}
        for template in (None, *planned):
            effect = template is None, _numbered(reader.steps(here, day, template), there)
            by_effect.setdefault(effect, []).append(template)
        groups.append(tuple(tuple(names) for names in by_effect.values()))
        rows = [
            (source, group, *step)
            for source, steps in enumerate(zip(*(column for _, column in by_effect), strict=True))
            for group, step in enumerate(steps)
            if step is not None
        ]
        layers.append((rows, len(here)))
        here = there
    return _arrays(*minimal(layers, len(here)), tuple(groups), len(reader.counting))


def counted(base: Product, days: Sequence[date], totals: Sequence[Worth]) -> Product:
    """The same with a further column of amounts for each of these sums; groups of templates are split by them."""
    if not totals:
        return base
    groups, first = [], np.cumsum([0] + [len(names) for names in base.groups])
    pieces, amounts = np.zeros(first[-1], dtype=np.int64), list[tuple[int, ...]]()
    for d, day in enumerate(days):
        split: list[tuple[str | None, ...]] = []
        for g, names in enumerate(base.groups[d]):
            alike: dict[tuple[int, ...], list[str | None]] = {}
            for name in names:
                added = tuple(0 if name is None else worth.get((day, name), 0) for worth in totals)
                alike.setdefault(added, []).append(name)
            split += [tuple(same) for same in alike.values()]
            amounts += alike
            pieces[first[d] + g] = len(alike)
        groups.append(tuple(split))
    before = np.cumsum(pieces) - pieces
    place = np.repeat(first[:-1], np.diff(base.first)) + base.group
    rows = np.repeat(np.arange(len(place)), pieces[place])
    piece = before[place[rows]] + np.arange(len(rows)) - np.searchsorted(rows, rows)
    day_of = np.repeat(np.arange(len(days)), np.diff(base.first))[rows]
    return Product(
        states=base.states,
        first=np.searchsorted(day_of, np.arange(len(days) + 1)),
        source=base.source[rows],
        group=piece - before[first[:-1]][day_of],
        target=base.target[rows],
        cost=base.cost[rows],
        amounts=np.hstack([base.amounts[rows], np.array(amounts, dtype=np.int64)[piece]]),
        groups=tuple(groups),
    )


def leaving(product: Product) -> Ints:
    """The first transition of each state of each day, and the one after the last: `[d, s]` and `[d, s + 1]`."""
    states, days = np.arange(product.states.max() + 1), range(len(product.first) - 1)
    return np.array(
        [f + np.searchsorted(product.source[f:e], states) for d in days for f, e in [product.first[d : d + 2]]]
    )


_Together: TypeAlias = tuple[tuple[State, ...], int, tuple[int, ...]]
"""What all tracks say of a day: their next states, what it costs, the amounts of those that count."""
_Column: TypeAlias = tuple[tuple[int, int, tuple[int, ...]] | None, ...]
"""The same for every state of a day, with the number of the next; None where it is barred."""


class _Reader:
    """All tracks read together, with the answers for days of the same phases remembered."""

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


def _arrays(
    layers: Sequence[Layer],
    last: int,
    groups: tuple[tuple[tuple[str | None, ...], ...], ...],
    counting: int,
) -> Product:
    flat = [row for rows, _ in layers for row in rows]
    return Product(
        states=np.array([number for _, number in layers] + [last]),
        first=np.cumsum([0] + [len(rows) for rows, _ in layers]),
        source=np.array([row[0] for row in flat], dtype=np.int64),
        group=np.array([row[1] for row in flat], dtype=np.int64),
        target=np.array([row[2] for row in flat], dtype=np.int64),
        cost=np.array([row[3] for row in flat], dtype=np.float64),
        amounts=np.array([row[4] for row in flat], dtype=np.int64).reshape(len(flat), counting),
        groups=groups,
    )
