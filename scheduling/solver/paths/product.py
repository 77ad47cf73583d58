"""All tracks of a person read together: one automaton whose states are tuples of theirs, laid out in arrays.

People whose tracks behave alike share the arrays; what differs between them (costs of cells, bounds of amounts) is
kept apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.rules.facets import State, Step, Track

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

OFF = 0
"""The group of the day off, first on every day."""


@dataclass(frozen=True)
class Product:
    """Transitions of every day, sorted by the state they leave.

    `first[d]` and `first[d + 1]` bound the transitions of day d, `leaving[d][s]` those of its state s (relative to
    the whole). `group` says which templates a transition stands for: all templates of a group on a day do the same
    to every state. `amounts` has a column for each track that counts. `groups[d]` are the templates by group.
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
    readers = [_Reader(track) for track in tracks]
    counting = [k for k, track in enumerate(tracks) if track.limit is not None]
    here: dict[tuple[State, ...], int] = {tuple(track.start for track in tracks): 0}
    parts: list[tuple[list[tuple[int, int, int, int, tuple[int, ...]]], int]] = []
    groups: list[tuple[tuple[str | None, ...], ...]] = []
    for day, planned in zip(days, templates, strict=True):
        there: dict[tuple[State, ...], int] = {}
        by_effect: dict[tuple[bool, _Column], list[str | None]] = {}
        for template in (None, *planned):
            effect = template is None, _column(readers, counting, here, there, day, template)
            by_effect.setdefault(effect, []).append(template)
        groups.append(tuple(tuple(names) for names in by_effect.values()))
        rows = [
            (source, group, *step)
            for group, (_, column) in enumerate(by_effect)
            for source, step in enumerate(column)
            if step is not None
        ]
        parts.append((rows, len(here)))
        here = there
    return _arrays(parts, len(here), tuple(groups), len(counting))


_Column: TypeAlias = tuple[tuple[int, int, tuple[int, ...]] | None, ...]


class _Reader:
    """A track with its answers remembered."""

    def __init__(self, track: Track) -> None:
        self._track = track
        self._known: dict[tuple[State, Any, str | None], Step | None] = {}

    def step(self, state: State, day: date, template: str | None) -> Step | None:
        at = state, self._track.phase(day), template
        if at not in self._known:
            self._known[at] = self._track.step(state, day, template)
        return self._known[at]


def _column(
    readers: Sequence[_Reader],
    counting: Sequence[int],
    here: dict[tuple[State, ...], int],
    there: dict[tuple[State, ...], int],
    day: date,
    template: str | None,
) -> _Column:
    """What a template does to every state of a day: the next state's number, cost and amounts; None: barred."""
    column: list[tuple[int, int, tuple[int, ...]] | None] = []
    for states in here:
        steps = [reader.step(state, day, template) for reader, state in zip(readers, states, strict=True)]
        taken = [step for step in steps if step is not None]
        if len(taken) < len(steps):
            column.append(None)
            continue
        following = tuple(step[0] for step in taken)
        number = there.setdefault(following, len(there))
        column.append((number, sum(step[1] for step in taken), tuple(taken[k][2] for k in counting)))
    return tuple(column)


def _arrays(
    parts: Sequence[tuple[list[tuple[int, int, int, int, tuple[int, ...]]], int]],
    last: int,
    groups: tuple[tuple[tuple[str | None, ...], ...], ...],
    counting: int,
) -> Product:
    flat = [row for rows, _ in parts for row in rows]
    return Product(
        states=np.array([number for _, number in parts] + [last]),
        first=np.cumsum([0] + [len(rows) for rows, _ in parts]),
        source=np.array([row[0] for row in flat], dtype=np.int64),
        group=np.array([row[1] for row in flat], dtype=np.int64),
        target=np.array([row[2] for row in flat], dtype=np.int64),
        cost=np.array([row[3] for row in flat], dtype=np.float64),
        amounts=np.array([row[4] for row in flat], dtype=np.int64).reshape(len(flat), counting),
        groups=groups,
    )
