"""The same days in fewer states: those that nothing which follows tells apart are one (Moore 1956, layer by layer)."""

from collections.abc import Sequence
from typing import TypeAlias

Leaving: TypeAlias = tuple[int, int, int, tuple[int, ...]]
"""What leaves a state: group, the state it leads to, cost, amounts."""
Layer: TypeAlias = tuple[list[tuple[int, int, int, int, tuple[int, ...]]], int]
"""Transitions of a day, each beginning with the state it leaves (group, next state, cost, amounts), and how many states
there are."""


def minimal(layers: Sequence[Layer], last: int) -> tuple[list[Layer], int]:
    """Put states together, and leave out those that lead nowhere, but one a day; `last` are there after all days."""
    number: list[int | None] = [0] * last
    fewer: list[Layer] = []
    for transitions, states in reversed(layers):
        leaving: list[list[Leaving]] = [[] for _ in range(states)]
        for source, group, target, cost, amounts in transitions:
            following = number[target]
            if following is not None:
                leaving[source].append((group, following, cost, amounts))
        known: dict[tuple[Leaving, ...], int] = {}
        number = [known.setdefault(tuple(ways), len(known)) if ways else None for ways in leaving]
        fewer.append(([(state, *way) for ways, state in known.items() for way in ways], max(1, len(known))))
    return fewer[::-1], 1
