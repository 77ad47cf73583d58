"""Start, watch, finish, cancel and continue runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from uuid import uuid4

from scheduling.domain.errors import IllegalTransition, InvalidInput, QueueUnavailable
from scheduling.domain.problem import Problem
from scheduling.domain.runs import Priority, RunStatus, SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.services.endings import NOT_STARTED, of_stored
from scheduling.services.ports import RunQueue, Transactions, UnitOfWork
from scheduling.services.records import Ending, NoteRecord, ProfileRecord, ProgressRecord, RunRecord
from scheduling.services.snapshot import Snapshot, fingerprint, to_text
from scheduling.services.turns import Turn, turn_of
from scheduling.services.twins import refuse_twin, refuse_useless

SITE_DEFAULT = "Settings as they are"


@dataclass(frozen=True)
class LiveRun:
    """What the page polls: a run, how objective and bound have moved, and what it tells of itself.

    `turn` is its place in the queue while it waits, else None.
    """

    run: RunRecord
    progress: Sequence[ProgressRecord]
    notes: Sequence[NoteRecord] = ()
    turn: Turn | None = None


class RunService:
    """`reading` opens transactions that only read, and wait for no writer; without it, the others serve."""

    def __init__(self, transactions: Transactions, queue: RunQueue, reading: Transactions | None = None) -> None:
        self._transactions, self._queue, self._reading = transactions, queue, reading or transactions

    def submit(
        self,
        actor: str,
        schedule_id: str,
        profile_id: str | None = None,
        options: SolveOptions | None = None,
        *,
        priority: Priority = Priority.INTERACTIVE,
        again: bool = False,
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
        AlreadyRun
            When the same inputs, profile and seed are being searched, or were for as long; never with `again`.
        """
        with self._transactions() as work:
            # Of two presses at once, the second must see the first one's run.
            work.assignments.lock(schedule_id)
            run, snapshot = self._prepare(work, actor, schedule_id, profile_id, options)
            if not again:
                refuse_twin(run, work.runs.of_schedule(schedule_id))
            self._add(work, replace(run, priority=priority), to_text(snapshot), "run started")
        return self._enqueue(replace(run, priority=priority))

    def go_on(self, actor: str, run_id: str, seconds: int) -> RunRecord:
        """Search further from the best roster of a run that has ended, on the same inputs: a new run.

        Raises
        ------
        IllegalTransition
            When the run goes on, found no roster, or has proven that none is better.
        InvalidInput
            When the time limit is out of range.
        """
        with self._transactions() as work:
            before = work.runs.get(run_id)
            refuse_useless(before, found=work.runs.best_candidate(run_id) is not None)
            run = RunRecord(
                id=uuid4().hex,
                schedule=before.schedule,
                profile=before.profile,
                profile_name=before.profile_name,
                options=replace(before.options, time_limit=seconds),
                snapshot_hash=before.snapshot_hash,
                code_version=_code_version(),
                requested_by=actor,
                created_at=datetime.now(UTC),
                continues=run_id,
            )
            self._add(work, run, work.runs.snapshot(run_id), "run continued")
        return self._enqueue(run)

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

    @staticmethod
    def _add(work: UnitOfWork, run: RunRecord, snapshot: str, action: str) -> None:
        work.runs.add(run, snapshot)
        site = work.schedules.get(run.schedule).site
        work.log.add(run.requested_by, action, run.id, {"profile": run.profile_name}, site)
        work.commit()

    def _enqueue(self, run: RunRecord) -> RunRecord:
        try:
            message = self._queue.enqueue(run.id)
        except QueueUnavailable as error:
            return self._failed(run.id, str(error))
        with self._transactions() as work:
            work.runs.set_message(run.id, message)
            work.commit()
        return replace(run, message_id=message)

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
            run, ending = work.runs.get(run_id), Ending(RunStatus.CANCELLED, reason=NOT_STARTED)
            if not (work.runs.end_waiting(run_id, datetime.now(UTC), ending) or work.runs.request_cancel(run_id)):
                raise IllegalTransition(f"This run is {run.status.value} already; there is nothing left to cancel.")
            work.log.add(actor, "run cancelled", run_id, site=work.schedules.get(run.schedule).site)
            work.commit()

    def finish(self, actor: str, run_id: str) -> None:
        """End a run now with the best roster it has; one that waits and has none is cancelled.

        Raises
        ------
        IllegalTransition
            When the run has ended already.
        """
        with self._transactions() as work:
            run = work.runs.get(run_id)
            ending = of_stored(work, replace(run, finish_requested=True))
            if ending.objective is None:
                ending = Ending(RunStatus.CANCELLED, reason=NOT_STARTED)
            if not (work.runs.end_waiting(run_id, datetime.now(UTC), ending) or work.runs.request_finish(run_id)):
                raise IllegalTransition(f"This run is {run.status.value} already; there is nothing left to finish.")
            work.log.add(actor, "run finished early", run_id, site=work.schedules.get(run.schedule).site)
            work.commit()

    def of_schedule(self, schedule_id: str) -> Sequence[RunRecord]:
        """The runs of a week, newest first."""
        with self._reading() as work:
            return work.runs.of_schedule(schedule_id)

    def live(self, run_id: str) -> LiveRun:
        """State, progress, notes and place in the queue of one run."""
        with self._reading() as work:
            run = work.runs.get(run_id)
            turn = turn_of(work, run) if run.status is RunStatus.PENDING else None
            return LiveRun(run, work.runs.progress(run_id), work.runs.notes(run_id), turn)

    def any_active(self, schedule_id: str) -> bool:
        """Whether a run of this week waits or runs."""
        return any(not run.status.terminal for run in self.of_schedule(schedule_id))


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
