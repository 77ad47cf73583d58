"""A first roster, and better ones: each person in turn takes the best path there is beside all the others."""

from collections.abc import Callable, Sequence

import numpy as np

from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.people import People

Roster = dict[int, Column]
"""One column for each person by number."""


def greedy(people: People, order: Sequence[int], go_on: Callable[[], bool]) -> Roster:
    """People in some order, each with the best path beside those before; incomplete when told to stop."""
    chosen: Roster = {}
    heads = np.zeros(len(people.heads.rows))
    for person in order:
        if not go_on():
            break
        _, column = people.people[person].best(people.heads.relief(heads))
        if column is None and go_on():
            # Where many amounts are tight, a path is found more easily when nothing draws it anywhere.
            _, column = people.people[person].best(np.zeros(len(people.slots)))
        if column is not None:
            chosen[person] = column
            heads[people.heads.rows_of(column)] += 1
    return chosen


def descend(people: People, chosen: Roster, order: Sequence[int], go_on: Callable[[], bool]) -> Roster:
    """Let people change to better paths, again and again, until nobody gains."""
    chosen = dict(chosen)
    heads = people.heads.counted(chosen.values())
    waiting = list(order)
    while waiting and go_on():
        person = waiting.pop(0)
        rows = people.heads.rows_of(chosen[person])
        heads[rows] -= 1
        relief = people.heads.relief(heads)
        _, column = people.people[person].best(relief)
        now = _worth(people, chosen[person], relief)
        if column is not None and _worth(people, column, relief) < now:
            chosen[person] = column
            waiting += [other for other in order if other not in waiting]
        heads[people.heads.rows_of(chosen[person])] += 1
    return chosen


def _worth(people: People, column: Column, relief: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    return column.cost - float(sum(relief[slot] for slot in column.slots if slot >= 0))
