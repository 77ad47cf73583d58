"""The cheapest path with amounts that the dynamic program has no room for: best first, its values as a guide.

The values of the dynamic program leave those amounts out, so they are never too high and the first path that is
complete is the cheapest (A*, Hart, Nilsson and Raphael 1968). Where nodes run out, the best open one still bounds it.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from scheduling.solver.paths.network import GONE, Amounts, Network, counted, settled
from scheduling.solver.paths.product import Floats, Ints

MOST_NODES = 10_000


class Extra(NamedTuple):
    """Amounts beside those of the dynamic program, a column each; none of them has a least level.

    Per transition the levels it adds; the number of levels, the last of which stands for everything beyond; what each
    level beyond costs, infinite where there may be none; the level at the start; per day whether it is judged after
    it and starts again from nothing.
    """

    step: Ints
    levels: Ints
    over: Floats
    start: Ints
    judged: Ints


@njit(cache=True, nogil=True)
def cheapest_beyond(
    network: Network, amounts: Amounts, extra: Extra, group_cost: Floats, ahead: Floats
) -> tuple[float, Ints]:
    """What the cheapest path costs, and its transitions: none of them where only a bound was found, or no path is."""
    days, kinds = len(network.states) - 1, len(extra.start)
    parent, taken = np.empty(MOST_NODES, dtype=np.int64), np.empty(MOST_NODES, dtype=np.int64)
    place, cost = np.empty((MOST_NODES, 4), dtype=np.int64), np.empty(MOST_NODES)
    levels, guess = np.empty((MOST_NODES, kinds), dtype=np.int64), np.empty(MOST_NODES)
    heap = np.empty(MOST_NODES, dtype=np.int64)
    parent[0], place[0], cost[0], levels[0] = -1, (0, 0, amounts.start[0], amounts.start[1]), 0.0, extra.start
    guess[0], heap[0], nodes, open_nodes = ahead[0, 0, amounts.start[0], amounts.start[1]], 0, 1, 1
    closed = {np.int64(-1)}
    nowhere = np.empty(0, dtype=np.int64)
    while open_nodes > 0:
        node = heap[0]
        open_nodes -= 1
        _sink(heap, heap[open_nodes], open_nodes, guess)
        day, state, o, k = place[node]
        if day == days:
            return guess[node], _walked(parent, taken, node, days)
        key = np.int64(_key(place[node], levels[node], ahead, extra))
        if key in closed:
            continue
        closed.add(key)
        for t in range(network.leaving[day, state], network.leaving[day, state + 1]):
            now = cost[node] + network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
            now, after, level = counted(amounts, t, o, k, now)
            if after == GONE or now == np.inf:
                continue
            if amounts.verdict[day] > 0:
                now, after, level = settled(amounts, amounts.verdict[day], after, level, now)
            if nodes == MOST_NODES:
                return guess[node], nowhere
            now += added(levels[node], levels[nodes], extra, t, day)
            value = now + ahead[day + 1, network.target[t], after, level]
            if value < np.inf:
                parent[nodes], taken[nodes], cost[nodes], guess[nodes] = node, t, now, value
                place[nodes] = (day + 1, network.target[t], after, level)
                _rise(heap, nodes, open_nodes, guess)
                nodes += 1
                open_nodes += 1
    return np.inf, nowhere


@njit(cache=True, nogil=True)
def added(before: Ints, after: Ints, extra: Extra, t: int, day: int) -> float:
    """Write the levels after a transition; returns what they cost."""
    cost = 0.0
    for e in range(len(before)):
        level = before[e] + extra.step[t, e]
        beyond = level - extra.levels[e] + 1
        if beyond > 0:
            cost += extra.over[e] * beyond
            level -= beyond
        after[e] = 0 if extra.judged[day, e] > 0 else level
    return cost


@njit(cache=True, nogil=True)
def _key(place: Ints, levels: Ints, ahead: Floats, extra: Extra) -> int:
    key: int = ((place[0] * ahead.shape[1] + place[1]) * ahead.shape[2] + place[2]) * ahead.shape[3] + place[3]
    for e in range(len(levels)):
        key = key * extra.levels[e] + levels[e]
    return key


@njit(cache=True, nogil=True)
def _walked(parent: Ints, taken: Ints, node: int, days: int) -> Ints:
    path = np.empty(days, dtype=np.int64)
    for day in range(days - 1, -1, -1):
        path[day], node = taken[node], parent[node]
    return path


@njit(cache=True, nogil=True)
def _rise(heap: Ints, node: int, size: int, guess: Floats) -> None:
    """Put a node into the heap; of two equal ones the newer is nearer to the end, and goes first."""
    at = size
    while at > 0 and guess[node] <= guess[heap[(at - 1) // 2]]:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = node


@njit(cache=True, nogil=True)
def _sink(heap: Ints, node: int, size: int, guess: Floats) -> None:
    """Put a node in the place of the first."""
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and guess[heap[child + 1]] < guess[heap[child]]:
            child += 1
        if guess[node] <= guess[heap[child]]:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = node
