"""Paths read off the costs to go: the cheapest, or all up to a cost, as the transitions of their days."""

import numpy as np
from numba import njit

from scheduling.solver.paths.network import GONE, Amounts, Network, counted, settled
from scheduling.solver.paths.product import Floats, Ints


@njit(cache=True, nogil=True)
def cheapest(network: Network, amounts: Amounts, group_cost: Floats, ahead: Floats) -> Ints:
    """The transition of each day on the cheapest path; it must exist."""
    days = len(network.states) - 1
    chosen = np.full(days, -1, dtype=np.int64)
    state, (o, k) = 0, amounts.start
    for day in range(days):
        best, best_o, best_k = np.inf, o, k
        for t in range(network.leaving[day, state], network.leaving[day, state + 1]):
            cost = network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
            cost, after, level = counted(amounts, t, o, k, cost)
            if after == GONE or cost == np.inf:
                continue
            if amounts.verdict[day] > 0:
                cost, after, level = settled(amounts, amounts.verdict[day], after, level, cost)
            value = cost + ahead[day + 1, network.target[t], after, level]
            if value < best:
                best, best_o, best_k, chosen[day] = value, after, level, t
        state, o, k = network.target[chosen[day]], best_o, best_k
    return chosen


@njit(cache=True, nogil=True)
def within(network: Network, amounts: Amounts, group_cost: Floats, ahead: Floats, most: float, room: int) -> Ints:
    """Every path that costs at most `most`, its transitions in a row; none at all where there are over `room`."""
    days = len(network.states) - 1
    found = np.empty((room, days), dtype=np.int64)
    path, state = np.full(days, -1, dtype=np.int64), np.zeros(days + 1, dtype=np.int64)
    combination, level, cost = (
        np.zeros(days + 1, dtype=np.int64),
        np.zeros(days + 1, dtype=np.int64),
        np.zeros(days + 1),
    )
    combination[0], level[0] = amounts.start
    day, count = 0, 0
    following = network.leaving[:, 0].copy()
    while day >= 0:
        t = following[day]
        if t >= network.leaving[day, state[day] + 1]:
            day -= 1
            continue
        following[day] += 1
        now = cost[day] + network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
        now, o, k = counted(amounts, t, combination[day], level[day], now)
        if o == GONE or now == np.inf:
            continue
        if amounts.verdict[day] > 0:
            now, o, k = settled(amounts, amounts.verdict[day], o, k, now)
        if now + ahead[day + 1, network.target[t], o, k] > most:
            continue
        path[day] = t
        if day == days - 1:
            if count == room:
                return found[:0]
            found[count] = path
            count += 1
            continue
        day += 1
        state[day], combination[day], level[day], cost[day] = network.target[t], o, k, now
        following[day] = network.leaving[day, state[day]]
    return found[:count]
