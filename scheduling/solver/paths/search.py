"""The strategy that builds rosters person by person: a first roster, bounds, dives, then ever better rosters."""

import threading
from collections.abc import Callable

import numpy as np

from scheduling.domain.roster import Roster as Assignments
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.branch import Branching
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import Roster, descend, greedy
from scheduling.solver.paths.dives import Dives
from scheduling.solver.paths.finish import finish, recombine
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.improve import Improve, Turn
from scheduling.solver.paths.people import People
from scheduling.solver.paths.sweeps import Sweeps

ROOT_SHARE, SCARCE = 0.5, 0.2
"""How much of the time left the bound may take before there are rosters from it; and how much of the time it takes
where linear programs have none for these.
"""
DESCENT_SHARE = 0.1
"""How much of the time left the first roster may get better person by person."""
FIRST_TURN, LONGER = 4.0, 1.5
"""Seconds that each way to close the gap has in its first turn, and how many times as long in each later one."""
IDLE, TOGETHER = 0.1, 15.0
"""Seconds in which dives and branching have done nothing, and those that choosing among all columns has then."""


class PathSearch:
    """Searches with what can be stated of the rules; rosters count as the check judges them, with all rules."""

    def __init__(self, board: Blackboard, collected: Collected) -> None:
        self._board = board
        self._people = People(collected)
        self._everybody = [person.number for person in self._people.people]
        self._complete = not collected.left_out
        self._best = Best(board, self._people, self._complete)
        self._given_up = threading.Event()
        self._improve = Improve(board, self._people, self._best, self._searching)

    def run(
        self,
        *,
        threads: int,
        others_follow: bool,
        hint: Assignments | None = None,
        meanwhile: Callable[[], object] | None = None,
    ) -> None:
        """Search until the board says that it is over, or until nothing comes and `others_follow`.

        With a second thread rosters get better beside the search for the bound; with one, after it. Where rules are
        left out, rosters of this search alone do not get better for long: it ends after its dive. `meanwhile` comes
        before rosters get better.
        """
        board = self._board
        if not self.first(hint):
            return
        if threads > 1 and self._complete and board.go_on():
            steps = (
                lambda: self._improve.keep_all_laws(1),
                meanwhile or (lambda: None),
                lambda: self._improve.by_turns(1),
            )
            beside = threading.Thread(target=self._guarded, args=steps, daemon=True)
            beside.start()
            self._guarded(self._close_in)
            beside.join()
            return
        root, later = self._root(alone=True)
        if meanwhile is not None and board.go_on():
            meanwhile()
        if self._complete and board.go_on():
            if others_follow or board.score is None:
                self._improve.groups(1)
            self._close(root)
            if not others_follow:
                branching = Branching(board, self._people, root, self._best)
                self._improve.by_turns(1, *later, branching.more)

    def first(self, hint: Assignments | None = None) -> bool:
        """A first roster; False where there is none, or no time for one."""
        board = self._board
        board.note("Paths: a first roster, person by person.")
        first = greedy(self._people, self._everybody, board.go_on)
        if len(first) < len(self._everybody):
            board.infeasible |= board.go_on() and self._nobody_can(first)
            return False
        self._best.take(first)
        until = board.seconds + DESCENT_SHARE * board.seconds_left
        self._best.take(descend(self._people, first, self._everybody, lambda: board.go_on() and board.seconds < until))
        if hint is not None:
            self._best.take_assignments(hint)
        return True

    def _root(self, alone: bool) -> tuple[Generation, tuple[Turn, ...]]:
        """The bound of all people together, and rosters from it, as may be more by these turns.

        Where one thread does everything, the bound is left as it is when its share of the time is over.
        """
        board, fixed = self._board, self._people.collected.fixed_cost
        board.note("Paths: how good a roster can be at best.")
        root = Generation(self._people, self._everybody)
        root.start(self._best.roster.values())
        until = board.seconds + ROOT_SHARE * board.seconds_left
        self._people.forget()

        def on_bound(bound: float) -> None:
            board.raise_bound(fixed + bound)

        if root.master.large:
            root.ascend(self._best.value - fixed, lambda: board.go_on() and board.seconds < until, on_bound)
        whole = root.run(lambda: board.go_on() and board.seconds < until, on_bound)
        sweeps = Sweeps(board, self._people, self._best, root)
        scarce = board.seconds > SCARCE * (board.seconds + board.seconds_left)
        if scarce or root.master.large:
            sweeps.first(board.go_on)
        if not whole and not alone:
            whole = root.run(board.go_on, on_bound)
        self._best.remember(root.master.columns)
        if whole:
            board.note(f"Paths: no roster can cost less than {board.bound}.")
        dives = Dives(board, self._people, self._best, root.master.columns)
        if not scarce:
            dives.first()
        elif root.master.large or not whole:
            return root, (sweeps.more,)
        return root, (sweeps.more, dives.more)

    def _close_in(self) -> None:
        """The bound and all paths within the gap; then by turns dives, what is left of the gap, groups, all columns.

        Gives up where no roster that breaks nothing has come up by then: others may find one, or prove that none is.
        """
        board, turn = self._board, FIRST_TURN
        root, later = self._root(alone=False)
        self._close(root)
        branching = Branching(board, self._people, root, self._best)
        while self._searching():
            began = board.seconds
            for more in (*later, branching.more):
                more(turn, self._searching)
            # Where these have nothing to do, groups go on until nothing comes of them.
            seconds = turn if board.seconds > began + IDLE else None
            self._improve.groups(2, seconds)
            recombine(board, self._people, root, self._best, seconds or TOGETHER)
            turn *= LONGER
            if board.score is None:
                self._given_up.set()

    def _close(self, root: Generation) -> None:
        if self._board.go_on():
            self._board.note("Paths: close the gap from below.")
            finish(self._board, self._people, root, self._best, FIRST_TURN)

    def _searching(self) -> bool:
        return self._board.go_on() and not self._given_up.is_set()

    def _guarded(self, *steps: Callable[[], object]) -> None:
        """An error in any thread ends the whole search."""
        try:
            for step in steps:
                step()
        except Exception as failure:
            self._board.fail(failure)

    def _nobody_can(self, placed: Roster) -> bool:
        """Whether somebody has no path at all, so that there is no roster."""
        prices = np.zeros(len(self._people.slots))
        missing = (person for person in self._everybody if person not in placed)
        return any(np.isinf(self._people.people[person].best(prices)[0]) for person in missing)
