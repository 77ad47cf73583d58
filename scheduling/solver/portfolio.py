"""Which strategies search, and with how many threads.

CP-SAT knows every rule and finds rosters of everyday weeks; a linear program proves how good they can be; paths give
bounds and rosters where rules concern one person at a time. With one thread they take turns.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from scheduling.domain.roster import Roster
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.cp_sat import cp_sat
from scheduling.solver.linear.search import linear_search
from scheduling.solver.paths.collect import Collected, stated

Step: TypeAlias = Callable[[], object]

LEAST, SMALL, TINY = 100, 6000, 400
"""Cells (people × shifts) beyond which a linear program is worth its process; up to which it takes part, with CP-SAT
alone where paths leave rules out; and up to which CP-SAT searches beside paths elsewhere.
"""
ALONE, BEFORE_PATHS = 0.3, 0.1
"""How much of the time left the linear program may take where one thread does everything, and before rosters get better
person by person.
"""
HEAD_START = 0.5
"""Seconds that the linear program has for itself: many a week is settled by then, and nothing more need be loaded."""


def search(board: Blackboard, hint: Roster | None) -> None:
    """Run the strategies that fit the problem until the board says that it is over; errors are on the board."""
    if hint is not None:
        board.offer(hint)
        if not board.go_on():
            return
    cells = len(board.problem.employees) * len(board.problem.shifts)
    collected = stated(board.problem, board.settings)
    if collected is None or (collected.left_out and cells <= SMALL):
        _everyday(board, collected, hint, cells)
    else:
        _person_by_person(board, collected, hint, cells)


def _everyday(board: Blackboard, collected: Collected | None, hint: Roster | None, cells: int) -> None:
    """CP-SAT from a first roster, with a linear program beside it or, on one thread, before it."""
    threads = board.options.threads
    beside = LEAST < cells <= SMALL and threads > 1

    def whole(own_threads: int) -> None:
        if collected is not None and hint is None:
            _first(board, collected)
        if not beside:
            _linear(board, cells, ALONE)
        if board.go_on():
            cp_sat(board, own_threads, hint or board.roster)

    if beside:
        _both(board, lambda: _linear(board, cells), lambda: whole(threads - 1), HEAD_START)
    else:
        _guarded(board, lambda: whole(threads))


def _person_by_person(board: Blackboard, collected: Collected, hint: Roster | None, cells: int) -> None:
    """Paths, as far as they come by themselves, then CP-SAT from their best roster; beside it where little is asked."""
    # Loaded late: compiled code takes a while to load, and the pages never search.
    from scheduling.solver.paths.search import PathSearch

    threads, tiny = board.options.threads, cells <= TINY
    if collected.left_out:
        codes = ", ".join(sorted({setting.code for setting in collected.left_out}))
        board.note(f"Paths: the bound leaves out {codes}.")

    def paths(own_threads: int) -> None:
        search = PathSearch(board, collected)
        meanwhile = None if tiny else partial(_linear, board, cells, BEFORE_PATHS)
        search.run(threads=own_threads, others_follow=tiny, hint=hint, meanwhile=meanwhile)
        _linear(board, cells, 1.0 if own_threads < threads else ALONE)

    if tiny and threads > 1:
        _both(board, lambda: paths(1), lambda: cp_sat(board, threads - 1, hint))
    else:
        _guarded(board, lambda: paths(threads))
    if board.go_on():
        _guarded(board, lambda: cp_sat(board, threads, board.roster))


def _linear(board: Blackboard, cells: int, share: float = 1.0) -> None:
    """A linear program for a share of the time left, where the plan is small."""
    program = linear_search(board) if LEAST < cells <= SMALL and board.go_on() else None
    if program is not None and board.go_on():
        program.run(share * board.seconds_left)


def _first(board: Blackboard, collected: Collected) -> None:
    from scheduling.solver.paths.search import PathSearch

    PathSearch(board, collected).first()


def _both(board: Blackboard, beside: Step, step: Step, head_start: float = 0.0) -> None:
    """Both at once, until both are over; one may begin some seconds earlier."""
    other = threading.Thread(target=_guarded, args=(board, beside), daemon=True)
    other.start()
    other.join(head_start)
    if board.go_on():
        _guarded(board, step)
    other.join()


def _guarded(board: Blackboard, step: Step) -> None:
    """An error ends the whole search and is raised where it was asked for."""
    try:
        step()
    except Exception as failure:
        board.fail(failure)
