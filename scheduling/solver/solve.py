"""The one door to the solver."""

from collections.abc import Callable, Iterable

from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import Found, Progress, SolveOptions, SolveResult, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.explain import explain, in_words
from scheduling.solver.portfolio import search


def solve(
    problem: Problem,
    settings: Iterable[RuleSetting],
    options: SolveOptions,
    *,
    on_found: Callable[[Found], None] = lambda found: None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    on_note: Callable[[str], None] = lambda text: None,
    should_stop: Callable[[], bool] = lambda: False,
    hint: Roster | None = None,
    bound: int | None = None,
) -> SolveResult:
    """Find the roster with the lowest penalty that breaks no hard rule, and prove how good it is.

    Parameters
    ----------
    on_found
        Hears of every improving roster, already scored by the check.
    on_progress
        Hears of every change of objective or bound.
    on_note
        Hears in a sentence what the search turns to. All listeners may be called on another thread.
    should_stop
        Asked many times a second, by several threads; True ends the search with the best roster so far.
    hint
        A roster to start from.
    bound
        What an earlier search of the same has proven: no roster costs less.

    Returns
    -------
    SolveResult
        OPTIMAL only when objective and bound meet; a search that ends at its gap is FEASIBLE.

    Raises
    ------
    InvalidInput
        When a setting is invalid.
    ScoreMismatch
        When solver and check disagree about a roster.
    """
    board = Blackboard(problem, settings, options, on_found, on_progress, on_note, should_stop)
    if bound is not None:
        board.raise_bound(bound)
    search(board, hint)
    if board.failure is not None:
        raise board.failure
    return _result(board)


def _result(board: Blackboard) -> SolveResult:
    if board.score is not None:
        proven = board.bound is not None and board.bound >= board.score.penalty
        status = SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE
        return SolveResult(status, board.roster, board.score, board.bound, board.seconds)
    if board.infeasible:
        board.note("Look for what clashes, and for what could be changed.")
        why = explain(board.problem, board.settings, threads=board.options.threads)
        return SolveResult(SolveStatus.INFEASIBLE, None, None, None, board.seconds, in_words(why), why)
    reason = f"No roster was found within {board.seconds:.0f} s, and none was ruled out; allow more time."
    return SolveResult(SolveStatus.NO_SOLUTION_FOUND, None, None, board.bound, board.seconds, reason)
