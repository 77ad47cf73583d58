"""Where a person's path can be at all, so that nothing else is looked at."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scheduling.solver.paths.network import GONE, Amounts, Network
from scheduling.solver.paths.product import Floats, Ints


class Reach(NamedTuple):
    """Where a path can be at all: on each day states with their combinations, and levels from `low` to below `high`.

    From levels outside `useful` (a row each day: from, to below) nothing leads to an end that is not barred.
    """

    places: NDArray[np.bool_]
    low: Ints
    high: Ints
    useful: Ints


@njit(cache=True, nogil=True)
def reachable(network: Network, amounts: Amounts, group_cost: Floats) -> Reach:
    """What can be reached from the start by what is not barred."""
    days, combinations = len(network.states) - 1, amounts.restart.shape[1]
    places = np.zeros((days + 1, network.states.max(), combinations), dtype=np.bool_)
    low, high = np.zeros(days + 1, dtype=np.int64), np.zeros(days + 1, dtype=np.int64)
    steps = np.zeros((days, 2), dtype=np.int64)
    places[0, 0, amounts.start[0]] = True
    low[0], high[0] = amounts.start[1], amounts.start[1] + 1
    for day in range(days):
        verdict, least, most = amounts.verdict[day], amounts.levels, 0
        for s in range(network.states[day]):
            if not places[day, s].any():
                continue
            for t in range(network.leaving[day, s], network.leaving[day, s + 1]):
                if network.cost[t] + group_cost[network.group_first[day] + network.group[t]] == np.inf:
                    continue
                least, most = min(least, amounts.step[t]), max(most, amounts.step[t])
                for o in range(combinations):
                    after = amounts.following[amounts.change[t], o]
                    if places[day, s, o] and after != GONE:
                        after = amounts.restart[verdict, after] if verdict > 0 else after
                        places[day + 1, network.target[t], after] = True
        steps[day] = min(least, most), most
        low[day + 1] = min(amounts.levels - 1, low[day] + least)
        high[day + 1] = min(amounts.levels, high[day] + most)
        if verdict > 0 and not np.isnan(amounts.ending[verdict, 0]):
            low[day + 1], high[day + 1] = 0, 1
    return Reach(places, low, high, _useful(amounts, low, high, steps))


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
            useful[day, 1] = min(high[day], amounts.levels - rest)
    return useful
