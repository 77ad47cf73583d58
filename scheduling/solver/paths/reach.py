"""Where a person's path can be at all, so that nothing else is looked at."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scheduling.solver.paths.network import Amounts, Network
from scheduling.solver.paths.product import Floats, Ints


class Reach(NamedTuple):
    """Where a path can be at all: states of each day, and levels of the first amount from `low` to below `high`.

    From levels outside `useful` (a row each day: from, to below) nothing leads to an end that is not barred.
    """

    places: NDArray[np.bool_]
    low: Ints
    high: Ints
    useful: Ints


@njit(cache=True, nogil=True)
def reachable(network: Network, amounts: Amounts, group_cost: Floats) -> Reach:
    """What can be reached from the start by what is not barred."""
    days, price = len(network.states) - 1, prices(network, group_cost)
    places = np.zeros((days + 1, network.states.max()), dtype=np.bool_)
    low, high = np.zeros(days + 1, dtype=np.int64), np.zeros(days + 1, dtype=np.int64)
    steps, leaving, target, step = np.zeros((days, 2), dtype=np.int64), network.leaving, network.target, amounts.step
    places[0, 0] = True
    low[0] = amounts.start // amounts.width
    high[0] = low[0] + 1
    for day in range(days):
        verdict, least, most = amounts.verdict[day], amounts.levels, 0
        for s in range(network.states[day]):
            for t in range(leaving[day, s], leaving[day, s + 1]):
                if places[day, s] and price[t] < np.inf:
                    least, most = min(least, step[t]), max(most, step[t])
                    places[day + 1, target[t]] = True
        steps[day] = min(least, most), most
        low[day + 1] = min(amounts.levels - 1, low[day] + least)
        high[day + 1] = min(amounts.levels, high[day] + most)
        if verdict > 0 and not np.isnan(amounts.ending[verdict, 0]):
            low[day + 1], high[day + 1] = 0, 1
    return Reach(places, low, high, _useful(amounts, low, high, steps))


@njit(cache=True, nogil=True)
def prices(network: Network, group_cost: Floats) -> Floats:
    """What each transition costs."""
    price, group, group_first, first = network.cost.copy(), network.group, network.group_first, network.first
    for day in range(len(first) - 1):
        for t in range(first[day], first[day + 1]):
            price[t] += group_cost[group_first[day] + group[t]]
    return price


@njit(cache=True, nogil=True)
def _useful(amounts: Amounts, low: Ints, high: Ints, steps: Ints) -> Ints:
    """The levels from which the rest of the days can still end well; `steps` has the least and most of each day."""
    days = len(steps)
    useful = np.column_stack((low, high))
    need, rest = 0, 0
    for day in range(days - 1, -1, -1):
        verdict = amounts.verdict[day]
        if verdict > 0 and not np.isnan(amounts.ending[verdict, 0]):
            need, rest = 0, 0
            while need < amounts.levels - 1 and amounts.ending[verdict, need] == np.inf:
                need += 1
        need, rest = max(0, need - steps[day, 1]), rest + steps[day, 0]
        useful[day, 0] = max(low[day], need)
        if amounts.over == np.inf:
            useful[day, 1] = max(0, min(high[day], amounts.levels - rest))
    return useful
