"""One dive after another from the same bound, each in a manner drawn at random: the best of many is often near it."""

import random
from collections.abc import Callable, Sequence

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.descent import descend
from scheduling.solver.paths.dive import USUAL, Manner, dive
from scheduling.solver.paths.people import People

SHARE, AFFORDABLE = 0.8, 0.25
"""How much of the time left the first dive may take, and how much others."""
FINEST, WORSE = (0.02, 0.05, 0.1), (0.003, 0.001, 0.0003)
ROUNDS, CHANCE = 60, 0.3


class Dives:
    """Dives from the columns of a bound that is known; what comes of each is offered."""

    def __init__(self, board: Blackboard, people: People, best: Best, pool: Sequence[Column]) -> None:
        self._board, self._people, self._best, self._pool = board, people, best, list(pool)
        self._took = 0.0
        # No secret: a search that can be repeated by its seed.
        self._random = random.Random(board.options.seed)  # nosec B311

    def first(self) -> None:
        """The one that follows the program most closely."""
        self._board.note("Paths: a roster from linear programs that fix more and more people.")
        self._dive(USUAL, self._board.go_on)

    def more(self, seconds: float, go_on: Callable[[], bool]) -> None:
        """Others for so many seconds, one at least, after the first; none where they take too much of the time left."""
        board = self._board
        if not go_on() or self._took > AFFORDABLE * board.seconds_left:
            return
        board.note("Paths: more rosters from that bound, each in another manner.")
        until = board.seconds + seconds
        while go_on():
            self._dive(self._another() if self._took else USUAL, go_on)
            if board.seconds + self._took > until:
                return

    def _another(self) -> Manner:
        return Manner(self._random.choice(FINEST), ROUNDS, self._random.choice(WORSE), CHANCE)

    def _dive(self, manner: Manner, go_on: Callable[[], bool]) -> None:
        began, seconds, seed = self._board.seconds, SHARE * self._board.seconds_left, self._random.getrandbits(32)
        found = dive(self._people, self._pool, go_on, seconds, manner, seed)
        if found is not None:
            everybody = [person.number for person in self._people.people]
            self._best.take(descend(self._people, found, everybody, go_on))
        self._took = self._board.seconds - began
