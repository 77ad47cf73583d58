"""Apply a candidate: the one step that writes assignments."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduling.checker import score
from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput, NotFound
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import RunStatus
from scheduling.domain.settings import RuleSetting
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import AssignmentRecord, RunRecord, ScheduleStatus
from scheduling.services.snapshot import fingerprint, from_text

MOST_NAMED = 3


@dataclass(frozen=True)
class Preview:
    """What applying would do. `stale` says that the inputs have changed since the run started."""

    run: RunRecord
    problem: Problem
    added: Sequence[AssignmentRecord]
    removed: Sequence[AssignmentRecord]
    kept: Sequence[AssignmentRecord]
    stale: bool
    broken: Sequence[str]


class ApplyService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def preview(self, run_id: str, *, overwrite: bool) -> Preview:
        """What `apply` would write now.

        Without `overwrite` everything that is applied stays, and only what fits beside it is added.

        Raises
        ------
        NotFound, IllegalTransition
            When the run is gone, has not completed, or has no candidate.
        """
        with self._transactions() as work:
            return _preview(work, run_id, overwrite)

    def apply(self, actor: str, run_id: str, *, overwrite: bool, accept_stale: bool = False) -> int:
        """Write the run's best candidate, all or nothing; applying twice is applying once. Returns the number added.

        Raises
        ------
        Conflict
            When the inputs changed since the run and `accept_stale` is not set.
        InvalidInput
            When the roster would break a hard rule today.
        """
        with self._transactions() as work:
            preview = _preview(work, run_id, overwrite)
            if preview.stale and not accept_stale:
                raise Conflict(
                    "People, demand or rules have changed since this run started. Run again, or confirm that the "
                    "roster is to be applied all the same."
                )
            if preview.broken:
                places = "; ".join(preview.broken[:MOST_NAMED])
                raise InvalidInput(f"Applied today this roster would break hard rules: {places}. Run again first.")
            schedule = work.schedules.get(preview.run.schedule)
            if schedule.status is not ScheduleStatus.DRAFT:
                raise IllegalTransition(f"{schedule.name} is {schedule.status.value}; only a draft can be filled.")
            work.assignments.replace(schedule.id, [*preview.kept, *preview.added])
            numbers = {"added": len(preview.added), "removed": len(preview.removed), "kept": len(preview.kept)}
            work.log.add(actor, "roster applied", run_id, dict(numbers), schedule.site)
            work.commit()
        return len(preview.added)


def _preview(work: UnitOfWork, run_id: str, overwrite: bool) -> Preview:
    run, candidate = work.runs.get(run_id), work.runs.best_candidate(run_id)
    if run.status is not RunStatus.COMPLETED:
        raise IllegalTransition(f"This run is {run.status.value}; only a completed run can be applied.")
    if candidate is None:
        raise NotFound("This run has no roster to apply.")
    problem, today = work.problems.load(run.schedule)
    settings = from_text(work.runs.snapshot(run_id)).settings
    wanted = {
        (shift, employee): AssignmentRecord(shift, employee, role, run=run.id)
        for employee, shift, role in candidate.assignments
        if shift in problem.shift_by_id and employee in problem.employee_by_id
    }
    present = {(row.planned_shift, row.employee): row for row in work.assignments.of_schedule(run.schedule)}
    kept, added = _merge(problem, present, wanted, overwrite)
    removed = [row for at, row in present.items() if at not in {(k.planned_shift, k.employee) for k in kept}]
    roster = frozenset(Assignment(r.employee, r.planned_shift, r.role) for r in [*kept, *added])
    return Preview(
        run=run,
        problem=problem,
        added=added,
        removed=removed,
        kept=kept,
        stale=_stale(run, problem, today, settings) or len(wanted) < len(candidate.assignments),
        broken=_broken(problem, roster, settings),
    )


_At = tuple[str, str]


def _merge(
    problem: Problem, present: dict[_At, AssignmentRecord], wanted: dict[_At, AssignmentRecord], overwrite: bool
) -> tuple[list[AssignmentRecord], list[AssignmentRecord]]:
    """What stays and what comes. Without overwriting, newcomers give way on days that a person already works."""
    if overwrite:
        kept = [row for at, row in present.items() if at in wanted and row.role == wanted[at].role]
        same = {(row.planned_shift, row.employee) for row in kept}
        return kept, [row for at, row in wanted.items() if at not in same]
    taken = {(row.employee, problem.shift_by_id[row.planned_shift].date) for row in present.values()}
    added = [
        row
        for at, row in wanted.items()
        if at not in present and (row.employee, problem.shift_by_id[row.planned_shift].date) not in taken
    ]
    return list(present.values()), added


def _stale(run: RunRecord, problem: Problem, today: Sequence[RuleSetting], settings: Sequence[RuleSetting]) -> bool:
    """Whether today's inputs, under the run's weights, differ from those that the run was given."""
    weights = {setting.id: setting.weight for setting in settings}
    same_weights = tuple(
        setting
        if setting.hard or weights.get(setting.id) is None
        else RuleSetting(setting.id, setting.code, weights[setting.id], setting.scope, setting.params, setting.enabled)
        for setting in today
    )
    return fingerprint(problem, same_weights) != run.snapshot_hash


def _broken(problem: Problem, roster: Roster, settings: Sequence[RuleSetting]) -> Sequence[str]:
    return [violation.message for violation in score(problem, roster, settings).violations if violation.hard]
