"""The roster that a search starts from: what was found before for the same, or nearby."""

from scheduling.checker import score
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.domain.settings import QUESTION, REPAIR
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import CandidateRecord, RunRecord
from scheduling.services.snapshot import Snapshot

HINTED = "starting from the best roster so far"
"""What a run notes of itself when its search starts from a roster."""


def starting_roster(work: UnitOfWork, run: RunRecord, snapshot: Snapshot) -> Roster | None:
    """The best roster of earlier attempts, else of the run that this one continues, else of its sweep.

    A repair starts from the draft. Runs of a sweep search the same week under other weights: of what they have found
    until now, the roster that costs least under this run's own.
    """
    best = work.runs.best_candidate(run.id)
    if best is None and run.continues is not None:
        best = work.runs.best_candidate(run.continues)
    if best is not None:
        return _roster(best)
    return repaired(snapshot) or _of_sweep(work, run, snapshot)


def asked_about(work: UnitOfWork, run: RunRecord, snapshot: Snapshot) -> Roster | None:
    """The roster that a run's question is about, or that it repairs; None where it does neither."""
    if (draft := repaired(snapshot)) is not None:
        return draft
    if run.continues is None or all(setting.id != QUESTION for setting in snapshot.settings):
        return None
    best = work.runs.best_candidate(run.continues)
    return None if best is None else _roster(best)


def repaired(snapshot: Snapshot) -> Roster | None:
    """The draft that a run repairs; one that is only completed may be empty, and worse to start from than nothing."""
    repairs = any(setting.id == REPAIR for setting in snapshot.settings)
    return frozenset(snapshot.problem.draft) if repairs and snapshot.problem.draft is not None else None


def _of_sweep(work: UnitOfWork, run: RunRecord, snapshot: Snapshot) -> Roster | None:
    found = [work.runs.best_candidate(sibling) for sibling in work.sweeps.siblings(run.id)]
    rosters = {_roster(candidate) for candidate in found if candidate is not None}
    judged = [(score(snapshot.problem, roster, snapshot.settings), roster) for roster in rosters]
    fair = [(verdict.penalty, sorted(roster), roster) for verdict, roster in judged if not verdict.hard]
    return min(fair)[2] if fair else None


def _roster(candidate: CandidateRecord) -> Roster:
    return frozenset(Assignment(*row) for row in candidate.assignments)
