"""How the best roster gets better: annealing for ever longer, and groups of people and others in between."""

from collections.abc import Callable
from typing import TypeAlias

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.annealing import Annealing
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.groups import Groups
from scheduling.solver.paths.people import People

Turn: TypeAlias = Callable[[float, Callable[[], bool]], None]
"""Does something for so many seconds, or until told to stop."""
PATIENCE = 20
"""Groups in a row that may bring nothing before others have their turn."""
FIRST_COOLING, LONGER, LAST_SHARE = 4.0, 4.0, 0.8
"""Seconds of the first annealing, how many times as long each later one takes, and the last one's share of the rest."""
GROUPS_SHARE = 0.3
"""How long groups, and each of the others, have their turn after an annealing, in its time."""


class Improve:
    """Works on the best roster until told to stop; safe beside other threads, each with a `number` of its own."""

    def __init__(self, board: Blackboard, people: People, best: Best, go_on: Callable[[], bool]) -> None:
        self._board, self._people, self._best, self._go_on = board, people, best, go_on

    def groups(self, number: int, seconds: float | None = None) -> None:
        """Change a few people at a time until nothing comes any more, for so many seconds at most."""
        if not self._go_on():
            return
        board = self._board
        board.note("Paths: change a few people at a time.")
        until = board.seconds + (board.seconds_left if seconds is None else seconds)
        seed = board.options.seed * 1000 + number
        Groups(board, self._people, self._best, seed).improve(lambda: board.seconds < until and self._go_on(), PATIENCE)

    def keep_all_laws(self, number: int) -> None:
        """Draw days anew until a roster breaks nothing that is hard, for as long as the first annealing at most."""
        board = self._board
        annealing = Annealing(board, self._people, self._best, board.options.seed * 1000 + number)
        if board.score is None and self._go_on():
            board.note("Paths: draw people's days anew until nothing hard is broken.")
            annealing.run(lambda: board.score is None and self._go_on(), min(FIRST_COOLING, board.seconds_left))

    def by_turns(self, number: int, *others: Turn) -> None:
        """Anneal, let groups change what comes of it, and others do theirs for as long, until the time is over."""
        board, seconds = self._board, FIRST_COOLING
        annealing = Annealing(board, self._people, self._best, board.options.seed * 1000 + number)
        while self._go_on():
            if board.seconds_left < LONGER * seconds:
                seconds = LAST_SHARE * board.seconds_left
            board.note(f"Paths: draw people's days anew at random for {seconds:.0f} s.")
            whole = annealing.run(self._go_on, seconds)
            self.groups(number, GROUPS_SHARE * seconds if whole else None)
            for more in others:
                more(GROUPS_SHARE * seconds, self._go_on)
            seconds *= LONGER
