"""Lays out the amounts of a person for the dynamic program: levels, cells, what each step and verdict does."""

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from scheduling.rules.facets import Limit
from scheduling.solver.paths.network import Amounts, Singles
from scheduling.solver.paths.product import Floats, Ints, Smalls

NOTHING = Limit(None, None, None, None, final=False)


def unit_of(limit: Limit, unit: int) -> int:
    """The largest step in which an amount, whose steps are of this unit, and its bounds can be counted exactly."""
    unit = math.gcd(unit, limit.before)
    return math.gcd(unit, limit.upper) if limit.upper is not None and limit.over is not None else unit


class Axis:
    """One amount in levels of its unit; `steps` are in another unit, a multiple of that."""

    def __init__(self, limit: Limit, steps: Smalls, unit: int) -> None:
        self.limit, self.unit = limit, unit_of(limit, unit)
        self.steps = steps if unit == self.unit else steps * np.int32(unit // self.unit)
        self.widest = int(self.steps.max(initial=0))
        self.start = limit.before // self.unit
        last = -(-(limit.lower or 0) // self.unit) if limit.upper is None else limit.upper // self.unit
        self.levels = max(last, self.start) + 1
        self.over = 0.0 if limit.upper is None else math.inf if limit.over is None else float(limit.over * self.unit)

    def beyond(self, levels: Ints) -> Floats:
        """What it costs to come to these levels, some of which are beyond the last."""
        excess = levels - self.levels + 1
        return np.where(excess > 0, self.over * np.maximum(1, excess), 0.0)

    def judged_after(self, days: Sequence[date]) -> list[bool]:
        return [day in self.limit.settled for day in days[:-1]] + [self.limit.final]

    @property
    def ending(self) -> Floats:
        """What each level costs when it is judged."""
        missing = np.maximum(0, (self.limit.lower or 0) - np.arange(self.levels) * self.unit)
        under = math.inf if self.limit.under is None else float(self.limit.under)
        return np.where(missing > 0, under * np.maximum(1, missing), 0.0)


def laid_out(axes: Sequence[Axis], days: Sequence[date], transitions: int) -> Amounts:
    """The amounts for the dynamic program, the one with most levels first."""
    ordered = sorted(axes, key=lambda axis: -axis.levels) or [Axis(NOTHING, np.zeros(transitions, np.int32), 1)]
    first, closed = ordered[0], [axis for axis in ordered[1:] if math.isinf(axis.over)]
    sizes = [axis.levels + (0 if axis in closed else axis.widest) for axis in ordered]
    strides = [math.prod(sizes[k + 1 :]) for k in range(len(sizes))]
    steps = [axis.steps.astype(np.int64) for axis in ordered]
    offset = sum((stride * step for step, stride in zip(steps, strides, strict=True)), 0 * steps[0])
    # Room for whatever is `offset` further on, though it may stand for nothing.
    sizes[0] = first.levels + -(-int(offset.max(initial=0)) // strides[0])
    places = list(zip(ordered, strides, np.indices(sizes).reshape(len(sizes), -1), strict=True))
    lands, toll, verdict, ending = _judged(places, days)
    kind, bars = _barred([(axis, levels) for axis, _, levels in places if axis in closed], transitions, len(lands[0]))
    return Amounts(
        step=steps[0],
        offset=offset,
        levels=first.levels,
        width=strides[0],
        over=first.over,
        outside=np.flatnonzero(lands[0, : strides[0]] != np.arange(strides[0])),
        kind=kind,
        bars=bars,
        verdict=verdict,
        lands=lands,
        toll=toll,
        ending=ending,
        start=sum(stride * axis.start for axis, stride, _ in places),
    )


def _judged(places: Sequence[tuple[Axis, int, Ints]], days: Sequence[date]) -> tuple[Ints, Floats, Ints, Floats]:
    """Where a path goes on from each cell, and what that costs, by verdict; each day's verdict; the first's ending."""
    judged = np.array([axis.judged_after(days) for axis, _, _ in places]).T
    never = np.zeros((1, len(places)), dtype=np.bool_)
    verdicts, verdict = np.unique(np.vstack([never, judged]), axis=0, return_inverse=True)
    lands = np.zeros((len(verdicts), len(places[0][2])), dtype=np.int64)
    toll = np.tile(sum(axis.beyond(levels) for axis, _, levels in places), (len(verdicts), 1))
    for v, judges in enumerate(verdicts):
        for (axis, stride, levels), now in zip(places, judges, strict=True):
            kept = np.minimum(levels, axis.levels - 1)
            if now:
                toll[v] += axis.ending[kept]
            else:
                lands[v] += stride * kept
    first = places[0][0]
    ending = np.array([first.ending if judges[0] else np.full(first.levels, np.nan) for judges in verdicts])
    return lands, toll, verdict.reshape(-1)[1:], ending


def _barred(closed: Sequence[tuple[Axis, Ints]], transitions: int, cells: int) -> tuple[Ints, Singles]:
    """Each transition's kind, and from which cells those of a kind go beyond a last level that is the last."""
    steps = np.array([axis.steps for axis, _ in closed], dtype=np.int64).reshape(len(closed), transitions)
    nothing = np.zeros((len(closed), 1), dtype=np.int64)
    kinds, kind = np.unique(np.hstack([nothing, steps]), axis=1, return_inverse=True)
    bars = np.zeros((kinds.shape[1], cells), dtype=np.float32)
    for (axis, levels), by_kind in zip(closed, kinds, strict=True):
        for k in np.flatnonzero(by_kind):
            bars[k, levels + by_kind[k] >= axis.levels] = np.inf
    return kind.reshape(-1)[1:], bars
