"""Whole rosters from the prices of a bound: all in turn take the best path beside the others, again and again.

A head's price is that of the bound, and a pull towards the heads that are wanted, weak at first, which grows until it
is near to what heads cost. What is short or over after a sweep moves the prices themselves (the method of multipliers,
Hestenes 1969 and Powell 1969, person by person; Yao and others 2019 build vehicles' routes like that).
"""

import math
from collections.abc import Callable

import numpy as np

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.descent import Roster, descend
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats, Ints

WEAKEST, STRONGEST = 0.01, (0.1, 0.3)
"""The pull at the beginning and at the end, as shares of what a head short costs."""
MOVED = 0.3
"""How far prices are moved after a sweep, in pulls."""
FEW, IDLE = 60, 5
"""Sweeps that make a good roster; and sweeps in a row in which nobody changes, after which nobody will."""
FIRST_SHARE, AFFORDABLE = 0.3, 0.5
"""How much of the time left the first roster may take, and how much others."""


class Sweeps:
    """Rosters from the prices of the best bound that `root` has found so far; each that is better is offered."""

    def __init__(self, board: Blackboard, people: People, best: Best, root: Generation) -> None:
        self._board, self._people, self._best, self._root = board, people, best, root
        self._heads, self._everybody = people.heads, [person.number for person in people.people]
        usual = people.usual_costs[1]
        dearest = np.maximum(self._heads.under, self._heads.over)
        self._scale = np.where(dearest >= self._heads.dear, usual, dearest)
        self._random, self._took = np.random.default_rng(board.options.seed), 0.0

    def first(self, go_on: Callable[[], bool]) -> None:
        """One roster, for a share of the time left where that allows few sweeps."""
        if go_on():
            self._board.note("Paths: a roster from the prices of that bound, person by person.")
            self._roster(FIRST_SHARE * self._board.seconds_left, go_on, 2 * FEW)

    def more(self, seconds: float, go_on: Callable[[], bool]) -> None:
        """One more in about so many seconds; none where that takes too much of the time left."""
        seconds = max(seconds, FEW * self._took)
        if go_on() and seconds < AFFORDABLE * self._board.seconds_left:
            self._board.note(f"Paths: another roster from the prices of the bound, for {seconds:.0f} s.")
            self._roster(seconds, go_on)

    def _roster(self, seconds: float, go_on: Callable[[], bool], most: float = math.inf) -> None:
        """Sweep for so many seconds, or so often if that is sooner."""
        board, prices, nearest = self._board, self._root.centre, (np.inf, Roster())
        chosen, strongest, began = self._cheapest(prices), self._random.choice(STRONGEST), self._board.seconds
        heads, idle, share, swept = self._heads.counted(chosen.values()), 0, 0.0, 0
        while go_on() and idle < IDLE and share < 1:
            pull = self._scale * WEAKEST * (strongest / WEAKEST) ** share
            before, started = dict(chosen), board.seconds
            self._sweep(chosen, heads, prices, pull, go_on)
            prices = prices + MOVED * pull * (self._heads.wanted - heads)
            self._took, idle = board.seconds - started, idle + 1 if chosen == before else 0
            swept += 1
            share = max((board.seconds - began) / seconds, swept / most)
            nearest = min(nearest, (self._people.total(chosen.values()), dict(chosen)), key=lambda one: one[0])
        if nearest[1]:
            self._best.take(descend(self._people, nearest[1], self._everybody, go_on))

    def _cheapest(self, prices: Floats) -> Roster:
        """Everybody's cheapest path beside nobody; those without one keep what they have."""
        return {person: self._beside(person, self._best.roster[person], prices) for person in self._everybody}

    def _sweep(self, chosen: Roster, heads: Floats, prices: Floats, pull: Floats, go_on: Callable[[], bool]) -> None:
        """Let everybody change once, in an order drawn at random; `heads` are counted on."""
        order: Ints = self._random.permutation(self._everybody)
        for person in order.tolist():
            if not go_on():
                return
            heads[self._heads.rows_of(chosen[person])] -= 1
            chosen[person] = self._beside(person, chosen[person], prices + pull * (self._heads.wanted - heads - 0.5))
            heads[self._heads.rows_of(chosen[person])] += 1

    def _beside(self, person: int, now: Column, prices: Floats) -> Column:
        worth = np.clip(prices, -self._heads.over, self._heads.under)
        _, column = self._people.people[person].best(self._heads.prices(self._people.rounded(worth)))
        return column or now
