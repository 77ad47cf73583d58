"""The cheapest path with amounts that the dynamic program has no room for: best first, its values as a guide.

The values of the dynamic program leave those amounts out, so they are never too high and the first path that is
complete is the cheapest (A*, Hart, Nilsson and Raphael 1968). Where nodes run out, the best open one still bounds it.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from scheduling.solver.paths.network import Amounts, Network, counted
from scheduling.solver.paths.product import Floats, Ints, Smalls, Values

MOST_NODES = 10_000


class Extra(NamedTuple):
    """Amounts beside those of the dynamic program; none of them has a least level.

    `step` has a row for each amount, also of others: what each transition adds. Of those meant here, the row; the
    number of levels, the last of which stands for everything beyond; what each level beyond costs, infinite where
    there may be none; the level at the start; per day whether it is judged after it and starts again from nothing.
    """

    step: Smalls
    row: Ints
    levels: Ints
    over: Floats
    start: Ints
    judged: Ints


@njit(cache=True, nogil=True)
def cheapest_beyond(
    network: Network, amounts: Amounts, extra: Extra, group_cost: Floats, ahead: Values
) -> tuple[float, Ints]:
    """What the cheapest path costs, and its transitions: none of them where only a bound was found, or no path is."""
    days, kinds = len(network.states) - 1, len(extra.start)
    parent, taken = np.empty(MOST_NODES, dtype=np.int64), np.empty(MOST_NODES, dtype=np.int64)
    place, cost = np.empty((MOST_NODES, 3), dtype=np.int64), np.empty(MOST_NODES)
    levels, guess = np.empty((MOST_NODES, kinds), dtype=np.int64), np.empty(MOST_NODES)
    heap = np.empty(MOST_NODES, dtype=np.int64)
    parent[0], place[0], cost[0], levels[0] = -1, (0, 0, amounts.start), 0.0, extra.start
    guess[0], heap[0], nodes, open_nodes = ahead[0, 0, amounts.start], 0, 1, 1
    closed = {np.int64(-1)}
    nowhere = np.empty(0, dtype=np.int64)
    while open_nodes > 0:
        node = heap[0]
        open_nodes -= 1
        _sink(heap, heap[open_nodes], open_nodes, guess)
        day, state, cell = place[node]
        if day == days:
            return guess[node], _walked(parent, taken, node, days)
        key = np.int64(_key(place[node], levels[node], ahead, extra))
        if key in closed:
            continue
        closed.add(key)
        for t in range(network.leaving[day, state], network.leaving[day, state + 1]):
            now = cost[node] + network.cost[t] + group_cost[network.group_first[day] + network.group[t]]
            now, after = counted(amounts, day, t, cell, now)
            if now == np.inf:
                continue
            if nodes == MOST_NODES:
                return guess[node], nowhere
            now += added(levels[node], levels[nodes], extra, t, day)
            value = now + ahead[day + 1, network.target[t], after]
            if value < np.inf:
                parent[nodes], taken[nodes], cost[nodes], guess[nodes] = node, t, now, value
                place[nodes] = (day + 1, network.target[t], after)
                _rise(heap, nodes, open_nodes, guess)
                nodes += 1
                open_nodes += 1
    return np.inf, nowhere


@njit(cache=True, nogil=True)
def charged(extra: Extra, path: Ints) -> Floats:
    """What each of these amounts costs on a path, infinite where it bars it."""
    levels, costs = extra.start.copy(), np.zeros(len(extra.start))
    for day in range(len(path)):
        for e in range(len(levels)):
            cost, levels[e] = _one_more(extra, e, levels[e], path[day], day)
            costs[e] += cost
    return costs


@njit(cache=True, nogil=True)
def added(before: Ints, after: Ints, extra: Extra, t: int, day: int) -> float:
    """Write the levels after a transition; returns what they cost."""
    total = 0.0
    for e in range(len(before)):
        cost, after[e] = _one_more(extra, e, before[e], t, day)
        total += cost
    return total


@njit(cache=True, nogil=True)
def _one_more(extra: Extra, e: int, level: int, t: int, day: int) -> tuple[float, int]:
    """What an amount costs after a transition, and its level then."""
    level, cost = level + extra.step[extra.row[e], t], 0.0
    beyond = level - extra.levels[e] + 1
    if beyond > 0:
        cost, level = extra.over[e] * beyond, level - beyond
    return cost, 0 if extra.judged[day, e] > 0 else level


@njit(cache=True, nogil=True)
def _key(place: Ints, levels: Ints, ahead: Values, extra: Extra) -> int:
    key: int = (place[0] * ahead.shape[1] + place[1]) * ahead.shape[2] + place[2]
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
