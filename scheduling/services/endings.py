"""How a run ends: with what its search returned, or with what is stored of it when the search cannot tell any more."""

from scheduling.domain.runs import RunStatus, SolveResult, SolveStatus
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import Ending, RunRecord

NOT_STARTED = "Cancelled before it started."
CANCELLED = "Cancelled while it ran."
KEPT = "The best roster so far was kept."
FINISHED = "Finished early, as asked for, with the best roster found so far."
NOTHING_YET = "Finished early, as asked for, before any roster was found. Run again and allow more time."


def of_result(run: RunRecord, result: SolveResult) -> Ending:
    """The ending of a search that came to its own end, or was stopped as the run asks for."""
    roster = result.roster is not None
    numbers = result.status, result.objective, result.bound
    if run.cancel_requested:
        return Ending(RunStatus.CANCELLED, *numbers, f"{CANCELLED} {KEPT}" if roster else CANCELLED)
    if roster:
        early = run.finish_requested and result.status is not SolveStatus.OPTIMAL
        return Ending(RunStatus.COMPLETED, *numbers, FINISHED if early else "")
    return Ending(RunStatus.FAILED, *numbers, NOTHING_YET if run.finish_requested else result.reason)


def of_stored(work: UnitOfWork, run: RunRecord, reason: str = "") -> Ending:
    """The ending with the best stored candidate; `reason` says why nothing more comes, unless somebody asked for it."""
    best, bound = work.runs.best_candidate(run.id), _bound(work, run.id)
    if best is None:
        status = SolveStatus.NO_SOLUTION_FOUND
        if run.cancel_requested:
            return Ending(RunStatus.CANCELLED, status, None, bound, CANCELLED)
        return Ending(RunStatus.FAILED, status, None, bound, NOTHING_YET if run.finish_requested else reason)
    proven = bound is not None and bound >= best.penalty
    numbers = SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE, best.penalty, bound
    if run.cancel_requested:
        return Ending(RunStatus.CANCELLED, *numbers, f"{CANCELLED} {KEPT}")
    return Ending(RunStatus.COMPLETED, *numbers, FINISHED if run.finish_requested else reason)


def _bound(work: UnitOfWork, run_id: str) -> int | None:
    """The best bound that any attempt has proven."""
    return max((step.bound for step in work.runs.progress(run_id) if step.bound is not None), default=None)
