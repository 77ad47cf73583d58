"""The one door to the solver."""

from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from scheduling.domain.errors import ShiftwrightError
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import Found, Progress, SolveOptions, SolveResult, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.solver.explain import why_infeasible
from scheduling.solver.search import Search


def solve(
    problem: Problem,
    settings: Iterable[RuleSetting],
    options: SolveOptions,
    *,
    on_found: Callable[[Found], None] = lambda found: None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
    hint: Roster | None = None,
) -> SolveResult:
    """Find the roster with the lowest penalty that breaks no hard rule, and prove how good it is.

    Parameters
    ----------
    on_found
        Hears of every improving roster, already scored by the check.
    on_progress
        Hears of every change of objective or bound. Both listeners may be called on another thread.
    should_stop
        Asked about ten times a second; True ends the search with the best roster so far.
    hint
        A roster to start from.

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
    settings = tuple(settings)
    search = Search(problem, settings, options, on_found, on_progress, should_stop)
    if hint is not None:
        search.model.hint(hint)
    status = search.run()
    if status == cp_model.MODEL_INVALID:
        raise ShiftwrightError(f"The solver refused the model: {search.model.cp.validate()}")
    return _result(search, status, settings)


def _result(search: Search, status: cp_model.CpSolverStatus, settings: tuple[RuleSetting, ...]) -> SolveResult:
    if search.score is not None:
        proven = search.bound is not None and search.bound >= search.score.penalty
        found = SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE
        return SolveResult(found, search.roster, search.score, search.bound, search.seconds)
    if status == cp_model.INFEASIBLE:
        reason = why_infeasible(search.problem, settings)
        return SolveResult(SolveStatus.INFEASIBLE, None, None, None, search.seconds, reason)
    reason = f"No roster was found within {search.seconds:.0f} s, and none was ruled out; allow more time."
    return SolveResult(SolveStatus.NO_SOLUTION_FOUND, None, None, search.bound, search.seconds, reason)
