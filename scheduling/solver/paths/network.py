"""What a path is made of: the transitions of a person's automaton, and the amounts that are counted along the way."""

from typing import NamedTuple

import numpy as np
from numba import njit

from scheduling.solver.paths.product import Floats, Ints

GONE = -1


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
    """The amounts that are looked at.

    Parameters
    ----------
    step, over
        Per transition the levels that it adds to the innermost amount; what each level beyond the last costs,
        infinite where there may be none.
    levels
        Number of levels of the innermost amount; the last stands for itself and everything beyond.
    change, following, price
        Per transition the kind of change of the other amounts; per kind and combination the combination that follows
        (GONE where it is barred) and what that costs.
    verdict
        Per day how amounts are judged after it: 0 not at all.
    restart, restart_price, ending
        Per verdict and combination the combination that follows and the price; per verdict and level of the innermost
        amount the price of that level; NaN where it is not judged and goes on.
    start
        Combination and level at the start.
    """

    step: Ints
    over: float
    levels: int
    change: Ints
    following: Ints
    price: Floats
    verdict: Ints
    restart: Ints
    restart_price: Floats
    ending: Floats
    start: tuple[int, int]


@njit(cache=True, nogil=True)
def counted(amounts: Amounts, t: int, o: int, k: int, cost: float) -> tuple[float, int, int]:
    """Cost, combination and level after a transition."""
    kind, level = amounts.change[t], k + amounts.step[t]
    if level >= amounts.levels:
        cost += amounts.over * (level - amounts.levels + 1)
        level = amounts.levels - 1
    return cost + amounts.price[kind, o], amounts.following[kind, o], level


@njit(cache=True, nogil=True)
def settled(amounts: Amounts, verdict: int, o: int, k: int, cost: float) -> tuple[float, int, int]:
    """Cost, combination and level after amounts were judged."""
    cost += amounts.restart_price[verdict, o]
    if np.isnan(amounts.ending[verdict, 0]):
        return cost, amounts.restart[verdict, o], k
    return cost + amounts.ending[verdict, k], amounts.restart[verdict, o], 0
