"""Which roster wins at which weight: penalties are straight lines in a weight, so winners change at few points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

HIGHEST = 1_000_000
"""Weights beyond are not looked at."""


@dataclass(frozen=True)
class Contender:
    """A roster at some weight of one setting: hard rules broken, penalty, and the units of the setting in it."""

    name: str
    hard: int
    penalty: int
    units: int


@dataclass(frozen=True)
class Stretch:
    """From weight `first` to `last` (None: for ever) these have the lowest penalty, several where they are equal."""

    first: int
    last: int | None
    winners: tuple[str, ...]


def stretches(off: Sequence[Contender], one: Sequence[Contender]) -> list[Stretch]:
    """Winners over all whole weights from 0 up, from contenders measured at weight 0 (off) and at weight 1.

    Only those that break the fewest hard rules contend. Neighbours with the same winners are one stretch.
    """
    lines = [(c.name, c.penalty - c.units, c.units) for c in _fewest_hard(one)]
    at_nothing = [(c.name, c.penalty, 0) for c in _fewest_hard(off)]
    points = [(0, _lowest(at_nothing, 0)), *((weight, _lowest(lines, weight)) for weight in _turns(lines))]
    found: list[Stretch] = []
    for weight, winners in points:
        if found and found[-1].winners == winners:
            continue
        if found:
            found[-1] = replace(found[-1], last=weight - 1)
        found.append(Stretch(weight, None, winners))
    return found


_Line = tuple[str, int, int]


def _fewest_hard(contenders: Sequence[Contender]) -> Iterable[Contender]:
    fewest = min(c.hard for c in contenders)
    return (c for c in contenders if c.hard == fewest)


def _lowest(lines: Sequence[_Line], weight: int) -> tuple[str, ...]:
    lowest = min(base + weight * units for _, base, units in lines)
    return tuple(name for name, base, units in lines if base + weight * units == lowest)


def _turns(lines: Sequence[_Line]) -> list[int]:
    """Weights at which the order of two lines may have changed since the weight before."""
    turns = {1}
    for (_, base, units), (_, other_base, other_units) in combinations(lines, 2):
        if units != other_units:
            crossing = (other_base - base) // (units - other_units)
            turns |= {crossing, crossing + 1}
    return sorted(weight for weight in turns if 1 <= weight <= HIGHEST)
