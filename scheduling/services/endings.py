"""How a run ends: with what its search returned, or with what is stored of it when the search cannot tell any more."""

from dataclasses import replace

from scheduling.domain.runs import RunStatus, SolveResult, SolveStatus
from scheduling.services.explanations import to_text
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import Ending, RunRecord
from scheduling.services.snapshot import code_version

NOT_STARTED = "Cancelled before it started."
CANCELLED = "Cancelled while it ran."
KEPT = "The best roster so far was kept."
USABLE = "The best roster so far was kept; it can be applied, or the run continued from it."
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
    why = "" if result.explanation is None else to_text(result.explanation)
    return Ending(RunStatus.FAILED, *numbers, NOTHING_YET if run.finish_requested else result.reason, why)


def of_stored(work: UnitOfWork, run: RunRecord, reason: str = "") -> Ending:
    """The ending with the best stored candidate; `reason` says why nothing more comes, unless somebody asked for it."""
    best, bound = work.runs.best_candidate(run.id), _best_bound(work, run)
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


def of_waiting(work: UnitOfWork, run: RunRecord) -> Ending:
    """The ending of a run that is cancelled while it waits; one that waits again has what earlier attempts found."""
    if run.attempt == 0:
        return Ending(RunStatus.CANCELLED, reason=NOT_STARTED)
    return of_stored(work, replace(run, cancel_requested=True))


def broken_off(work: UnitOfWork, run: RunRecord, reason: str) -> Ending:
    """FAILED for a reason that speaks against none of its rosters: the best one stays, to be used."""
    stored = of_stored(work, run)
    kept = "" if stored.objective is None else f" {USABLE}"
    return Ending(RunStatus.FAILED, SolveStatus.ERROR, stored.objective, stored.bound, reason + kept)


def known_bound(work: UnitOfWork, run: RunRecord) -> int | None:
    """What earlier attempts have proven, and the run that this one continues; what another version says counts not."""
    before = [run] if run.continues is None else [run, work.runs.get(run.continues)]
    bounds = [_best_bound(work, one) for one in before if one.code_version == code_version()]
    return max((bound for bound in bounds if bound is not None), default=None)


def _best_bound(work: UnitOfWork, run: RunRecord) -> int | None:
    """The best bound that any attempt at this run has proven."""
    bounds = [run.bound, *(step.bound for step in work.runs.progress(run.id))]
    return max((bound for bound in bounds if bound is not None), default=None)
