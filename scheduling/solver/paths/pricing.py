"""The cheapest path of one person: a dynamic program over days, states and counted amounts, compiled.

Values are costs to go: `ahead[d, s, c]` is the least that the days from d on cost from state s, when the amounts stand
at cell c. They are kept in single precision where that is exact, because memory and the vectors of the processor then
hold twice as many.
"""

import numpy as np
from numba import njit

from scheduling.solver.paths.network import Amounts, Network
from scheduling.solver.paths.product import Floats, Values
from scheduling.solver.paths.reach import Reach, prices

WHOLE_NUMBERS = 2.0**24
"""Single precision holds whole numbers up to this one exactly, and so many of any power of two."""


@njit(cache=True, nogil=True)
def single_is_exact(network: Network, group_cost: Floats, most: float) -> bool:
    """Whether no sum of these costs is rounded in single precision; `most` is what all else, in whole numbers, costs.

    So it is where all are multiples of one power of two, and no path costs more than it has of these.
    """
    for day in range(len(network.states) - 1):
        dearest = 0.0
        for cost in group_cost[network.group_first[day] : network.group_first[day + 1]]:
            if cost < np.inf:
                dearest = max(dearest, abs(cost))
        most += dearest
    step: float = step_of(most)
    for cost in group_cost:
        if cost < np.inf and cost / step != np.floor(cost / step):
            return False
    return step <= 1.0


@njit(cache=True, nogil=True)
def step_of(most: float) -> float:
    """The power of two in which single precision counts sums up to `most` exactly."""
    step: float = 2.0 ** np.ceil(np.log2((most + 1.0) / WHOLE_NUMBERS))
    return step


@njit(cache=True, nogil=True)
def costs_to_go(  # noqa: C901 (in one piece: handing arrays on to other functions takes longer than the work in them)
    network: Network, amounts: Amounts, reach: Reach, group_cost: Floats, room: Values
) -> Values:
    """All values at reachable places, laid into `room` and as precise as it; others are undefined.

    `group_cost` is what each group of each day costs, infinite where it is barred. After the values of the last day
    come those of a day that amounts are judged after.
    """
    days, cells, most = len(network.states) - 1, amounts.lands.shape[1], reach.places.shape[1]
    rows = room[: (days + 2) * most * cells].reshape(((days + 2) * most, cells))
    price, lands, toll = prices(network, group_cost), amounts.lands, amounts.toll
    states, leaving, target, places = network.states, network.leaving, network.target, reach.places
    offset, kind, bars, outside, verdict = amounts.offset, amounts.kind, amounts.bars, amounts.outside, amounts.verdict
    low, high, useful = reach.low * amounts.width, reach.high * amounts.width, reach.useful * amounts.width
    width, end, closed = np.uint64(amounts.width), amounts.levels * amounts.width, amounts.over == np.inf
    number, judged = rows.dtype.type, len(rows) - most
    rows[days * most : judged] = 0.0
    for day in range(days, -1, -1):
        there, first, last = (day + 1) * most, np.uint64(0), np.uint64(end)
        if day < days:
            first, last = np.uint64(useful[day, 0]), np.uint64(useful[day, 1])
        if day < days and verdict[day] > 0:
            for s in range(states[day + 1]):
                if places[day + 1, s]:
                    for k in range(cells):
                        rows[judged + s, k] = toll[verdict[day], k] + rows[there + s, lands[verdict[day], k]]
            there = judged
        for s in range(states[day]):
            if not places[day, s]:
                continue
            here, other, known = np.uint64(day * most + s), -1, day == days
            # Two transitions at once, as each time values are read and written. These loops are compiled to vectors;
            # unsigned numbers spare them the wrapping round of negative ones.
            for t in range(leaving[day, s], leaving[day, s + 1]) if day < days else range(0):
                if price[t] == np.inf:
                    continue
                if other < 0:
                    other = t
                    continue
                one, two = np.uint64(there + target[other]), np.uint64(there + target[t])
                on_one, on_two = np.uint64(offset[other]), np.uint64(offset[t])
                cost_one, cost_two = number(price[other]), number(price[t])
                kind_one, kind_two = np.uint64(kind[other]), np.uint64(kind[t])
                if kind_one + kind_two == 0 and known:
                    for c in range(first, last):
                        least = min(cost_one + rows[one, c + on_one], cost_two + rows[two, c + on_two])
                        rows[here, c] = min(rows[here, c], least)
                elif kind_one + kind_two == 0:
                    for c in range(first, last):
                        rows[here, c] = min(cost_one + rows[one, c + on_one], cost_two + rows[two, c + on_two])
                elif known:
                    for c in range(first, last):
                        value_one = cost_one + rows[one, c + on_one] + bars[kind_one, c]
                        value_two = cost_two + rows[two, c + on_two] + bars[kind_two, c]
                        rows[here, c] = min(rows[here, c], min(value_one, value_two))
                else:
                    for c in range(first, last):
                        value_one = cost_one + rows[one, c + on_one] + bars[kind_one, c]
                        rows[here, c] = min(value_one, cost_two + rows[two, c + on_two] + bars[kind_two, c])
                other, known = -1, True
            if other >= 0:
                one, on_one = np.uint64(there + target[other]), np.uint64(offset[other])
                cost_one, kind_one = number(price[other]), np.uint64(kind[other])
                if known:
                    for c in range(first, last):
                        rows[here, c] = min(rows[here, c], cost_one + rows[one, c + on_one] + bars[kind_one, c])
                else:
                    for c in range(first, last):
                        rows[here, c] = cost_one + rows[one, c + on_one] + bars[kind_one, c]
            elif not known:
                for c in range(first, last):
                    rows[here, c] = np.inf
            if day < days:
                for c in range(np.uint64(low[day]), first):
                    rows[here, c] = np.inf
                for c in range(last, np.uint64(high[day])):
                    rows[here, c] = np.inf
            if day == 0 or verdict[day - 1] > 0:
                continue
            # Cells that stand for going beyond a last level, of an amount that is not the first and then of that.
            for k in range(len(outside)):
                back, cost_one = np.uint64(outside[k] - lands[0, outside[k]]), number(toll[0, outside[k]])
                for c in range(first + np.uint64(outside[k]), last, width):
                    rows[here, c] = cost_one + rows[here, c - back]
            if closed:
                for c in range(np.uint64(end), np.uint64(cells)):
                    rows[here, c] = np.inf
            elif high[day] == end:
                for k in range(end, cells):
                    rows[here, k] = toll[0, k] + rows[here, lands[0, k]]
    return rows.reshape((days + 2, most, cells))
