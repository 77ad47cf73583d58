"""Paths within amounts that nothing else has room for: what each unit of them weighs, until a path keeps to all.

Weights are Lagrange multipliers: a path costs its weights as well, less what the limits allow of them. No path that
keeps to the limits gets dearer by that, so the cheapest is a bound (Held and Karp 1971).
"""

from dataclasses import dataclass

import numpy as np

from scheduling.solver.paths.best_first import Extra, charged
from scheduling.solver.paths.network import Network
from scheduling.solver.paths.product import Floats, Ints
from scheduling.solver.paths.tracing import cheapest
from scheduling.solver.paths.views import View

CALM, ROUNDS = 4, 16
"""Rounds without chance, and in all."""
FIRST, NOISE = 0.05, 0.4
"""The first weight of a unit, and what chance adds to what places cost, as shares of the dearest: where places cost
alike, paths with and without a kind of them would be all that there are."""
FASTEST, SLOWEST = 2.0, 1.1
"""How many times as heavy a weight gets at first where there is too much, and at least."""
ROOM, EASED = 0.9, 0.9
"""The share of what is allowed below which there is room, and how much lighter weights are for the next search."""


@dataclass(frozen=True)
class Weighed:
    """No path costs less than `bound`; one that costs `value` has these transitions: none where none was found.

    `weights` are for the next search.
    """

    bound: float
    value: float
    path: Ints
    weights: Floats


def weighed(network: Network, view: View, group_cost: Floats, most: float, weights: Floats, seed: int) -> Weighed:
    """Search with weights of the amounts beyond a view, whole numbers; all else but places costs `most` at most."""
    extra, bound, rule = view.extra, -np.inf, _Weights(weights, view.extra, group_cost)
    random, costs = np.random.default_rng(seed), group_cost
    for k in range(ROUNDS):
        if k >= CALM:
            costs = group_cost + random.integers(0, rule.noise, len(group_cost), endpoint=True)
        weighing = rule.weights @ extra.step[extra.row]
        dearest = most + (float(weighing.max(initial=0.0)) + rule.noise) * len(extra.judged)
        heavier = network._replace(cost=network.cost + weighing)
        ahead = view.ahead(heavier, costs, dearest)
        value = float(ahead[0, 0, view.amounts.start])
        if np.isinf(value):
            return Weighed(np.inf, np.inf, np.empty(0, dtype=np.int64), rule.weights)
        if k < CALM:
            bound = max(bound, value - float(rule.weights @ rule.allowed))
        path = cheapest(heavier, view.amounts, costs, ahead)
        charges, steps = charged(extra, path), extra.step[extra.row][:, path].sum(axis=1)
        if np.isfinite(charges).all():
            places = network.group_first[:-1] + network.group[path]
            value = float(network.cost[path].sum() + group_cost[places].sum() + charges.sum())
            return Weighed(bound, value, path, rule.eased(charges, steps))
        rule.change(charges, steps)
    return Weighed(bound, np.inf, np.empty(0, dtype=np.int64), rule.weights)


class _Weights:
    """Heavier where there is too much and lighter where there is room, ever less where these take turns.

    So do the steps of Rprop (Riedmiller and Braun 1993).
    """

    def __init__(self, weights: Floats, extra: Extra, group_cost: Floats) -> None:
        spread = np.abs(group_cost[np.isfinite(group_cost)]).max(initial=1.0)
        self._first, self.noise = max(1.0, round(FIRST * spread)), max(1, round(NOISE * spread))
        self._over = extra.over
        self.weights: Floats = np.minimum(weights, extra.over)
        stretches = extra.judged.sum(axis=0) + (extra.judged[-1] == 0)
        self.allowed: Floats = stretches * (extra.levels - 1.0) - extra.start
        self._pace, self._way = np.full(len(weights), FASTEST), np.zeros(len(weights))

    def change(self, charges: Floats, steps: Ints) -> None:
        way = np.where(charges > 0, 1.0, np.where(steps < ROOM * self.allowed, -1.0, 0.0))
        self._pace = np.where(way * self._way < 0, np.sqrt(self._pace), self._pace)
        self._way = np.where(way == 0, self._way, way)
        heavier = np.maximum(self._first, np.ceil(np.maximum(SLOWEST, self._pace) * self.weights))
        changed = np.where(way > 0, heavier, np.where(way < 0, np.floor(self.weights / self._pace), self.weights))
        self.weights = np.minimum(changed, self._over)

    def eased(self, charges: Floats, steps: Ints) -> Floats:
        """Weights for the next search."""
        room = (charges == 0) & (steps < self.allowed)
        return np.where(room, np.floor(EASED * self.weights), self.weights)
