"""The best roster of paths so far, shared by threads."""

import threading
from collections.abc import Iterable, Sequence

import numpy as np

from scheduling.domain.roster import Roster as Assignments
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.descent import Roster
from scheduling.solver.paths.people import People


class Best:
    """Keeps the best roster and all columns seen, and offers what is better to the board.

    `roster` and `value` are of what paths know of the rules (`complete`: of all of them).
    """

    def __init__(self, board: Blackboard, people: People, complete: bool) -> None:
        self._board, self._people, self._complete = board, people, complete
        self._lock = threading.Lock()
        self._seen: dict[int, dict[Column, None]] = {person.number: {} for person in people.people}
        self.roster: Roster = {}
        self.value: float = np.inf

    def take(self, roster: Roster, changed: Sequence[int] = ()) -> bool:
        """Keep a roster if it is better; whether it was.

        Where only some people `changed` since it was begun with, their change counts for the best of now as well.
        """
        self.remember(roster.values())
        with self._lock:
            merged = self.roster | {person: roster[person] for person in changed} if changed else roster
            better = min(roster, merged, key=lambda one: self._people.total(one.values()))
            value = self._people.total(better.values())
            if value >= self.value:
                return False
            self.roster, self.value = better, value
        heads = self._people.heads
        known = self._complete and heads.allows(heads.counted(better.values()))
        self._board.offer(self._people.roster(better.values()), round(value) if known else None)
        return True

    def remember(self, columns: Iterable[Column]) -> None:
        with self._lock:
            for column in columns:
                self._seen[column.person][column] = None

    def seen(self, person: int) -> list[Column]:
        """All columns of a person that came up, oldest first."""
        with self._lock:
            return list(self._seen[person])

    def take_assignments(self, assignments: Assignments) -> bool:
        """Keep a roster that comes from elsewhere, if paths can say it."""
        columns = self._people.columns(assignments)
        return columns is not None and self.take(columns)
