"""Start, watch and cancel runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from uuid import uuid4

from scheduling.domain.errors import IllegalTransition, InvalidInput, QueueUnavailable
from scheduling.domain.problem import Problem
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.services.endings import NOT_STARTED
from scheduling.services.ports import RunQueue, Transactions, UnitOfWork
from scheduling.services.records import Ending, ProfileRecord, ProgressRecord, RunRecord
from scheduling.services.snapshot import Snapshot, fingerprint, to_text

SITE_DEFAULT = "Settings as they are"


@dataclass(frozen=True)
class LiveRun:
    """What the page polls: a run and how objective and bound have moved."""

    run: RunRecord
    progress: Sequence[ProgressRecord]


class RunService:
    def __init__(self, transactions: Transactions, queue: RunQueue) -> None:
        self._transactions, self._queue = transactions, queue

    def submit(
        self, actor: str, schedule_id: str, profile_id: str | None = None, options: SolveOptions | None = None
    ) -> RunRecord:
        """Store a run with a snapshot of its inputs, commit, then queue it. Never waits for the solver.

        Without a profile the site's default one counts; `options` take the place of the profile's own.
        A queue that is away makes the run FAILED at once, with a reason; nothing is raised then.

        Raises
        ------
        NotFound
            When the week or the profile does not exist (any more).
        InvalidInput
            When there is nothing to schedule or a rule setting is invalid.
        """
        with self._transactions() as work:
            run, snapshot = self._prepare(work, actor, schedule_id, profile_id, options)
            work.runs.add(run, to_text(snapshot))
            site = work.schedules.get(schedule_id).site
            work.log.add(actor, "run started", run.id, {"profile": run.profile_name}, site)
            work.commit()
        try:
            message = self._queue.enqueue(run.id)
        except QueueUnavailable as error:
            return self._failed(run.id, str(error))
        with self._transactions() as work:
            work.runs.set_message(run.id, message)
            work.commit()
        return replace(run, message_id=message)

    def _prepare(
        self, work: UnitOfWork, actor: str, schedule_id: str, profile_id: str | None, options: SolveOptions | None
    ) -> tuple[RunRecord, Snapshot]:
        problem, settings = work.problems.load(schedule_id)
        _refuse_empty(problem)
        profile = _profile(work, schedule_id, profile_id)
        weights: Mapping[str, int] = {} if profile is None else profile.weights
        effective = tuple(weighed(setting, weights) for setting in settings)
        apply_settings(problem, effective)
        chosen = options or (profile.options if profile else SolveOptions())
        run = RunRecord(
            id=uuid4().hex,
            schedule=schedule_id,
            profile=profile.id if profile else None,
            profile_name=profile.name if profile else SITE_DEFAULT,
            options=chosen,
            snapshot_hash=fingerprint(problem, effective),
            code_version=_code_version(),
            requested_by=actor,
            created_at=datetime.now(UTC),
        )
        return run, Snapshot(problem, effective, chosen)

    def _failed(self, run_id: str, reason: str) -> RunRecord:
        with self._transactions() as work:
            work.runs.end_waiting(run_id, datetime.now(UTC), Ending(RunStatus.FAILED, reason=reason))
            run = work.runs.get(run_id)
            work.commit()
        return run

    def cancel(self, actor: str, run_id: str) -> None:
        """Cancel a run that waits, or ask a running one to stop.

        Raises
        ------
        IllegalTransition
            When the run has ended already.
        """
        with self._transactions() as work:
            run = work.runs.get(run_id)
            before_start = Ending(RunStatus.CANCELLED, reason=NOT_STARTED)
            if not (work.runs.end_waiting(run_id, datetime.now(UTC), before_start) or work.runs.request_cancel(run_id)):
                raise IllegalTransition(f"This run is {run.status.value} already; there is nothing left to cancel.")
            work.log.add(actor, "run cancelled", run_id, site=work.schedules.get(run.schedule).site)
            work.commit()

    def of_schedule(self, schedule_id: str) -> Sequence[RunRecord]:
        """The runs of a week, newest first."""
        with self._transactions() as work:
            return work.runs.of_schedule(schedule_id)

    def live(self, run_id: str) -> LiveRun:
        """State and progress of one run."""
        with self._transactions() as work:
            return LiveRun(work.runs.get(run_id), work.runs.progress(run_id))

    def any_active(self, schedule_id: str) -> bool:
        """Whether a run of this week waits or runs."""
        active = (RunStatus.PENDING, RunStatus.RUNNING)
        return any(run.status in active for run in self.of_schedule(schedule_id))


def _refuse_empty(problem: Problem) -> None:
    if not problem.employees:
        raise InvalidInput(f"{problem.name} has no people; add them on the Team page first.")
    if not any(shift.demands for shift in problem.shifts):
        raise InvalidInput(
            f"{problem.name} has no planned shifts that want anybody; plan them on the Demand page first."
        )


def _profile(work: UnitOfWork, schedule_id: str, profile_id: str | None) -> ProfileRecord | None:
    if profile_id is not None:
        return work.rules.profile(profile_id)
    profiles = work.rules.profiles(work.schedules.get(schedule_id).site)
    return next((profile for profile in profiles if profile.is_default), None)


def weighed(setting: RuleSetting, weights: Mapping[str, int]) -> RuleSetting:
    """The setting with the profile's weight; a hard one stays hard."""
    return setting if setting.hard else replace(setting, weight=weights.get(setting.id, setting.weight))


def _code_version() -> str:
    try:
        return version("shiftwright")
    except PackageNotFoundError:
        return "source"
