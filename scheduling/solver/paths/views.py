"""Which of a person's amounts the dynamic program looks at; a search beyond it has to count the others."""

import math
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from scheduling.solver.paths.best_first import Extra
from scheduling.solver.paths.counting import Axis, laid_out
from scheduling.solver.paths.network import Amounts, Network
from scheduling.solver.paths.pricing import costs_to_go, single_is_exact
from scheduling.solver.paths.product import Floats, Smalls, Values
from scheduling.solver.paths.reach import reachable

_ROOM = threading.local()


@dataclass(frozen=True)
class View:
    """The amounts that are looked at, and those that are not; replaced as a whole, since threads share a person."""

    looked_at: list[int]
    beyond: list[int]
    amounts: Amounts
    extra: Extra

    def size(self, network: Network) -> int:
        """How many costs to go there are."""
        states = network.states
        return (len(states) + 1) * int(states.max()) * int(self.amounts.lands.shape[1])

    def ahead(self, network: Network, group_cost: Floats, most: float) -> Values:
        """The costs to go, where all but places costs `most` at most; valid until this thread asks again."""
        reach = reachable(network, self.amounts, group_cost)
        single = single_is_exact(network, group_cost, most)
        return costs_to_go(network, self.amounts, reach, group_cost, _room(self.size(network), single))


def looking_at(looked_at: list[int], axes: Sequence[Axis], steps: Smalls, days: Sequence[date]) -> View:
    """A view of the amounts with these numbers; `steps` has a row for each axis."""
    amounts = laid_out([axes[c] for c in looked_at], days, steps.shape[1])
    beyond = [c for c in range(len(axes)) if c not in looked_at]
    return View(looked_at, beyond, amounts, _extra(beyond, [axes[c] for c in beyond], steps, days))


def widened(looked_at: Sequence[int], costly: Collection[int], axes: Sequence[Axis], room: int) -> list[int] | None:
    """The smallest of the costly amounts looked at as well; None where there is no room for it."""
    wider = [*looked_at, min(costly, key=lambda c: axes[c].levels)]
    return wider if math.prod(axes[c].levels for c in wider) <= room else None


def _extra(beyond: Sequence[int], axes: Sequence[Axis], steps: Smalls, days: Sequence[date]) -> Extra:
    return Extra(
        step=steps,
        row=np.array(beyond, dtype=np.int64),
        levels=np.array([axis.levels for axis in axes], dtype=np.int64),
        over=np.array([axis.over for axis in axes], dtype=np.float64),
        start=np.array([axis.start for axis in axes], dtype=np.int64),
        judged=np.array([axis.judged_after(days) for axis in axes], dtype=np.int64).reshape(-1, len(days)).T.copy(),
    )


def _room(size: int, single: bool) -> Values:
    """Room of this thread's own: fresh memory would cost more than the values in it."""
    numbers = size if not single else -(-size // 2)
    if numbers > len(getattr(_ROOM, "floats", ())):
        _ROOM.floats = np.empty(numbers)
    room: Floats = _ROOM.floats
    return room.view(np.float32) if single else room
