"""Start, watch, finish, cancel and continue runs."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from scheduling.domain.clock import seconds_text
from scheduling.domain.errors import IllegalTransition, InvalidInput, QueueUnavailable, StorageUnavailable
from scheduling.domain.problem import Problem
from scheduling.domain.runs import Priority, RunStatus, SolveOptions, Variety, relative_gap
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.services.before_after import differing
from scheduling.services.discretion import public_run
from scheduling.services.endings import NOT_STARTED, of_stored, of_waiting
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import RunQueue, Transactions, UnitOfWork
from scheduling.services.records import Ending, NoteRecord, ProfileRecord, ProgressRecord, RunRecord
from scheduling.services.snapshot import Snapshot, code_version, fingerprint, to_text
from scheduling.services.turns import Turn, turn_of
from scheduling.services.twins import refuse_proven, refuse_twin, refuse_useless

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
        actor: Actor,
        schedule_id: str,
        profile_id: str | None = None,
        options: SolveOptions | None = None,
        *,
        priority: Priority = Priority.INTERACTIVE,
        again: bool = False,
        variety: Variety | None = None,
    ) -> RunRecord:
        """Store a run with a snapshot of its inputs, commit, then queue it. Never waits for the solver.

        Without a profile the site's default one counts; `options` take the place of the profile's own.
        With a `variety` other rosters are looked for beside the best.
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
        actor.must(Action.START_RUN)
        with self._transactions() as work:
            # Of two presses at once, the second must see the first one's run.
            work.assignments.lock(schedule_id)
            run, snapshot = self._prepare(work, actor, schedule_id, profile_id, options)
            run = replace(run, variety=variety)
            if not again and variety is None:
                refuse_twin(run, work.runs.of_schedule(schedule_id))
            self._add(work, actor, replace(run, priority=priority), to_text(snapshot), "run started")
        return self.enqueue(replace(run, priority=priority))

    def go_on(self, actor: Actor, run_id: str, seconds: int) -> RunRecord:
        """Search further from the best roster of a run that has ended, on the same inputs: a new run.

        Raises
        ------
        IllegalTransition
            When the run goes on, found no roster, or has proven that none is better.
        InvalidInput
            When the time limit is out of range.
        """
        actor.must(Action.START_RUN)
        with self._transactions() as work:
            before = work.runs.get(run_id)
            refuse_useless(before, found=work.runs.best_candidate(run_id) is not None)
            run = following(before, actor, seconds, found=True)
            self._add(work, actor, run, work.runs.snapshot(run_id), "run continued")
        return self.enqueue(run)

    def again(self, actor: Actor, run_id: str) -> RunRecord:
        """Search once more for what a run that has ended was to find, on the same inputs and from its best roster.

        Raises
        ------
        IllegalTransition
            When the run goes on, or has proven that there is nothing (better) to find.
        """
        actor.must(Action.START_RUN)
        with self._transactions() as work:
            before = work.runs.get(run_id)
            refuse_proven(before)
            found = work.runs.best_candidate(run_id) is not None
            run = following(before, actor, before.options.time_limit, found=found)
            self._add(work, actor, run, work.runs.snapshot(run_id), "run started again")
        return self.enqueue(run)

    def _prepare(
        self, work: UnitOfWork, actor: Actor, schedule_id: str, profile_id: str | None, options: SolveOptions | None
    ) -> tuple[RunRecord, Snapshot]:
        problem, settings = work.problems.load(schedule_id)
        refuse_empty(problem)
        profile = profile_of(work, schedule_id, profile_id)
        weights: Mapping[str, int] = {} if profile is None else profile.weights
        effective = tuple(weighed(setting, weights) for setting in settings)
        apply_settings(problem, effective)
        chosen = options or (profile.options if profile else SolveOptions())
        run = RunRecord(
            id=uuid4().hex,
            schedule=schedule_id,
            profile=profile.id if profile else None,
            profile_name=profile.name if profile else SITE_DEFAULT,
            profile_version=profile.version if profile else None,
            options=chosen,
            snapshot_hash=fingerprint(problem, effective),
            code_version=code_version(),
            requested_by=actor.username,
            created_at=datetime.now(UTC),
        )
        return run, Snapshot(problem, effective, chosen)

    @staticmethod
    def _add(work: UnitOfWork, actor: Actor, run: RunRecord, snapshot: str, action: str) -> None:
        work.runs.add(run, snapshot)
        tell_of_run(work, actor, action, run)
        work.commit()

    def enqueue(self, run: RunRecord) -> RunRecord:
        """Queue a run that is stored; one that cannot be queued is FAILED at once, with the reason."""
        try:
            message = self._queue.enqueue(run.id)
        except QueueUnavailable as error:
            return self._failed(run.id, str(error))
        # The run is stored and on its way: whoever was told otherwise now would start it twice.
        with suppress(StorageUnavailable), self._transactions() as work:
            work.runs.set_message(run.id, message)
            work.commit()
        return replace(run, message_id=message)

    def _failed(self, run_id: str, reason: str) -> RunRecord:
        with self._transactions() as work:
            work.runs.end_waiting(run_id, datetime.now(UTC), Ending(RunStatus.FAILED, reason=reason))
            run = work.runs.get(run_id)
            work.commit()
        return run

    def cancel(self, actor: Actor, run_id: str) -> None:
        """Cancel a run that waits, or ask a running one to stop.

        Raises
        ------
        IllegalTransition
            When the run has ended already.
        """
        actor.must(Action.END_RUN)
        with self._transactions() as work:
            run = work.runs.get(run_id)
            ending = of_waiting(work, run)
            if not (work.runs.end_waiting(run_id, datetime.now(UTC), ending) or work.runs.request_cancel(run_id)):
                raise IllegalTransition(f"This run is {run.status.value} already; there is nothing left to cancel.")
            tell_of_run(work, actor, "run cancelled", run, work.runs.get(run_id))
            work.commit()

    def finish(self, actor: Actor, run_id: str) -> None:
        """End a run now with the best roster it has; one that waits and has none is cancelled.

        Raises
        ------
        IllegalTransition
            When the run has ended already.
        """
        actor.must(Action.END_RUN)
        with self._transactions() as work:
            run = work.runs.get(run_id)
            ending = of_stored(work, replace(run, finish_requested=True))
            if ending.objective is None:
                ending = Ending(RunStatus.CANCELLED, reason=NOT_STARTED)
            if not (work.runs.end_waiting(run_id, datetime.now(UTC), ending) or work.runs.request_finish(run_id)):
                raise IllegalTransition(f"This run is {run.status.value} already; there is nothing left to finish.")
            tell_of_run(work, actor, "run finished early", run, work.runs.get(run_id))
            work.commit()

    def of_schedule(self, actor: Actor, schedule_id: str) -> Sequence[RunRecord]:
        """The runs of a week, newest first."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            return [public_run(actor, run) for run in work.runs.of_schedule(schedule_id)]

    def live(self, actor: Actor, run_id: str) -> LiveRun:
        """State, progress, notes and place in the queue of one run."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            run = work.runs.get(run_id)
            turn = turn_of(work, run) if run.status is RunStatus.PENDING else None
            return LiveRun(public_run(actor, run), work.runs.progress(run_id), work.runs.notes(run_id), turn)

    def any_active(self, actor: Actor, schedule_id: str) -> bool:
        """Whether a run of this week waits or runs."""
        actor.must(Action.SEE_PLANNING)
        return any(not run.status.terminal for run in self.of_schedule(actor, schedule_id))


