"""A random path for one person beside all the others, the likelier the cheaper it is, compiled.

Each choice of each day gets a random surcharge and the cheapest path of all is taken: so a whole path is drawn at
once, near to how a Gibbs sampler would (Papandreou and Yuille 2011, "Perturb-and-MAP random fields").
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from scheduling.solver.paths.best_first import Extra, added
from scheduling.solver.paths.network import Amounts, Network, counted
from scheduling.solver.paths.pricing import costs_to_go
from scheduling.solver.paths.product import Floats, Ints, Values
from scheduling.solver.paths.reach import reachable
from scheduling.solver.paths.tracing import cheapest


class Places(NamedTuple):
    """Where a person may work, a row each: day, place in the list of all groups, slot, own cost; and days off."""

    day: Ints
    place: Ints
    slot: Ints
    cost: Floats
    off: Floats


class Counts(NamedTuple):
    """Heads on each row, what is wanted and what they cost; slot s adds to `rows[first[s]:first[s + 1]]`."""

    heads: Floats
    wanted: Floats
    under: Floats
    over: Floats
    first: Ints
    rows: Ints


@njit(cache=True, nogil=True)
def start_again(seed: int) -> None:
    """Surcharges of this thread are drawn anew from a seed."""
    np.random.seed(seed)


@njit(cache=True, nogil=True)
def resample(
    network: Network,
    amounts: Amounts,
    extra: Extra,
    places: Places,
    counts: Counts,
    now: Ints,
    window: tuple[int, int],
    heat: float,
    room: Values,
) -> tuple[float, float]:
    """Draw the days of a window anew; `now` has the slot of each day and is changed, with the heads counted.

    `heat` is the spread of the surcharges, `room` where values are laid.

    Returns
    -------
    tuple
        What the person's path costs now, NaN where nothing was changed; and how the cost of all heads has changed.
    """
    before = now.copy()
    change = _counted_out(counts, now, window)
    group_cost, row_of = _priced(network, places, counts, now, window, heat)
    reach = reachable(network, amounts, group_cost)
    if reach.places.size * amounts.lands.shape[1] <= len(room):
        ahead = costs_to_go(network, amounts, reach, group_cost, room)
        if ahead[0, 0, amounts.start] < np.inf:
            path = cheapest(network, amounts, group_cost, ahead)
            cost = _cost(network, amounts, extra, places, path, row_of)
            if cost < np.inf:
                for day in range(window[0], window[1] + 1):
                    row = row_of[network.group_first[day] + network.group[path[day]]]
                    now[day] = places.slot[row] if row >= 0 else -1
                return cost, change + _counted_in(counts, now, window)
    now[:] = before
    _counted_in(counts, now, window)
    return np.nan, 0.0


@njit(cache=True, nogil=True)
def _counted_out(counts: Counts, now: Ints, window: tuple[int, int]) -> float:
    """Take a person's heads of a window out; what that costs."""
    change = 0.0
    for day in range(window[0], window[1] + 1):
        if now[day] >= 0:
            for row in counts.rows[counts.first[now[day]] : counts.first[now[day] + 1]]:
                counts.heads[row] -= 1
                change += counts.under[row] if counts.heads[row] < counts.wanted[row] else -counts.over[row]
    return change


@njit(cache=True, nogil=True)
def _counted_in(counts: Counts, now: Ints, window: tuple[int, int]) -> float:
    """Count a person's heads of a window; what that costs."""
    change = 0.0
    for day in range(window[0], window[1] + 1):
        if now[day] >= 0:
            change -= _relief(counts, now[day])
            for row in counts.rows[counts.first[now[day]] : counts.first[now[day] + 1]]:
                counts.heads[row] += 1
    return change


@njit(cache=True, nogil=True)
def _relief(counts: Counts, slot: int) -> float:
    """What one head more on a slot saves."""
    saved = 0.0
    for row in counts.rows[counts.first[slot] : counts.first[slot + 1]]:
        saved += counts.under[row] if counts.heads[row] < counts.wanted[row] else -counts.over[row]
    return saved


@njit(cache=True, nogil=True)
def _priced(
    network: Network, places: Places, counts: Counts, now: Ints, window: tuple[int, int], heat: float
) -> tuple[Floats, Ints]:
    """What each group of each day costs with its surcharge, and the row of the place taken there (-1: a day off)."""
    cost, row_of = np.full(network.group_first[-1], np.inf), np.full(network.group_first[-1], -1)
    for day in range(len(now)):
        inside = window[0] <= day <= window[1]
        if inside or now[day] < 0:
            cost[network.group_first[day]] = places.off[day] + (heat * np.random.normal() if inside else 0.0)
    for row in range(len(places.day)):
        day, slot, place = places.day[row], places.slot[row], places.place[row]
        if window[0] <= day <= window[1]:
            price = places.cost[row] - _relief(counts, slot) + heat * np.random.normal()
        elif now[day] == slot:
            price = places.cost[row]
        else:
            continue
        if price < cost[place]:
            cost[place], row_of[place] = price, row
    return cost, row_of


@njit(cache=True, nogil=True)
def _cost(network: Network, amounts: Amounts, extra: Extra, places: Places, path: Ints, row_of: Ints) -> float:
    """What a path costs without surcharges and apart from heads; infinite where an amount bars it."""
    cost, cell, levels = 0.0, amounts.start, extra.start.copy()
    for day in range(len(path)):
        t = path[day]
        row = row_of[network.group_first[day] + network.group[t]]
        cost += network.cost[t] + (places.cost[row] if row >= 0 else places.off[day])
        cost, cell = counted(amounts, day, t, cell, cost)
        cost += added(levels, levels, extra, t, day)
    return cost
