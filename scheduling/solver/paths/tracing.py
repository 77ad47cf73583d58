"""Paths read off the costs to go: the cheapest, or all up to a cost, as the transitions of their days."""

import numpy as np
from numba import njit

from scheduling.solver.paths.network import Amounts, Network, counted
from scheduling.solver.paths.product import Floats, Ints, Values


@njit(cache=True, nogil=True)
def cheapest(network: Network, amounts: Amounts, group_cost: Floats, ahead: Values) -> Ints:
    """The transition of each day on the cheapest path; it must exist."""
    days = len(network.states) - 1
    chosen = np.full(days, -1, dtype=np.int64)
    state, cell = 0, amounts.start
    for day in range(days):
        best, best_cell = np.inf, cell
        for t in range(network.leaving[day, state], network.leaving[day, state + 1]):
            cost = network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
            cost, after = counted(amounts, day, t, cell, cost)
            if cost < np.inf and cost + ahead[day + 1, network.target[t], after] < best:
                best, best_cell, chosen[day] = cost + ahead[day + 1, network.target[t], after], after, t
        state, cell = network.target[chosen[day]], best_cell
    return chosen


@njit(cache=True, nogil=True)
def within(
    network: Network, amounts: Amounts, group_cost: Floats, ahead: Values, most: float, room: int
) -> tuple[Ints, Floats]:
    """Every path that costs at most `most`, its transitions in a row, and what each costs.

    None at all where there are over `room`.
    """
    days = len(network.states) - 1
    found, costs = np.empty((room, days), dtype=np.int64), np.empty(room)
    path, state = np.full(days, -1, dtype=np.int64), np.zeros(days + 1, dtype=np.int64)
    cell, cost = np.zeros(days + 1, dtype=np.int64), np.zeros(days + 1)
    cell[0] = amounts.start
    day, count = 0, 0
    following = network.leaving[:, 0].copy()
    while day >= 0:
        t = following[day]
        if t >= network.leaving[day, state[day] + 1]:
            day -= 1
            continue
        following[day] += 1
        now = cost[day] + network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
        now, after = counted(amounts, day, t, cell[day], now)
        if now == np.inf or now + ahead[day + 1, network.target[t], after] > most:
            continue
        path[day] = t
        if day == days - 1:
            if count == room:
                return found[:0], costs[:0]
            found[count], costs[count] = path, now
            count += 1
            continue
        day += 1
        state[day], cell[day], cost[day] = network.target[t], after, now
        following[day] = network.leaving[day, state[day]]
    return found[:count], costs[:count]
