"""Sweeps: many runs with different weights fan out over the workers, and the front of what they found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from uuid import uuid4

from scheduling.domain.errors import IllegalTransition, NotFound
from scheduling.domain.problem import Problem
from scheduling.domain.runs import Priority, RunStatus, SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.rules.precedence import apply_settings
from scheduling.services.discretion import public_run
from scheduling.services.fronts import front, step_text
from scheduling.services.measures import Measures, as_roster, measures
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import CandidateHead, ProfileRecord, RunRecord
from scheduling.services.runs import RunService, refuse_empty, weighed
from scheduling.services.snapshot import Snapshot, code_version, fingerprint, from_text, to_text
from scheduling.services.sweep_plans import Plan
from scheduling.services.sweep_records import SweepPoint, SweepRecord
from scheduling.services.yardstick import Counted, Tallies, Tally, Yardstick


@dataclass(frozen=True)
class SweepState:
    """A sweep and how far it is: runs by status; points whose run is gone count as CANCELLED."""

    sweep: SweepRecord
    runs: Mapping[str, RunRecord]

    @property
    def counts(self) -> Mapping[RunStatus, int]:
        return Counter(self.status(point) for point in self.sweep.points)

    def status(self, point: SweepPoint) -> RunStatus:
        """How the run of a point stands."""
        run = self.runs.get(point.run or "")
        return run.status if run else RunStatus.CANCELLED

    @property
    def active(self) -> bool:
        return any(not self.status(point).terminal for point in self.sweep.points)


@dataclass(frozen=True)
class Spot:
    """The best roster of one point: penalties by side under the sweep's base weights, the rest of them, measures."""

    point: SweepPoint
    run: RunRecord
    head: CandidateHead
    sides: tuple[int, ...]
    rest: int
    measures: Measures


@dataclass(frozen=True)
class Front:
    """All spots of a sweep, those among them that no other beats, and what each step along these buys."""

    spots: Sequence[Spot]
    best: Sequence[Spot]
    steps: Sequence[str]