def tell_of_run(
    work: UnitOfWork, actor: Actor, action: str, run: RunRecord, after: RunRecord | None = None, subject: str = ""
) -> None:
    """Tell the log of a run that is new, or of what became of one; about its week, unless another subject is given."""
    week, options = work.schedules.get(run.schedule), run.options
    if after is None:
        sides = differing(
            {},
            {
                "profile": run.profile_name,
                "time limit": seconds_text(options.time_limit),
                "gap": f"{options.gap:g} %",
                "seed": str(options.seed),
            },
        )
    else:
        sides = differing({"run": _stands(run)}, {"run": _stands(after)})
    detail = {"run": run.id, "profile": run.profile_name}
    work.log.add(actor, action, subject or week.name, detail, week.site, week=week.id, **sides)


def _stands(run: RunRecord) -> str:
    asked = {"to stop": run.cancel_requested, "to finish": run.finish_requested}
    told = "".join(f", asked {what}" for what, so in asked.items() if so and not run.status.terminal)
    return f"{run.status.value.lower()}{told}"


def following(before: RunRecord, actor: Actor, seconds: int, *, found: bool) -> RunRecord:
    """A new run on the inputs of one that has ended; from its best roster, where it `found` any."""
    return RunRecord(
        id=uuid4().hex,
        schedule=before.schedule,
        profile=before.profile,
        profile_name=before.profile_name,
        profile_version=before.profile_version,
        options=_further(before, seconds),
        snapshot_hash=before.snapshot_hash,
        code_version=code_version(),
        requested_by=actor.username,
        created_at=datetime.now(UTC),
        continues=before.id if found else None,
    )


def _further(before: RunRecord, seconds: int) -> SolveOptions:
    """The options of a run that goes on from another: a gap that is reached already would end it at once."""
    gap = relative_gap(before.objective, before.bound)
    reached = gap is not None and gap <= before.options.gap
    return replace(before.options, time_limit=seconds, gap=0.0 if reached else before.options.gap)


def refuse_empty(problem: Problem) -> None:
    """Refuse to search where there is nobody, or nothing to staff."""
    if not problem.employees:
        raise InvalidInput(f"{problem.name} has no people; add them on the Team page first.")
    if not any(shift.demands for shift in problem.shifts):
        raise InvalidInput(
            f"{problem.name} has no planned shifts that want anybody; plan them on the Demand page first."
        )


def profile_of(work: UnitOfWork, schedule_id: str, profile_id: str | None) -> ProfileRecord | None:
    """The profile with this id, else the site's default one; None where it has none."""
    if profile_id is not None:
        return work.rules.profile(profile_id)
    profiles = work.rules.profiles(work.schedules.get(schedule_id).site)
    return next((profile for profile in profiles if profile.is_default), None)


def weighed(setting: RuleSetting, weights: Mapping[str, int]) -> RuleSetting:
    """The setting with the profile's weight; a hard one stays hard."""
    return setting if setting.hard else replace(setting, weight=weights.get(setting.id, setting.weight))
