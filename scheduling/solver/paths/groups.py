"""Better rosters from good ones: a few people change some of their days together while all else stays."""

import random
from collections.abc import Callable
from itertools import product

import numpy as np

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.columns import Held
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People

SIZES, LENGTHS = (3, 6, 10, 16, 24, 40), (7, 14, 28, 56)
"""How many people change, and on how many days."""
ROUNDS = 15
COLUMNS_EACH = 40
WHOLE_SECONDS, GOOD_ENOUGH = 2.0, 0.002
NOTICEABLE = 0.5
FORGETTING = 0.2
"""How much of the success of a kind of group so far is forgotten with each."""
LEAST_SHARE = 0.02
"""No kind of group is tried less often than this share of the most successful."""
FIRST_GUESS = 300.0

Kind = tuple[int, int]


class Groups:
    """Column generation on group after group; kinds that gained more in less time are tried more often."""

    def __init__(self, board: Blackboard, people: People, best: Best, seed: int) -> None:
        self._board, self._people, self._best = board, people, best
        # No secret: a search that can be repeated by its seed.
        self._random = random.Random(seed)  # nosec B311
        self._everybody = [person.number for person in people.people]
        self._days = people.problem.days
        sizes = {min(size, len(self._everybody)) for size in SIZES}
        lengths = {min(length, self._days) for length in LENGTHS}
        # Small groups come first: they cost little, and tell where there is something to gain.
        self._success: dict[Kind, float] = {(s, d): FIRST_GUESS / (s * d) for s, d in product(sizes, lengths)}

    def improve(self, go_on: Callable[[], bool], patience: int | None) -> None:
        """Let one group after another change; gives up after `patience` groups in a row without gain."""
        idle = 0
        while go_on() and (patience is None or idle < patience):
            began, before = self._board.seconds, self._best.value
            kind = self._random.choices(list(self._success), list(self._success.values()))[0]
            gained = self._change(kind, go_on)
            idle = 0 if gained else idle + 1
            gain = before - self._best.value if gained else 0.0
            self._learn(kind, gain / max(1e-3, self._board.seconds - began))

    def _learn(self, kind: Kind, rate: float) -> None:
        self._success[kind] = (1 - FORGETTING) * self._success[kind] + FORGETTING * rate
        least = max(1e-9, LEAST_SHARE * max(self._success.values()))
        self._success = {one: max(success, least) for one, success in self._success.items()}

    def _change(self, kind: Kind, go_on: Callable[[], bool]) -> bool:
        """Let a group change together while the others stay; whether it gained."""
        size, length = kind
        members, now = self._random.sample(self._everybody, size), self._best.roster
        chosen, heads = set(members), self._people.heads.counted(now.values())
        others = [column for person, column in now.items() if person not in chosen]
        first = self._first_day(heads, length)
        held = {person: Held(now[person], first, first + length - 1) for person in members if length < self._days}
        generation = Generation(self._people, members, others, held)
        generation.start(now[person] for person in members)
        for person in members if not held else ():
            known = self._best.seen(person)
            generation.start(self._random.sample(known, min(len(known), COLUMNS_EACH)))
        generation.run(go_on, rounds=ROUNDS)
        self._best.remember(generation.master.columns)
        cost = self._people.heads.cost(heads) + sum(now[person].cost for person in members)
        if not go_on() or generation.bound > cost - NOTICEABLE:
            return False
        seconds = min(WHOLE_SECONDS, self._board.seconds_left)
        _, better = generation.master.whole(go_on, seconds, cost - NOTICEABLE, GOOD_ENOUGH)
        return better is not None and self._best.take(now | {column.person: column for column in better}, members)

    def _first_day(self, heads: "np.ndarray[tuple[int], np.dtype[np.float64]]", length: int) -> int:
        """Where days begin that hold a day on which heads are dear, more likely the dearer they are."""
        costs = self._people.heads.costs(heads)
        row = self._random.choices(range(len(costs)), (costs + 1e-6).tolist())[0]
        earliest = self._people.day_of_row[row] - self._random.randrange(length)
        return max(0, min(earliest, self._days - length))
