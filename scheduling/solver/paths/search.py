"""The strategy that builds rosters person by person: a first roster, bounds, dives, then ever better rosters."""

import random
import threading
from collections.abc import Iterable

import numpy as np

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import Roster, descend, greedy
from scheduling.solver.paths.dive import dive
from scheduling.solver.paths.finish import finish
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from scheduling.solver.paths.person import Column

GROUP_SIZES = (4, 6, 8, 10, 12, 16)
ROUNDS = 15
COLUMNS_EACH = 40
WHOLE_SECONDS = 2.0
NOTICEABLE = 0.5
PATIENCE = 20
"""Groups in a row that may bring nothing before others have their turn."""


class PathSearch:
    """Searches with what can be stated of the rules; rosters count as the check judges them, with all rules."""

    def __init__(self, board: Blackboard, collected: Collected) -> None:
        self._board = board
        self._people = People(collected)
        self._everybody = list(range(len(self._people.people)))
        self._complete = not collected.left_out
        self._random = random.Random(board.options.seed)
        self._pool: dict[int, dict[Column, None]] = {person: {} for person in self._everybody}
        self._lock = threading.Lock()
        self._best: Roster = {}
        self._value = np.inf

    def run(self, *, threads: int, others_follow: bool) -> None:
        """Search until the board says that it is over, or until nothing comes any more and `others_follow`.

        With a second thread the gap is closed from below beside the search for better rosters; with one, after it.
        Where rules are left out, rosters of this search alone do not get better for long: it ends after its dive.
        """
        board = self._board
        root = self._root()
        if root is None or not self._complete or not board.go_on():
            return
        closing = threading.Thread(target=self._finish, args=(root,), daemon=True)
        if threads > 1:
            closing.start()
        self._improve(PATIENCE if others_follow or board.score is None else None)
        if threads > 1:
            closing.join()
        elif board.go_on():
            self._finish(root)

    def _root(self) -> Generation | None:
        """A first roster, the bound, and a roster from it; None where not even a first roster was found."""
        board = self._board
        board.note("Paths: a first roster, person by person.")
        first = greedy(self._people, self._everybody, board.go_on)
        if len(first) < len(self._everybody):
            board.infeasible |= board.go_on() and self._nobody_can(first)
            return None
        self._take(descend(self._people, first, self._everybody, board.go_on))
        board.note("Paths: how good a roster can be at best.")
        root, fixed = Generation(self._people, self._everybody), self._people.collected.fixed_cost
        root.start(self._best.values())
        root.run(board.go_on, lambda bound: board.raise_bound(fixed + bound))
        self._remember(root.master.columns)
        board.note("Paths: a roster from that bound.")
        found = dive(self._people, self._everybody, {}, root.master.columns, board.go_on)
        if found is not None:
            self._take(descend(self._people, found, self._everybody, board.go_on))
        return root

    def _finish(self, root: Generation) -> None:
        try:
            self._board.note("Paths: close the gap from below.")
            found = finish(self._board, self._people, root, lambda: self._value)
            if found is not None:
                self._take(found)
        except Exception as failure:
            self._board.fail(failure)

    def _nobody_can(self, placed: Roster) -> bool:
        """Whether somebody has no path at all, so that there is no roster."""
        prices = np.zeros(len(self._people.slots))
        missing = (person for person in self._everybody if person not in placed)
        return any(np.isinf(self._people.people[person].best(prices)[0]) for person in missing)

    def _take(self, roster: Roster) -> None:
        """Offer a roster to the board, and keep it if it is the best of this search."""
        value = self._people.total(roster.values())
        with self._lock:
            self._remember(roster.values())
            if value >= self._value or len(roster) < len(self._everybody):
                return
            self._best, self._value = roster, value
        known = self._complete and self._people.heads.allows(self._people.heads.counted(roster.values()))
        self._board.offer(self._people.roster(roster.values()), round(value) if known else None)

    def _remember(self, columns: Iterable[Column]) -> None:
        for column in columns:
            self._pool[column.person][column] = None

    def _group(self) -> list[int]:
        size = min(len(self._everybody), self._random.choice(GROUP_SIZES))
        return self._random.sample(self._everybody, size)

    def _improve(self, patience: int | None) -> None:
        """Let one group after another change together; gives up after `patience` groups in a row without gain."""
        self._board.note("Paths: change a few people at a time.")
        idle = 0
        while self._board.go_on() and (patience is None or idle < patience):
            before = self._value
            self._change(self._group())
            idle = 0 if self._value < before else idle + 1

    def _change(self, members: list[int]) -> None:
        """Let a group change together while the others stay."""
        chosen, best = set(members), self._best
        others = {person: column for person, column in best.items() if person not in chosen}
        generation = Generation(self._people, members, others.values())
        generation.start(best[person] for person in members)
        for person in members:
            known = list(self._pool[person])
            generation.start(self._random.sample(known, min(len(known), COLUMNS_EACH)))
        generation.run(self._board.go_on, rounds=ROUNDS)
        self._remember(generation.master.columns)
        heads = self._people.heads.counted(best.values())
        now = self._people.heads.cost(heads) + sum(best[person].cost for person in members)
        if not self._board.go_on() or generation.bound > now - NOTICEABLE:
            return
        better = generation.master.whole(min(WHOLE_SECONDS, self._board.seconds_left), now - NOTICEABLE)
        if better is not None:
            self._take(best | {column.person: column for column in better})


def stated(board: Blackboard) -> Collected | None:
    """What can be stated of the rules person by person, or None where paths do not apply."""
    collected = Collected(board.problem, board.settings)
    return collected if collected.one_a_day and collected.rows and board.problem.employees else None
