"""Which strategies search, and with how many threads.

CP-SAT knows every rule and proves everyday weeks by itself; paths give bounds and rosters where rules concern one
person at a time. With one thread they take turns: paths first, as far as they come by themselves.
"""

import threading
from collections.abc import Callable

from scheduling.domain.roster import Roster
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.cp_sat import CpSat

SMALL, TINY = 6000, 400
"""Cells (people × shifts) up to which CP-SAT searches alone where paths leave rules out, and beside paths elsewhere."""


def search(board: Blackboard, hint: Roster | None) -> None:
    """Run the strategies that fit the problem until the board says that it is over; errors are on the board."""
    # Loaded late: compiled code takes a second to load, and the pages never search.
    from scheduling.solver.paths.search import PathSearch, stated

    if hint is not None:
        board.offer(hint)
        if not board.go_on():
            return
    threads, collected = board.options.threads, stated(board)
    cells = len(board.problem.employees) * len(board.problem.shifts)
    if collected is None or (collected.left_out and cells <= SMALL):
        if collected is not None and hint is None:
            _guarded(board, lambda: PathSearch(board, collected).first())
        if board.go_on():
            _guarded(board, lambda: CpSat(board, threads, hint or board.roster).run())
        return
    if collected.left_out:
        codes = ", ".join(sorted({setting.code for setting in collected.left_out}))
        board.note(f"Paths: the bound leaves out {codes}.")

    def paths(own_threads: int) -> None:
        PathSearch(board, collected).run(threads=own_threads, others_follow=cells <= TINY, hint=hint)

    if cells <= TINY and threads > 1:
        beside = threading.Thread(target=_guarded, args=(board, lambda: paths(1)), daemon=True)
        beside.start()
        _guarded(board, lambda: CpSat(board, threads - 1, hint).run())
        beside.join()
    else:
        _guarded(board, lambda: paths(threads))
    if board.go_on():
        _guarded(board, lambda: CpSat(board, threads, board.roster).run())


def _guarded(board: Blackboard, step: Callable[[], object]) -> None:
    """An error ends the whole search and is raised where it was asked for."""
    try:
        step()
    except Exception as failure:
        board.fail(failure)
