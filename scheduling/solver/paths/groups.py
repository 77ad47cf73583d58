"""Better rosters from good ones: a few people change together while all others stay."""

import random
from collections.abc import Callable, Sequence

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People

GROUP_SIZES = (2, 4, 6, 8, 10, 12, 16)
ROUNDS = 15
COLUMNS_EACH = 40
WHOLE_SECONDS = 2.0
NOTICEABLE = 0.5
HOPE = 0.2
"""How much of a size's success so far is forgotten with each group."""


class Groups:
    """Column generation on group after group; sizes that gained more in less time are tried more often."""

    def __init__(self, board: Blackboard, people: People, best: Best, seed: int) -> None:
        self._board, self._people, self._best = board, people, best
        self._random = random.Random(seed)
        self._everybody = [person.number for person in people.people]
        sizes = {min(size, len(self._everybody)) for size in GROUP_SIZES}
        self._success = dict.fromkeys(sorted(sizes), 1.0)

    def improve(self, go_on: Callable[[], bool], patience: int | None) -> None:
        """Let one group after another change; gives up after `patience` groups in a row without gain."""
        idle = 0
        while go_on() and (patience is None or idle < patience):
            began, before = self._board.seconds, self._best.value
            size = self._random.choices(list(self._success), list(self._success.values()))[0]
            gained = self._change(self._random.sample(self._everybody, size), go_on)
            idle = 0 if gained else idle + 1
            rate = (before - self._best.value) / max(1e-3, self._board.seconds - began) if gained else 0.0
            self._learn(size, rate)

    def _learn(self, size: int, rate: float) -> None:
        """Shares follow the rates, but none falls below a tenth of the best."""
        self._success[size] = (1 - HOPE) * self._success[size] + HOPE * rate
        least = max(self._success.values()) / 10
        self._success = {one: max(success, least, 1e-9) for one, success in self._success.items()}

    def _change(self, members: Sequence[int], go_on: Callable[[], bool]) -> bool:
        """Let a group change together while the others stay; whether it gained."""
        chosen, now = set(members), self._best.roster
        others = [column for person, column in now.items() if person not in chosen]
        generation = Generation(self._people, members, others)
        generation.start(now[person] for person in members)
        for person in members:
            known = self._best.seen(person)
            generation.start(self._random.sample(known, min(len(known), COLUMNS_EACH)))
        generation.run(go_on, rounds=ROUNDS)
        self._best.remember(generation.master.columns)
        heads = self._people.heads.counted(now.values())
        cost = self._people.heads.cost(heads) + sum(now[person].cost for person in members)
        if not go_on() or generation.bound > cost - NOTICEABLE:
            return False
        seconds = min(WHOLE_SECONDS, self._board.seconds_left)
        _, better = generation.master.whole(go_on, seconds, cost - NOTICEABLE)
        return better is not None and self._best.take(now | {column.person: column for column in better}, members)
