"""Paths within amounts that nothing else has room for: what each unit of them weighs, until a path keeps to all.

Weights are Lagrange multipliers: a path costs its weights as well, less what the limits allow of them. No path that
keeps to the limits gets dearer by that, so the cheapest is a bound (Held and Karp 1971).
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from scheduling.solver.paths.best_first import Extra, charged
from scheduling.solver.paths.network import Network
from scheduling.solver.paths.product import Floats, Ints
from scheduling.solver.paths.tracing import cheapest
from scheduling.solver.paths.views import View

Flags: TypeAlias = NDArray[np.bool_]

CALM, ROUNDS = 4, 16
"""Rounds without chance, and in all."""
FIRST, NOISE = 0.05, 0.4
"""The first weight of a unit, and what chance adds to what places cost, as shares of the dearest: where places cost
alike, paths with and without a kind of them would be all that there are."""
FASTEST, FASTER, SLOWEST = 2.0, 1.2, 1.1
"""How many times as heavy or light a weight gets at most; how much more from one change to the next in the same way;
and how many times as heavy at least where there is too much."""
ROOM = 0.9
"""The share of what is allowed below which there is room, as long as no path keeps to everything."""


@dataclass(frozen=True)
class Weights:
    """What a unit of each amount weighs, whole numbers; the pace at which that changes, and which way it did.

    Heavier where there is too much and lighter where there is room, ever less where these take turns: so do the steps
    of Rprop (Riedmiller and Braun 1993).
    """

    weights: Floats
    pace: Floats
    way: Floats

    @classmethod
    def nothing(cls, amounts: int) -> "Weights":
        return cls(np.zeros(amounts), np.full(amounts, FASTEST), np.zeros(amounts))

    def of(self, amounts: Ints) -> "Weights":
        """Those of some amounts."""
        return Weights(self.weights[amounts], self.pace[amounts], self.way[amounts])

    def with_those(self, amounts: Ints, of: "Weights") -> "Weights":
        """The same, with these of some amounts."""
        changed = Weights(self.weights.copy(), self.pace.copy(), self.way.copy())
        changed.weights[amounts], changed.pace[amounts], changed.way[amounts] = of.weights, of.pace, of.way
        return changed

    def changed(self, much: Flags, room: Flags, first: float, most: Floats) -> "Weights":
        """After a path with too much of some amounts and room in others; `first` is the least weight, `most` each's."""
        way = np.where(much, 1.0, np.where(room, -1.0, 0.0))
        turned = way * self.way
        pace = np.where(turned < 0, np.sqrt(self.pace), np.where(turned > 0, self.pace * FASTER, self.pace))
        pace = np.minimum(pace, FASTEST)
        heavier = np.maximum(first, np.ceil(np.maximum(SLOWEST, pace) * self.weights))
        weights = np.where(way > 0, heavier, np.where(way < 0, np.floor(self.weights / pace), self.weights))
        return Weights(np.minimum(weights, most), pace, np.where(way == 0, self.way, way))


@dataclass(frozen=True)
class Weighed:
    """No path costs less than `bound`; one that costs `value` has these transitions: none where none was found.

    `weights` are for the next search.
    """

    bound: float
    value: float
    path: Ints
    weights: Weights


def weighed(network: Network, view: View, group_cost: Floats, most: float, now: Weights, seed: int) -> Weighed:
    """Search with weights of the amounts beyond a view; all else but places costs `most` at most."""
    extra, bound, random, costs = view.extra, -np.inf, np.random.default_rng(seed), group_cost
    spread = float(np.abs(group_cost[np.isfinite(group_cost)]).max(initial=1.0))
    noise, first, allowed = max(1, round(NOISE * spread)), max(1.0, round(FIRST * spread)), _allowed(extra)
    for k in range(ROUNDS):
        if k >= CALM:
            costs = group_cost + random.integers(0, noise, len(group_cost), endpoint=True)
        weights = now.weights
        value, path = _cheapest(network, view, costs, most + noise * len(extra.judged), weights)
        if np.isinf(value):
            return Weighed(np.inf, np.inf, path, now)
        if k < CALM:
            bound = max(bound, value - float(weights @ allowed))
        charges, steps = charged(extra, path), extra.step[extra.row][:, path].sum(axis=1)
        kept = bool(np.isfinite(charges).all())
        now = now.changed(charges > 0, steps < (1.0 if kept else ROOM) * allowed, first, extra.over)
        if kept:
            places = network.group_first[:-1] + network.group[path]
            chance = float((costs[places] - group_cost[places]).sum())
            return Weighed(bound, value - float(weights @ steps) - chance + float(charges.sum()), path, now)
    return Weighed(bound, np.inf, _NONE, now)


def _cheapest(network: Network, view: View, costs: Floats, most: float, weights: Floats) -> tuple[float, Ints]:
    """What a path costs at least with these weights, and its transitions; infinite where there is none."""
    weighing = weights @ view.extra.step[view.extra.row]
    heavier = network._replace(cost=network.cost + weighing)
    ahead = view.ahead(heavier, costs, most + float(weighing.max(initial=0.0)) * len(view.extra.judged))
    value = float(ahead[0, 0, view.amounts.start])
    return value, _NONE if np.isinf(value) else cheapest(heavier, view.amounts, costs, ahead)


_NONE: Ints = np.empty(0, dtype=np.int64)


def _allowed(extra: Extra) -> Floats:
    """Levels that each amount may be raised by in all, over the stretches after which it is judged."""
    stretches = extra.judged.sum(axis=0) + (extra.judged[-1] == 0)
    allowed: Floats = stretches * (extra.levels - 1.0) - extra.start
    return allowed
