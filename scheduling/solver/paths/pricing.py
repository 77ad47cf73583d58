"""The cheapest path of one person: a dynamic program over days, states and counted amounts, compiled.

Values are costs to go: `ahead[d, s, o, k]` is the least that the days from d on cost from state s, when the amount
with most levels stands at level k and all the others together at combination o.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scheduling.solver.paths.network import GONE, Amounts, Network
from scheduling.solver.paths.product import Floats
from scheduling.solver.paths.reach import Reach


@njit(cache=True, nogil=True)
def costs_to_go(network: Network, amounts: Amounts, reach: Reach, group_cost: Floats, room: Floats) -> Floats:
    """All values at reachable places, laid into `room`; others are undefined.

    `group_cost` is what each group of each day costs, infinite where it is barred.
    """
    days, combinations, places = len(network.states) - 1, amounts.restart.shape[1], reach.places
    size = (days + 1) * places.shape[1] * combinations * amounts.levels
    ahead = room[:size].reshape((days + 1, places.shape[1], combinations, amounts.levels))
    ahead[days] = 0.0
    for day in range(days - 1, -1, -1):
        there, low, high = ahead[day + 1], reach.low[day], reach.high[day]
        if amounts.verdict[day] > 0:
            there = _judged(there, network.states[day + 1], amounts, amounts.verdict[day])
        for s in range(network.states[day]):
            if places[day, s].any():
                ahead[day, s, :, low:high] = np.inf
                at = day, s, reach.useful[day, 0], reach.useful[day, 1]
                _leave(network, amounts, group_cost, places[day, s], ahead[day, s], there, at)
    return ahead


@njit(cache=True, nogil=True)
def _leave(
    network: Network,
    amounts: Amounts,
    group_cost: Floats,
    places: NDArray[np.bool_],
    here: Floats,
    there: Floats,
    at: tuple[int, int, int, int],
) -> None:
    """Take what follows into the values of one state, `at` its day, number, lowest level and that above the highest.

    Level k leads to level k + step, beyond the last one to the last at a price for each. The loop over levels is
    compiled to vectors: unsigned numbers spare it the wrapping round of negative ones, and because of the added zero
    every value is written, where writing some of a vector only would be slow.
    """
    day, state, low, high = at
    levels = there.shape[2]
    for t in range(network.leaving[day, state], network.leaving[day, state + 1]):
        cost = network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
        if cost == np.inf:
            continue
        beyond, kind, step = there[network.target[t]], amounts.change[t], amounts.step[t]
        inside = max(low, min(high, levels - step))
        for o in range(len(places)):
            after = amounts.following[kind, o]
            if after == GONE or not places[o]:
                continue
            price = cost + amounts.price[kind, o]
            for k in range(np.uint64(low), np.uint64(inside)):
                value, known = price + beyond[np.uint64(after), k + np.uint64(step)], here[np.uint64(o), k]
                here[np.uint64(o), k] = (value if value < known else known) + 0.0
            if step > 0 and amounts.over < np.inf:
                last = price + beyond[after, levels - 1]
                for k in range(inside, high):
                    here[o, k] = min(here[o, k], last + amounts.over * (k + step - levels + 1))


@njit(cache=True, nogil=True)
def _judged(there: Floats, states: int, amounts: Amounts, verdict: int) -> Floats:
    """The values before amounts are judged and start again from nothing."""
    before = np.full_like(there, np.inf)
    goes_on = np.isnan(amounts.ending[verdict, 0])
    for s in range(states):
        for o in range(there.shape[1]):
            after = there[s, amounts.restart[verdict, o]]
            for k in range(there.shape[2]):
                rest = after[k] if goes_on else amounts.ending[verdict, k] + after[0]
                before[s, o, k] = amounts.restart_price[verdict, o] + rest
    return before
