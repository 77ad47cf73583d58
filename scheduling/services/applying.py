"""Apply a candidate: see what that writes, then write it, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotFound
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.effects import Effect, effect
from scheduling.services.fitting import LeftOut, fit
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import AssignmentRecord, CandidateRecord, RunRecord, ScheduleRecord
from scheduling.services.runs import SITE_DEFAULT, weighed
from scheduling.services.saving import Why, number_of, save
from scheduling.services.snapshot import Snapshot, from_text
from scheduling.services.stale_inputs import stale_inputs
from scheduling.services.version_records import VersionKind

MOST_NAMED = 3


@dataclass(frozen=True)
class Preview:
    """What applying would write over the version that was `seen`.

    `rows` is the roster that is there then, of which `added` are new and `kept` are there already; `removed` go.
    `moved` pairs what goes with what comes for the same person on the same date, and is part of both. `left_out` is
    what cannot be written beside what stays, or would break a hard rule. `changes` tells what differs from the inputs
    that the run was given, one sentence each.
    """

    run: RunRecord
    candidate: str
    schedule: ScheduleRecord
    problem: Problem
    seen: int
    rows: Sequence[AssignmentRecord]
    added: Sequence[AssignmentRecord]
    removed: Sequence[AssignmentRecord]
    kept: Sequence[AssignmentRecord]
    moved: Sequence[tuple[AssignmentRecord, AssignmentRecord]]
    left_out: Sequence[LeftOut]
    changes: Sequence[str]
    effect: Effect

    @property
    def broken(self) -> Sequence[str]:
        """Hard rules that the week would break newly, one sentence each."""
        return [violation.message for violation in self.effect.newly_broken]


class ApplyService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def preview(self, actor: Actor, run_id: str, *, overwrite: bool, candidate_id: str | None = None) -> Preview:
        """What `apply` would write now, of this candidate or the run's best.

        Without `overwrite` everything that is pinned or made by hand stays, and the candidate is written around it.

        Raises
        ------
        NotFound, IllegalTransition
            When the run is gone, has not ended with a roster, or has no such candidate.
        """
        actor.must(Action.APPLY)
        with self._transactions() as work:
            return _preview(work, run_id, overwrite, candidate_id)

    def apply(
        self,
        actor: Actor,
        run_id: str,
        *,
        overwrite: bool,
        accept_stale: bool = False,
        candidate_id: str | None = None,
        reason: str = "",
        seen: int | None = None,
    ) -> int:
        """Write what fits of a candidate, all or nothing; applying twice is applying once. Returns the number added.

        `seen` is the version that was looked at; None takes whatever is there.

        Raises
        ------
        Conflict
            When the inputs changed since the run and `accept_stale` is not set, or somebody wrote another version
            since `seen`.
        InvalidInput
            When the week would newly break a hard rule, nothing fits, or a published week gets no reason.
        IllegalTransition
            When the week is archived, or the run has not ended with a roster.
        """
        actor.must(Action.APPLY)
        with self._transactions() as work:
            work.assignments.lock(work.runs.get(run_id).schedule)
            preview = _preview(work, run_id, overwrite, candidate_id)
            if preview.added or preview.removed or not preview.kept:
                _refuse(preview, accept_stale)
                why = Why(VersionKind.APPLY, reason, run_id, preview.candidate)
                save(work, actor, preview.schedule.id, preview.rows, seen, why)
                work.commit()
        return len(preview.added)


def _refuse(preview: Preview, accept_stale: bool) -> None:
    if preview.changes and not accept_stale:
        raise Conflict(
            f"Since this run started, something has changed: {_few(preview.changes)}. Run again, or confirm that what "
            "still fits of the roster is to be applied all the same."
        )
    if preview.left_out and not preview.rows:
        raise InvalidInput(f"Nothing of this roster fits: {_few([one.why for one in preview.left_out])}. Run again.")
    if preview.broken:
        raise InvalidInput(
            f"Applied today this roster would break hard rules: {_few(preview.broken)}. Run again first."
        )


def _few(sentences: Sequence[str]) -> str:
    more = len(sentences) - MOST_NAMED
    return "; ".join(sentences[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _preview(work: UnitOfWork, run_id: str, overwrite: bool, candidate_id: str | None) -> Preview:
    run = work.runs.get(run_id)
    candidate = _candidate(work, run, candidate_id)
    problem, settings = work.problems.load(run.schedule)
    snapshot = from_text(work.runs.snapshot(run_id))
    today = _todays(work, run, settings, snapshot)
    present = work.assignments.of_schedule(run.schedule)
    stays = [] if overwrite else [row for row in present if row.pinned or row.by_hand]
    asked = [Assignment(employee, shift, role) for employee, shift, role in candidate.assignments]
    found = fit(problem, usable(today), map(_assignment, stays), asked)
    rows = _rows(present, [*map(_assignment, stays), *found.fits], run)
    there = set(present)
    added, kept = [row for row in rows if row not in there], [row for row in rows if row in there]
    removed = [row for row in present if row not in kept]
    return Preview(
        run=run,
        candidate=candidate.id,
        schedule=work.schedules.get(run.schedule),
        problem=problem,
        seen=number_of(work.versions.newest(run.schedule)),
        rows=rows,
        added=added,
        removed=removed,
        kept=kept,
        moved=_moved(problem, removed, added),
        left_out=found.left_out,
        changes=stale_inputs(snapshot, problem, today),
        effect=effect(problem, today, present, rows),
    )


def _candidate(work: UnitOfWork, run: RunRecord, candidate_id: str | None) -> CandidateRecord:
    if not run.applicable:
        raise IllegalTransition(f"This run is {run.status.value}; only a run that ended with a roster can be applied.")
    candidate = work.runs.candidate(candidate_id) if candidate_id else work.runs.best_candidate(run.id)
    if candidate is None or candidate.run != run.id:
        raise NotFound("This run has no such roster. Choose another run.")
    return candidate


def _todays(
    work: UnitOfWork, run: RunRecord, settings: Sequence[RuleSetting], snapshot: Snapshot
) -> tuple[RuleSetting, ...]:
    """Today's settings under the run's profile as it is today, or as it was when it has been deleted since."""
    weights: Mapping[str, int] = {s.id: s.weight for s in snapshot.settings if s.weight is not None}
    if run.profile is not None:
        weights = work.rules.profile(run.profile).weights
    elif run.profile_name == SITE_DEFAULT:
        weights = {}
    return tuple(weighed(setting, weights) for setting in settings)


def _assignment(row: AssignmentRecord) -> Assignment:
    return Assignment(row.employee, row.planned_shift, row.role)


def _rows(present: Sequence[AssignmentRecord], wanted: Sequence[Assignment], run: RunRecord) -> list[AssignmentRecord]:
    """What is to be stored; what is there already keeps its pin and where it came from."""
    there = {_assignment(row): row for row in present}
    return [there.get(a) or AssignmentRecord(a.shift, a.employee, a.role, run=run.id) for a in wanted]


def _moved(
    problem: Problem, removed: Sequence[AssignmentRecord], added: Sequence[AssignmentRecord]
) -> list[tuple[AssignmentRecord, AssignmentRecord]]:
    """Pairs of what goes and what comes for one person on one date."""
    coming = {(row.employee, problem.shift_by_id[row.planned_shift].date): row for row in reversed(added)}
    pairs = []
    for row in removed:
        shift = problem.shift_by_id.get(row.planned_shift)
        new = coming.pop((row.employee, shift.date), None) if shift else None
        if new:
            pairs.append((row, new))
    return pairs
