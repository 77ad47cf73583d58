"""Which strategies search, and with how many threads.

CP-SAT knows every rule and proves small problems; paths give bounds and rosters where rules concern one person at
a time. With one thread they take turns: paths first, as far as they come by themselves.
"""

import threading
from collections.abc import Callable

from scheduling.domain.roster import Roster
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.cp_sat import CpSat

SMALL, TINY = 6000, 400
"""Cells (people × shifts) up to which CP-SAT takes part from the beginning: where paths leave rules out, and anyway."""


def search(board: Blackboard, hint: Roster | None) -> None:
    """Run the strategies that fit the problem until the board says that it is over; errors are on the board."""
    # Loaded late: compiled code takes a second to load, and the pages never search.
    from scheduling.solver.paths.search import PathSearch, stated

    if hint is not None:
        board.offer(hint)
    threads, collected = board.options.threads, stated(board)
    if collected is None:
        _guarded(board, lambda: CpSat(board, threads, hint).run())
        return
    cells = len(board.problem.employees) * len(board.problem.shifts)
    all_rules = cells <= (SMALL if collected.left_out else TINY)
    paths = PathSearch(board, collected)
    if threads == 1 or not all_rules:
        _guarded(board, lambda: paths.run(threads=threads, others_follow=all_rules))
    else:
        beside = threading.Thread(
            target=_guarded, args=(board, lambda: paths.run(threads=1, others_follow=True)), daemon=True
        )
        beside.start()
        _guarded(board, lambda: CpSat(board, threads - 1, hint).run())
        beside.join()
    if board.go_on():
        _guarded(board, lambda: CpSat(board, threads, board.roster).run())


def _guarded(board: Blackboard, step: Callable[[], object]) -> None:
    """An error ends the whole search and is raised where it was asked for."""
    try:
        step()
    except Exception as failure:
        board.fail(failure)
