"""Lays out the amounts of a person for the dynamic program: levels, combinations, what each step and verdict does."""

import math
from collections.abc import Sequence
from datetime import date
from itertools import product as every

import numpy as np

from scheduling.rules.facets import Limit
from scheduling.solver.paths.network import GONE, Amounts
from scheduling.solver.paths.product import Ints


def unit_of(limit: Limit, amounts: Ints) -> int:
    """The largest step in which an amount and its bounds can be counted exactly."""
    unit = math.gcd(limit.before, *np.unique(amounts).tolist())
    if limit.upper is not None and limit.over is not None:
        unit = math.gcd(unit, limit.upper)
    return unit or 1


def judge(limit: Limit, days: Sequence[date], amounts: Sequence[int]) -> int | None:
    """What a limit costs on a path that adds these amounts; None where it bars the path."""
    cost, total = 0, limit.before
    for day, amount in zip(days, amounts, strict=True):
        total += amount
        if day in limit.settled or (day == days[-1] and limit.final):
            over = 0 if limit.upper is None else max(0, total - limit.upper)
            under = 0 if limit.lower is None else max(0, limit.lower - total)
            if (over and limit.over is None) or (under and limit.under is None):
                return None
            cost += over * (limit.over or 0) + under * (limit.under or 0)
            total = 0
    return cost


class Axis:
    """One amount in levels of its unit."""

    def __init__(self, limit: Limit, amounts: Ints) -> None:
        self.limit, self.unit = limit, unit_of(limit, amounts)
        self.steps = amounts // self.unit
        self.start = limit.before // self.unit
        last = -(-(limit.lower or 0) // self.unit) if limit.upper is None else limit.upper // self.unit
        self.levels = max(last, self.start) + 1
        self.over = 0.0 if limit.upper is None else math.inf if limit.over is None else float(limit.over * self.unit)

    def after(self, level: int, step: int) -> tuple[int, float]:
        """The level that follows, and what it costs to go beyond the last."""
        beyond = max(0, level + step - self.levels + 1)
        return level + step - beyond, self.over * beyond if beyond else 0.0

    def judged_after(self, days: Sequence[date]) -> list[bool]:
        return [day in self.limit.settled for day in days[:-1]] + [self.limit.final]

    def ending(self, level: int) -> float:
        """What a level costs when it is judged."""
        missing = max(0, (self.limit.lower or 0) - level * self.unit)
        return 0.0 if not missing else math.inf if self.limit.under is None else float(self.limit.under * missing)


def laid_out(axes: Sequence[Axis], days: Sequence[date], transitions: int) -> Amounts:
    """The amounts for the dynamic program, the one with most levels innermost."""
    ordered = sorted(axes, key=lambda axis: -axis.levels)
    inner, others = (ordered[0] if ordered else None), ordered[1:]
    combinations = list(every(*(range(axis.levels) for axis in others)))
    number = {combination: o for o, combination in enumerate(combinations)}
    kinds, change = np.unique(_columns([axis.steps for axis in others], transitions), axis=0, return_inverse=True)
    following = np.full((len(kinds), len(combinations)), GONE, dtype=np.int64)
    price = np.zeros((len(kinds), len(combinations)))
    for kind, steps in enumerate(kinds.tolist()):
        for o, combination in enumerate(combinations):
            moved = [axis.after(level, step) for axis, level, step in zip(others, combination, steps, strict=False)]
            cost = sum(extra for _, extra in moved)
            if cost < math.inf:
                following[kind, o], price[kind, o] = number[tuple(level for level, _ in moved)], cost
    judged = np.array([axis.judged_after(days) for axis in ordered] or [[False] * len(days)]).T
    none = np.zeros((1, judged.shape[1]), dtype=np.bool_)
    verdicts, verdict = np.unique(np.vstack([none, judged]), axis=0, return_inverse=True)
    restart, restart_price = _restarts(others, combinations, number, verdicts[:, 1:])
    ending = np.full((len(verdicts), inner.levels if inner else 1), np.nan)
    for v, judges in enumerate(verdicts[:, 0]):
        if judges and inner:
            ending[v] = [inner.ending(level) for level in range(inner.levels)]
    return Amounts(
        step=inner.steps if inner else np.zeros(transitions, dtype=np.int64),
        over=inner.over if inner else 0.0,
        levels=inner.levels if inner else 1,
        change=change.reshape(-1),
        following=following,
        price=price,
        verdict=verdict.reshape(-1)[1:],
        restart=restart,
        restart_price=restart_price,
        ending=ending,
        start=(number[tuple(axis.start for axis in others)], inner.start if inner else 0),
    )


def _columns(steps: Sequence[Ints], transitions: int) -> Ints:
    return np.column_stack(steps) if steps else np.zeros((transitions, 1), dtype=np.int64)


def _restarts(
    others: Sequence[Axis],
    combinations: Sequence[tuple[int, ...]],
    number: dict[tuple[int, ...], int],
    verdicts: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]",
) -> tuple[Ints, "np.ndarray[tuple[int, int], np.dtype[np.float64]]"]:
    """Per verdict and combination, the combination after the judged amounts start again, and what they cost."""
    restart = np.zeros((len(verdicts), len(combinations)), dtype=np.int64)
    price = np.zeros((len(verdicts), len(combinations)))
    for v, judges in enumerate(verdicts.tolist()):
        for o, combination in enumerate(combinations):
            now = zip(others, combination, judges, strict=False)
            price[v, o] = sum(axis.ending(level) for axis, level, judged in now if judged)
            kept = tuple(0 if judged else level for level, judged in zip(combination, judges, strict=False))
            restart[v, o] = number[kept]
    return restart, price
