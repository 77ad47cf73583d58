"""A whole roster from a linear program: fix what it is surest of, generate again, until everybody has one column."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.descent import Roster
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats

SURE, HARDLY = 0.9, 0.01
"""Shares from which a column is fixed whoever else is, and up to which it never is."""
COARSEST = 0.5
"""Share of the people left who get their column at once, with hardly any time."""
FIRST_STEPS, LAST_STEPS = 3.0, 0.5
"""How long a whole dive takes at a share s: so many times the first step divided by s; and how long the rest takes."""
SCARCE_ROUNDS = 3
"""Of column generation, where time is scarce."""


@dataclass(frozen=True)
class Manner:
    """How to dive where time is not scarce.

    Parameters
    ----------
    finest
        Share of the people left who get their column at once.
    rounds
        Of column generation, at most, each time that it is needed.
    worse
        By how much what the program is worth may rise before new columns are looked for, as a share of it.
    chance
        How much of what the program is sure of may be lost to chance, as a share of it.
    """

    finest: float = 0.05
    rounds: int = 20
    worse: float = 0.003
    chance: float = 0.0


USUAL = Manner()


class _Clock:
    """Tells how many people may get their column at once so that a dive takes about so many seconds.

    `share` is of the people left.
    """

    def __init__(self, seconds: float, finest: float) -> None:
        self.share, self.finest = COARSEST, finest
        self._seconds, self._began = max(1e-9, seconds), time.perf_counter()
        self._first, self._last = 0.0, self._began

    def step(self) -> None:
        """One more step has been taken."""
        now = time.perf_counter()
        step, self._last = now - self._last, now
        self._first = self._first or step
        left = max(1e-9, self._seconds - (now - self._began))
        self.share = min(
            COARSEST, max(self.finest, FIRST_STEPS * self._first / self._seconds, LAST_STEPS * step / left)
        )


def dive(
    people: People,
    pool: Sequence[Column],
    go_on: Callable[[], bool],
    seconds: float,
    manner: Manner = USUAL,
    seed: int = 0,
) -> Roster | None:
    """One column for everybody in about so many seconds; None when told to stop, or at a dead end.

    Each time the surest of the people left get their column. Where fixing them has cost much, some rounds of column
    generation look for what the rest need now.
    """
    left, fixed, worth = [person.number for person in people.people], Roster(), math.inf
    clock, luck = _Clock(seconds, manner.finest), np.random.default_rng(seed)
    while left and go_on():
        generation, members = Generation(people, left, fixed.values()), set(left)
        generation.start(column for column in pool if column.person in members)
        settled = sum(column.cost for column in fixed.values())
        value = settled + generation.master.solve(go_on, corner=True)
        if value > worth + manner.worse * abs(worth):
            generation.run(go_on, rounds=manner.rounds if clock.share == clock.finest else SCARCE_ROUNDS)
            worth = settled + generation.master.solve(go_on, corner=True)
        else:
            worth = min(worth, value)
        if not go_on():
            break
        pool = generation.master.columns
        clock.step()
        shares = generation.master.shares()
        lucky = np.where(shares < SURE, shares * (1 - manner.chance * luck.random(len(shares))), shares)
        surest = _surest(pool, lucky, clock.share * len(left))
        if not surest:
            return None
        fixed |= surest
        left = [person for person in left if person not in surest]
    return None if left else fixed


def _surest(pool: Sequence[Column], shares: Floats, count: float) -> Roster:
    """The columns of so many people that the program is surest of, one at least; and all that it is nearly sure of."""
    surest = Roster()
    for k in sorted(range(len(pool)), key=lambda k: -shares[k]):
        if shares[k] <= HARDLY or (shares[k] < SURE and len(surest) >= max(1.0, count)):
            break
        surest.setdefault(pool[k].person, pool[k])
    return surest