class SweepService:
    def __init__(self, transactions: Transactions, reading: Transactions, runs: RunService) -> None:
        self._transactions, self._reading, self._runs = transactions, reading, runs
        self._tallies = Tallies()

    def start(
        self, actor: Actor, schedule_id: str, profile_id: str | None, plan: Plan, options: SolveOptions
    ) -> SweepRecord:
        """Store a sweep with a run for each point, all on the same inputs, then queue the runs behind all others.

        Points weigh what the plan says, and everything else what the profile says. Returns at once.

        Raises
        ------
        NotFound
            When the week or the profile is gone.
        InvalidInput
            When there is nothing to schedule or a rule setting is invalid.
        """
        actor.must(Action.SWEEP)
        with self._transactions() as work:
            problem, settings = work.problems.load(schedule_id)
            refuse_empty(problem)
            profile = work.rules.profile(profile_id) if profile_id else None
            own = _under(settings, profile)
            now, base = datetime.now(UTC), {s.id: s.weight for s in own if s.weight is not None}
            runs, points = [], []
            for point in plan.points:
                run = _run(actor, schedule_id, point, options, problem, _moved(own, point))
                work.runs.add(run, to_text(Snapshot(problem, _moved(own, point), options)))
                runs.append(run)
                points.append(replace(point, run=run.id))
            name = plan.name[:120]
            sweep = SweepRecord(uuid4().hex, schedule_id, name, actor.username, now, base, plan.sides, tuple(points))
            work.sweeps.add(sweep)
            _tell(work, actor, "sweep started", sweep, len(runs))
            work.commit()
        for run in runs:
            self._runs.enqueue(run)
        return sweep

    def of_schedule(self, actor: Actor, schedule_id: str) -> Sequence[SweepRecord]:
        """The sweeps of a week, newest first."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            return work.sweeps.of_schedule(schedule_id)

    def state(self, actor: Actor, sweep_id: str) -> SweepState:
        """How far a sweep is."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            state = _state(work, work.sweeps.get(sweep_id))
        return replace(state, runs={one: public_run(actor, run) for one, run in state.runs.items()})

    def cancel(self, actor: Actor, sweep_id: str) -> int:
        """Cancel every run that has not ended; how many that were."""
        actor.must(Action.SWEEP)
        cancelled = 0
        state = self.state(actor, sweep_id)
        for point in state.sweep.points:
            if point.run and not state.status(point).terminal:
                try:
                    self._runs.cancel(actor, point.run)
                    cancelled += 1
                except IllegalTransition:
                    continue
        return cancelled

    def resume(self, actor: Actor, sweep_id: str) -> int:
        """Search again for the points whose run did not complete, on the inputs of the sweep; how many those are.

        Raises
        ------
        IllegalTransition
            When the sweep goes on, or every point has its roster.
        NotFound
            When none of its runs is left to take the inputs from.
        """
        actor.must(Action.SWEEP)
        with self._transactions() as work:
            state = _state(work, work.sweeps.get(sweep_id))
            if state.active:
                raise IllegalTransition("This sweep goes on; cancel it, or wait for its end.")
            open_points = [p for p in state.sweep.points if state.status(p) is not RunStatus.COMPLETED]
            if not open_points:
                raise IllegalTransition("Every point of this sweep has its roster; there is nothing to resume.")
            runs = [self._again(work, actor, state, point) for point in open_points]
            _tell(work, actor, "sweep resumed", state.sweep, len(runs))
            work.commit()
        for run in runs:
            self._runs.enqueue(run)
        return len(runs)

    @staticmethod
    def _again(work: UnitOfWork, actor: Actor, state: SweepState, point: SweepPoint) -> RunRecord:
        source = state.runs.get(point.run or "") or next(iter(state.runs.values()), None)
        if source is None:
            raise NotFound("The runs of this sweep are gone, and their inputs with them. Start a new sweep.")
        inputs = from_text(work.runs.snapshot(source.id))
        sweep = state.sweep
        settings = tuple(weighed(one, {**sweep.base, **point.weights}) for one in inputs.settings)
        run = _run(actor, sweep.schedule, point, inputs.options, inputs.problem, settings)
        # The run before left rosters, perhaps, from which this one goes on.
        run = replace(run, continues=source.id if source.id == point.run else None)
        work.runs.add(run, to_text(Snapshot(inputs.problem, settings, inputs.options)))
        work.sweeps.set_run(sweep.id, point.seq, run.id)
        return run

    def front(self, actor: Actor, sweep_id: str) -> Front:
        """What the sweep has found so far, measured by today's inputs under its base weights."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            state = _state(work, work.sweeps.get(sweep_id))
            problem, settings = work.problems.load(state.sweep.schedule)
            base = tuple(weighed(one, state.sweep.base) for one in usable(settings))
            spots = [spot for p in state.sweep.points if (spot := self._spot(work, state, p, problem, base))]
        best = front(spots, lambda spot: (*spot.sides, spot.rest))
        steps = [step_text(one.measures, two.measures) for one, two in pairwise(best)]
        return Front(spots, best, steps)

    def _spot(
        self, work: UnitOfWork, state: SweepState, point: SweepPoint, problem: Problem, base: Sequence[RuleSetting]
    ) -> Spot | None:
        run = state.runs.get(point.run or "")
        heads = work.runs.candidate_heads(run.id) if run else ()
        if run is None or not heads:
            return None
        roster, _ = as_roster(problem, work.runs.candidate(heads[0].id).assignments)
        # A side that weighs nothing in the profile is measured by its units.
        on = tuple(replace(s, weight=1) if _of_side(state.sweep, s) and s.weight == 0 else s for s in base)
        counted = Yardstick(problem, on, self._tallies).measure(heads[0].id, lambda: roster)
        if counted.hard:
            return None
        sides = tuple(_cost(counted, on, side.settings) for side in state.sweep.sides)
        numbers = measures(problem, roster, base)
        return Spot(point, run, heads[0], sides, counted.penalty - sum(sides), numbers)


def _under(settings: Sequence[RuleSetting], profile: ProfileRecord | None) -> tuple[RuleSetting, ...]:
    return tuple(weighed(one, profile.weights if profile else {}) for one in settings)


def _moved(settings: Sequence[RuleSetting], point: SweepPoint) -> tuple[RuleSetting, ...]:
    return tuple(weighed(one, point.weights) for one in settings)


def _of_side(sweep: SweepRecord, setting: RuleSetting) -> bool:
    return any(setting.id in side.settings for side in sweep.sides)


def _cost(counted: Counted, settings: Sequence[RuleSetting], ids: Sequence[str]) -> int:
    weights = {one.id: one.weight or 0 for one in settings}
    return sum(weights.get(one, 0) * counted.tallies.get(one, Tally()).units for one in ids)


def _run(
    actor: Actor,
    schedule_id: str,
    point: SweepPoint,
    options: SolveOptions,
    problem: Problem,
    settings: tuple[RuleSetting, ...],
) -> RunRecord:
    apply_settings(problem, settings)
    return RunRecord(
        id=uuid4().hex,
        schedule=schedule_id,
        profile=None,
        profile_name=f"Sweep: {point.label}"[:80],
        options=options,
        snapshot_hash=fingerprint(problem, settings),
        code_version=code_version(),
        requested_by=actor.username,
        created_at=datetime.now(UTC),
        priority=Priority.SWEEP,
    )


def _tell(work: UnitOfWork, actor: Actor, action: str, sweep: SweepRecord, runs: int) -> None:
    week, detail = work.schedules.get(sweep.schedule), {"sweep": sweep.id, "runs": runs}
    work.log.add(actor, action, sweep.name, detail, week.site, week=week.id, after=f"runs: {runs}")


def _state(work: UnitOfWork, sweep: SweepRecord) -> SweepState:
    wanted = {point.run for point in sweep.points}
    return SweepState(sweep, {run.id: run for run in work.runs.of_schedule(sweep.schedule) if run.id in wanted})
