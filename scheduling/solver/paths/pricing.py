"""The cheapest path of one person: a dynamic program over days, states and counted amounts, compiled.

Values are costs to go: `ahead[d, s, o, k]` is the least that the days from d on cost from state s, when the amount
with most levels stands at level k and all the others together at combination o.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

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


class Reach(NamedTuple):
    """Where a path can be at all: on each day states with their combinations, and levels from `low` to below `high`."""

    places: NDArray[np.bool_]
    low: Ints
    high: Ints


@njit(cache=True, nogil=True)
def reachable(network: Network, amounts: Amounts, group_cost: Floats) -> Reach:
    """What can be reached from the start by what is not barred."""
    days, combinations = len(network.states) - 1, amounts.restart.shape[1]
    places = np.zeros((days + 1, network.states.max(), combinations), dtype=np.bool_)
    low, high = np.zeros(days + 1, dtype=np.int64), np.zeros(days + 1, dtype=np.int64)
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
        low[day + 1] = min(amounts.levels - 1, low[day] + least)
        high[day + 1] = min(amounts.levels, high[day] + most)
        if verdict > 0 and not np.isnan(amounts.ending[verdict, 0]):
            low[day + 1], high[day + 1] = 0, 1
    return Reach(places, low, high)


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
                _leave(network, amounts, group_cost, places[day, s], ahead[day, s], there, (day, s, low, high))
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
    """Take what follows into the values of one state, `at` its day, number, lowest level and that above the highest."""
    day, state, low, high = at
    for t in range(network.leaving[day, state], network.leaving[day, state + 1]):
        cost = network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
        if cost == np.inf:
            continue
        beyond, kind = there[network.target[t]], amounts.change[t]
        for o in range(len(places)):
            after = amounts.following[kind, o]
            if after != GONE and places[o]:
                price = cost + amounts.price[kind, o]
                _shift(here[o], beyond[after], low, high, price, amounts.step[t], amounts.over)


@njit(cache=True, nogil=True, error_model="numpy")
def _shift(here: Floats, there: Floats, low: int, high: int, cost: float, step: int, over: float) -> None:
    """Level k here leads to level k + step there; beyond the last one to the last, at a price for each."""
    levels = len(there)
    inside = max(0, min(high, levels - step) - low)
    before, after = here[low : low + inside], there[low + step : low + step + inside]
    for k in range(inside):  # slices and a choice instead of `min`: so the loop is vectorised
        value = cost + after[k]
        before[k] = value if value < before[k] else before[k]
    if step > 0 and over < np.inf:
        for k in range(low + inside, high):
            here[k] = min(here[k], cost + there[levels - 1] + over * (k + step - levels + 1))


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
