"""Apply a candidate: the one step that writes assignments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.checker import score
from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotFound
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.runs import RunStatus
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import AssignmentRecord, CandidateRecord, RunRecord, ScheduleRecord, ScheduleStatus
from scheduling.services.runs import SITE_DEFAULT, weighed
from scheduling.services.snapshot import Snapshot, changed_inputs, from_text

MOST_NAMED = 3
APPLICABLE = (RunStatus.COMPLETED, RunStatus.CANCELLED)


@dataclass(frozen=True)
class Preview:
    """What applying would do.

    `changes` names the inputs that differ from those the run was given, `broken` the hard rules that the week
    would break today, one sentence each. `left_out` counts what does not fit beside the assignments that stay.
    """

    run: RunRecord
    schedule: ScheduleRecord
    problem: Problem
    added: Sequence[AssignmentRecord]
    removed: Sequence[AssignmentRecord]
    kept: Sequence[AssignmentRecord]
    changes: Sequence[str]
    broken: Sequence[str]
    left_out: int


class ApplyService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def preview(self, run_id: str, *, overwrite: bool, candidate_id: str | None = None) -> Preview:
        """What `apply` would write now, of this candidate or the run's best.

        Without `overwrite` everything that is applied stays, and a person gets nothing new on a date that they
        already work.

        Raises
        ------
        NotFound, IllegalTransition
            When the run is gone, has not ended with a roster, or has no such candidate.
        """
        with self._transactions() as work:
            return _preview(work, run_id, overwrite, candidate_id)

    def apply(
        self,
        actor: str,
        run_id: str,
        *,
        overwrite: bool,
        accept_stale: bool = False,
        candidate_id: str | None = None,
    ) -> int:
        """Write a candidate, all or nothing; applying twice is applying once. Returns the number added.

        Raises
        ------
        Conflict
            When the inputs changed since the run and `accept_stale` is not set.
        InvalidInput
            When the week would break a hard rule today.
        IllegalTransition
            When the week is no draft, or the run has not ended with a roster.
        """
        with self._transactions() as work:
            work.assignments.lock(work.runs.get(run_id).schedule)
            preview = _preview(work, run_id, overwrite, candidate_id)
            _refuse(preview, accept_stale)
            if preview.added or preview.removed:
                work.assignments.replace(preview.schedule.id, [*preview.kept, *preview.added])
                numbers = {"added": len(preview.added), "removed": len(preview.removed), "kept": len(preview.kept)}
                work.log.add(actor, "roster applied", run_id, dict(numbers), preview.schedule.site)
                work.commit()
        return len(preview.added)


def _refuse(preview: Preview, accept_stale: bool) -> None:
    schedule = preview.schedule
    if schedule.status is not ScheduleStatus.DRAFT:
        raise IllegalTransition(f"{schedule.name} is {schedule.status.value}; only a draft can be filled.")
    if preview.changes and not accept_stale:
        raise Conflict(
            f"Since this run started, something has changed: {', '.join(preview.changes)}. Run again, or confirm that "
            "the roster is to be applied all the same."
        )
    if preview.broken:
        places = "; ".join(preview.broken[:MOST_NAMED])
        raise InvalidInput(f"Applied today this roster would break hard rules: {places}. Run again first.")


def _preview(work: UnitOfWork, run_id: str, overwrite: bool, candidate_id: str | None) -> Preview:
    run = work.runs.get(run_id)
    candidate = _candidate(work, run, candidate_id)
    problem, settings = work.problems.load(run.schedule)
    snapshot = from_text(work.runs.snapshot(run_id))
    today = _todays(work, run, settings, snapshot)
    wanted = [
        AssignmentRecord(shift, employee, role, run=run.id)
        for employee, shift, role in candidate.assignments
        if shift in problem.shift_by_id and employee in problem.employee_by_id
    ]
    present = work.assignments.of_schedule(run.schedule)
    kept, added = _replaced(present, wanted) if overwrite else _filled(problem, present, wanted)
    stays = set(kept)
    return Preview(
        run=run,
        schedule=work.schedules.get(run.schedule),
        problem=problem,
        added=added,
        removed=[row for row in present if row not in stays],
        kept=kept,
        changes=changed_inputs(snapshot, problem, today),
        broken=_broken(problem, [*kept, *added], today),
        left_out=len({_place(row) for row in wanted} - {_place(row) for row in (*kept, *added)}),
    )


def _candidate(work: UnitOfWork, run: RunRecord, candidate_id: str | None) -> CandidateRecord:
    if run.status not in APPLICABLE:
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


_Rows = list[AssignmentRecord]


def _place(row: AssignmentRecord) -> tuple[str, str, str]:
    return row.planned_shift, row.employee, row.role


def _replaced(present: Sequence[AssignmentRecord], wanted: Sequence[AssignmentRecord]) -> tuple[_Rows, _Rows]:
    """What stays and what comes when the candidate takes the place of everything."""
    wishes, there = {_place(row) for row in wanted}, {_place(row) for row in present}
    return [row for row in present if _place(row) in wishes], [row for row in wanted if _place(row) not in there]


def _filled(
    problem: Problem, present: Sequence[AssignmentRecord], wanted: Sequence[AssignmentRecord]
) -> tuple[_Rows, _Rows]:
    """What stays and what comes when the candidate only fills in. A cancelled shift keeps nobody busy."""
    shifts = problem.shift_by_id
    busy = {(row.employee, shifts[row.planned_shift].date) for row in present if row.planned_shift in shifts}
    there = {(row.employee, row.planned_shift) for row in present}
    added = [
        row
        for row in wanted
        if (row.employee, row.planned_shift) not in there and (row.employee, shifts[row.planned_shift].date) not in busy
    ]
    return list(present), added


def _broken(problem: Problem, rows: _Rows, settings: Sequence[RuleSetting]) -> Sequence[str]:
    """Hard rules that the week would break; people who left and cancelled shifts are beyond judging."""
    roster = frozenset(
        Assignment(row.employee, row.planned_shift, row.role)
        for row in rows
        if row.employee in problem.employee_by_id and row.planned_shift in problem.shift_by_id
    )
    return [violation.message for violation in score(problem, roster, usable(settings)).violations if violation.hard]
