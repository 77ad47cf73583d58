"""Which shifts cannot be worked together."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from scheduling.domain.problem import Shift


def overlapping(shifts: Sequence[Shift]) -> Iterator[list[Shift]]:
    """Each largest set of two or more shifts, given by start, that share a moment."""
    running: list[Shift] = []
    for start, starting in groupby(shifts, key=attrgetter("start")):
        going_on = [shift for shift in running if shift.end > start]
        # Until one ends, the set only grows, and the larger one says all that the smaller would.
        if 1 < len(running) > len(going_on):
            yield running
        running = [*going_on, *starting]
    if len(running) > 1:
        yield running
