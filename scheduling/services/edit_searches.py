"""Let the solver complete or repair a roster that somebody edits, around what is locked or pinned."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

from scheduling.domain.draft import Draft
from scheduling.domain.editing import take
from scheduling.domain.errors import AlreadyRun, InvalidInput
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import LOCKED, REPAIR, RuleSetting, Scope, ScopeKind
from scheduling.services.editing import CHANGED, Desk, EditService
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import RunRecord
from scheduling.services.repairing import ClashView, RepairService
from scheduling.services.runs import RunService, profile_of, refuse_empty, tell_of_run
from scheduling.services.snapshot import Snapshot, code_version, fingerprint, to_text
from scheduling.services.twins import refuse_twin
from scheduling.services.what_if import last_of_best

COMPLETED, REPAIRED = "Completed from the editor", "Repaired from the editor"


@dataclass(frozen=True)
class Search:
    """A run around a draft, how far it is, and what it found: the penalty, or what clashes."""

    run: RunRecord
    penalty: int | None
    clashes: tuple[ClashView, ...] = ()


class EditSearchService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(
        self, transactions: Transactions, reading: Transactions, runs: RunService, editing: EditService
    ) -> None:
        self._transactions, self._reading = transactions, reading
        self._runs, self._editing = runs, editing
        self._repairs = RepairService(transactions, reading)

    def complete(self, actor: Actor, desk: Desk, seconds: int, *, keep_all: bool) -> RunRecord:
        """Start a run that fills the draft: all that is in it stays, or only what is locked or pinned; never waits.

        Raises
        ------
        Conflict
            When another window of the same person has edited since, or somebody changed what is applied.
        InvalidInput
            When there is nothing to schedule, or the time is out of range.
        """
        kept = desk.view.roster if keep_all else _held(desk)
        return self._start(actor, desk, seconds, COMPLETED, kept, ())

    def repair(self, actor: Actor, desk: Desk, seconds: int, most: int) -> RunRecord:
        """Start a run that breaks nothing that must hold and changes at most so much outside locks and pins.

        Somebody newly on a shift, no longer on it, or in another role is one change each. Raises what `complete` does.
        """
        if most < 1:
            raise InvalidInput("A repair needs at least one change; allow more.")
        law = RuleSetting(REPAIR, "draft_changes", None, params={"cap": most})
        return self._start(actor, desk, seconds, f"{REPAIRED}, at most {most} changes", _held(desk), (law,))

    def found(self, actor: Actor, desk: Desk) -> Search | None:
        """The run around this draft whose roster nobody has taken over yet; None where there is none."""
        actor.must(Action.EDIT_ROSTER)
        if desk.record.run is None:
            return None
        with self._reading() as work:
            run, heads = work.runs.get(desk.record.run), work.runs.candidate_heads(desk.record.run)
        if heads or not run.status.terminal:
            return Search(run, heads[0].penalty if heads else None)
        why = self._repairs.of_run(actor, run.id)
        return Search(run, None, why.clashes if why else ())

    def take_over(self, actor: Actor, desk: Desk) -> None:
        """Put the best that the run found into the draft, as one step; nothing happens where there is none.

        Raises what `EditService.edit` does.
        """
        actor.must(Action.EDIT_ROSTER)
        if desk.record.run is None:
            return
        with self._reading() as work:
            run, best = work.runs.get(desk.record.run), last_of_best(work, desk.record.run)
        if best is None:
            return
        roster = frozenset(Assignment(*row) for row in best.assignments)
        step = take(
            desk.week.problem,
            desk.draft,
            roster,
            f"what was found, {run.profile_name[0].lower()}{run.profile_name[1:]}",
        )
        done = replace(desk, record=replace(desk.record, run=None))
        if step.lasting:
            self._editing.edit(actor, done, step)
        else:
            self._forget(desk)

    def put_aside(self, actor: Actor, desk: Desk) -> None:
        """Forget the run; one that goes on is cancelled."""
        actor.must(Action.EDIT_ROSTER)
        if desk.record.run is not None:
            with self._reading() as work:
                ended = work.runs.get(desk.record.run).status.terminal
            if not ended:
                self._runs.cancel(actor, desk.record.run)
            self._forget(desk)

    def _forget(self, desk: Desk) -> None:
        with self._transactions() as work:
            _attach(work, desk, None)
            work.commit()

    def _start(
        self,
        actor: Actor,
        desk: Desk,
        seconds: int,
        name: str,
        kept: frozenset[Assignment],
        laws: tuple[RuleSetting, ...],
    ) -> RunRecord:
        actor.must(Action.EDIT_ROSTER)
        actor.must(Action.START_RUN)
        if desk.stale:
            raise InvalidInput(CHANGED)
        week, roster = desk.week, tuple(sorted(desk.view.roster))
        problem = replace(week.problem, pinned=tuple(sorted(kept)), draft=roster)
        settings = (*week.settings, *laws, *_locks(problem, desk.draft, kept))
        refuse_empty(problem)
        with self._transactions() as work:
            work.assignments.lock(week.schedule.id)
            run = _run(work, actor, desk, name, _options(work, desk, seconds), fingerprint(problem, settings))
            try:
                refuse_twin(run, work.runs.of_schedule(week.schedule.id))
            except AlreadyRun as found:
                # The same was asked before: its roster is as good as what another run would find.
                _attach(work, desk, found.run)
                twin = work.runs.get(found.run)
                work.commit()
                return twin
            work.runs.add(run, to_text(Snapshot(problem, settings, run.options)))
            _attach(work, desk, run.id)
            tell_of_run(work, actor, "run started", run)
            work.commit()
        return self._runs.enqueue(run)


def _attach(work: UnitOfWork, desk: Desk, run_id: str | None) -> None:
    """Remember with the draft which run is around it."""
    record = replace(desk.record, run=run_id)
    if record.version:
        work.drafts.save(record, len(record.draft.steps))
    else:
        work.drafts.add(record)


def _held(desk: Desk) -> frozenset[Assignment]:
    """What is pinned or locked."""
    shifts, draft = desk.week.problem.shift_by_id, desk.draft
    locked = {a for a in desk.view.roster if draft.locked((a.employee, shifts[a.shift].date))}
    return (draft.pinned & desk.view.roster) | locked


def _locks(problem: Problem, draft: Draft, kept: frozenset[Assignment]) -> Iterator[RuleSetting]:
    """Laws that let nobody get more shifts in locked cells than are kept there; one for all people who are alike."""
    alike: dict[tuple[frozenset[date], int], list[str]] = defaultdict(list)
    for person in problem.employees:
        dates = frozenset(day for day in problem.dates if draft.locked((person.id, day)))
        shifts = {a.shift for a in kept if a.employee == person.id and problem.shift_by_id[a.shift].date in dates}
        if dates:
            alike[dates, len(shifts)].append(person.id)
    for k, ((dates, most), people) in enumerate(alike.items()):
        scope = Scope(ScopeKind.EMPLOYEE, tuple(people), dates=dates)
        yield RuleSetting(f"{LOCKED}-{k}", "shift_count", None, scope, {"maximum": most, "period": "horizon"})


def _options(work: UnitOfWork, desk: Desk, seconds: int) -> SolveOptions:
    profile = profile_of(work, desk.week.schedule.id, desk.week.profile)
    return replace(profile.options if profile else SolveOptions(), time_limit=seconds)


def _run(work: UnitOfWork, actor: Actor, desk: Desk, name: str, options: SolveOptions, snapshot_hash: str) -> RunRecord:
    profile = profile_of(work, desk.week.schedule.id, desk.week.profile)
    return RunRecord(
        id=uuid4().hex,
        schedule=desk.week.schedule.id,
        profile=desk.week.profile,
        profile_name=name,
        profile_version=profile.version if profile else None,
        options=options,
        snapshot_hash=snapshot_hash,
        code_version=code_version(),
        requested_by=actor.username,
        created_at=datetime.now(UTC),
    )
