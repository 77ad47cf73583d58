"""What a path is made of: the transitions of a person's automaton, and the amounts that are counted along the way."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scheduling.solver.paths.product import Floats, Ints

Singles: TypeAlias = NDArray[np.float32]


class Network(NamedTuple):
    """The transitions of a `Product`, sorted by day and state.

    `leaving[d, s]` is the first of a state of a day, `leaving[d, s + 1]` the first that is not; `group_first` the first
    group of each day in a flat list of all groups.
    """

    states: Ints
    first: Ints
    leaving: Ints
    source: Ints
    target: Ints
    group: Ints
    cost: Floats
    group_first: Ints


class Amounts(NamedTuple):
    """The amounts that are looked at, a *cell* for each combination of their levels.

    Levels are like the digits of a number, the amount with most levels first, so that a transition leads from every
    cell to the one that is `offset` further on. The first digit, and those where going beyond the last level is no more
    than a cost, have room for the largest step: cells in that room stand for the last level, and for that cost. For the
    others `bars` tells from which cells a transition goes too far; to have no room for that saves memory.

    Parameters
    ----------
    step, offset
        Per transition the levels that it adds to the first amount, and the cells that it goes on.
    levels, width, over
        Of the first amount: its levels, the cells of each, and what each level beyond the last costs, infinite where
        there may be none.
    outside
        Cells of the first level that stand for going beyond the last level of another amount.
    kind, bars
        Per transition how it goes on in the amounts without such cells: 0 not at all; per kind and cell infinite where
        that is too far, else 0.
    verdict
        Per day how amounts are judged after it: 0 not at all.
    lands, toll
        Per verdict, and cell that a transition leads to: the cell that a path goes on from, and what that costs.
    ending
        Per verdict and level of the first amount the price of that level; NaN where it is not judged and goes on.
    start
        The cell at the start.
    """

    step: Ints
    offset: Ints
    levels: int
    width: int
    over: float
    outside: Ints
    kind: Ints
    bars: Singles
    verdict: Ints
    lands: Ints
    toll: Floats
    ending: Floats
    start: int


@njit(cache=True, nogil=True)
def counted(amounts: Amounts, day: int, t: int, cell: int, cost: float) -> tuple[float, int]:
    """Cost and cell after a transition of a day, and after amounts were judged."""
    verdict, there = amounts.verdict[day], cell + amounts.offset[t]
    return cost + amounts.bars[amounts.kind[t], cell] + amounts.toll[verdict, there], amounts.lands[verdict, there]
