"""Rosters found by chance that grows less: one person's days are drawn anew beside all others', again and again.

Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) whose every step draws a whole path; nothing is refused.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.network import Amounts
from scheduling.solver.paths.packed import Packed, packed, unpacked
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats, Ints, Values
from scheduling.solver.paths.resample import Counts, resample, start_again

LENGTHS = (14, 28, 56)
HOT, COLD = 1.2, 0.2
"""Spread of the surcharges at the beginning, in the middle between what a head short and what a wish costs; and at the
end, in what a wish costs."""
OFFER_SECONDS = 1.0
OVERTAKEN = 4.0
"""How many times as far from the bound as the best roster of all an annealing may be."""


class State(NamedTuple):
    """Each person's slots and what their paths cost; the same of the best roster; what these two cost in all."""

    slots: Ints
    own: Floats
    best_slots: Ints
    best_own: Floats
    totals: Floats


@njit(cache=True, nogil=True)
def anneal(packed: Packed, counts: Counts, state: State, moves: Ints, heat: float, room: Values) -> None:
    """Draw windows of people anew, `moves` a row each: person, first and last day."""
    for person, first, last in moves:
        network, amounts, extra, places = unpacked(packed, person)
        cost, change = resample(network, amounts, extra, places, counts, state.slots[person], (first, last), heat, room)
        if np.isnan(cost):
            continue
        state.totals[0] += change + cost - state.own[person]
        state.own[person] = cost
        if state.totals[0] < state.totals[1] - 0.5:
            state.totals[1] = state.totals[0]
            state.best_slots[:], state.best_own[:] = state.slots, state.own


class Annealing:
    """Anneals from the best roster; what gets better is offered about every second."""

    def __init__(self, board: Blackboard, people: People, best: Best, seed: int) -> None:
        self._board, self._people, self._best = board, people, best
        self._random, self._seed = np.random.default_rng(seed), seed
        self._pack: Packed | None = None
        self._known: list[Amounts] = []
        self._days = people.problem.days
        self._lengths = np.array(sorted({min(length, self._days) for length in LENGTHS}))
        wish, head = people.usual_costs
        self._hot, self._cold = HOT * math.sqrt(wish * head), COLD * wish

    def run(self, go_on: Callable[[], bool], seconds: float) -> bool:
        """One cooling from hot to cold in so many seconds; False where it was given up, as others are far ahead."""
        board, roster, value = self._board, self._best.roster, self._best.value
        slots = np.array([roster[person].slots for person in range(len(roster))], dtype=np.int64)
        own = np.array([roster[person].cost for person in range(len(roster))], dtype=np.float64)
        state = State(slots, own, slots.copy(), own.copy(), np.array([value, value]))
        counts, pack = self._people.heads.counting(roster.values()), self._packed()
        # Single precision does: what it rounds is little beside the surcharges, and paths are counted up exactly.
        room = np.empty(max(person.room for person in self._people.people), np.float32)
        began, known, offered = board.seconds, value, 0.0
        start_again(self._seed)
        while (ahead := self._ahead(state.totals[1])) and go_on() and (share := (board.seconds - began) / seconds) < 1:
            heat = self._hot * (self._cold / self._hot) ** share
            anneal(pack, counts, state, self._moves(counts), heat, room)
            if state.totals[1] < known and board.seconds > offered + OFFER_SECONDS:
                self._offer(state)
                offered, known = board.seconds, state.totals[1]
        if state.totals[1] < known:
            self._offer(state)
        return ahead

    def _ahead(self, value: float) -> bool:
        """Whether nobody is so much nearer to the bound that this will hardly get there."""
        bound = self._board.bound
        return bound is None or value - bound <= OVERTAKEN * (self._best.value - bound)

    def _packed(self) -> Packed:
        """Everybody's networks; anew only where other amounts are looked at by now, as a year's take seconds."""
        compiled = [person.compiled for person in self._people.people]
        amounts = [one[1] for one in compiled]
        if self._pack is None or any(one is not other for one, other in zip(amounts, self._known, strict=True)):
            self._pack, self._known = packed(compiled), amounts
        return self._pack

    def _moves(self, counts: Counts) -> Ints:
        """As many windows as there are people; half of them hold a day on which heads are dear."""
        dear = np.bincount(self._people.day_of_row, self._people.heads.costs(counts.heads), self._days)
        count = len(self._people.people)
        people, lengths = self._random.integers(count, size=count), self._random.choice(self._lengths, count)
        chance = (dear + 1e-6) / (dear + 1e-6).sum()
        wanted = self._random.choice(self._days, count, p=chance) - self._random.integers(lengths)
        anywhere = self._random.integers(self._days - lengths + 1)
        first = np.where(self._random.random(count) < 0.5, anywhere, wanted.clip(0, self._days - lengths))
        return np.column_stack((people, first, first + lengths - 1))

    def _offer(self, state: State) -> None:
        rows = zip(state.best_slots.tolist(), state.best_own, strict=True)
        self._best.take({n: Column(n, tuple(slots), round(cost)) for n, (slots, cost) in enumerate(rows)})
