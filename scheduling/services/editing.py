"""Edit a week's roster by hand: a draft that is kept, judged at every edit, and saved as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from scheduling.checker import score
from scheduling.domain.draft import Draft, Step
from scheduling.domain.editing import refitted, take
from scheduling.domain.errors import Conflict, InvalidInput
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster, Score
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.bringing import Own, keep_own
from scheduling.services.draft_records import DraftRecord
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.rechecked import checked
from scheduling.services.records import AssignmentRecord, CandidateRecord, ScheduleRecord
from scheduling.services.remembered import Remembered
from scheduling.services.runs import SITE_DEFAULT, profile_of, weighed
from scheduling.services.saving import Why, reason_for, save
from scheduling.services.solution import RosterView, view
from scheduling.services.version_records import VersionKind

MOST_NAMED = 3
CHANGED = (
    "This week was changed in the meantime: its roster, its people or its shifts. "
    "Make your edits of what there is now, or discard them."
)


@dataclass(frozen=True)
class Week:
    """A week as it is now. `roster` and `pins` are what can be judged of what is applied; `others` are the rest.

    Those are assignments of people who left and of cancelled shifts, which stay as they are. The problem has no
    pins: a draft keeps its own.
    """

    schedule: ScheduleRecord
    problem: Problem
    settings: tuple[RuleSetting, ...]
    profile: str | None
    profile_name: str
    roster: Roster
    pins: Roster
    rows: Sequence[AssignmentRecord]
    others: Sequence[AssignmentRecord]


@dataclass(frozen=True)
class Desk:
    """A draft with all that a page shows of it. `before` is the verdict on the roster that it began from.

    `stale`: what is applied is no longer what it began from, or somebody or a shift in it is gone.
    """

    record: DraftRecord
    week: Week
    view: RosterView
    before: Score
    stale: bool

    @property
    def draft(self) -> Draft:
        return self.record.draft


class EditService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(self, transactions: Transactions, reading: Transactions) -> None:
        self._transactions, self._reading = transactions, reading
        self._before = Remembered(score)

    def desk(self, actor: Actor, schedule_id: str) -> Desk:
        """What somebody is editing in a week; what is applied, where they have not begun. Stores nothing.

        Raises
        ------
        NotFound
            When the week is gone.
        """
        actor.must(Action.EDIT_ROSTER)
        with self._reading() as work:
            record = work.drafts.of(actor.username, schedule_id)
            week = week_of(work, schedule_id, record.profile if record else None)
        if record is None:
            fresh = Draft(week.roster, week.pins)
            record = DraftRecord(uuid4().hex, schedule_id, actor.username, datetime.now(UTC), fresh, week.profile)
        return self._desk(record, week)

    def edit(self, actor: Actor, desk: Desk, step: Step) -> None:
        """Keep one more step; one that changes nothing is not kept.

        Raises
        ------
        Conflict
            When another window of the same person has edited since.
        """
        if replace(step, note="") != Step(step.kind):
            self._keep(actor, desk, desk.draft.then(step), same=desk.draft.at)

    def undo(self, actor: Actor, desk: Desk) -> None:
        """Take the last step back; raises what `edit` does."""
        self._keep(actor, desk, desk.draft.undo(), same=len(desk.draft.steps))

    def redo(self, actor: Actor, desk: Desk) -> None:
        """Do the step again that was taken back last; raises what `edit` does."""
        self._keep(actor, desk, desk.draft.redo(), same=len(desk.draft.steps))

    def take_candidate(self, actor: Actor, schedule_id: str, candidate_id: str, note: str) -> None:
        """Put a roster that a run found into the draft, as one step, but for what is locked or pinned.

        The run's weight profile judges from then on. Raises NotFound when the candidate is gone, and what `edit` does.
        """
        desk = self.desk(actor, schedule_id)
        with self._reading() as work:
            candidate = work.runs.candidate(candidate_id)
            run = work.runs.get(candidate.run)
        if desk.stale:
            raise Conflict(CHANGED)
        if run.schedule != schedule_id:
            raise InvalidInput("This roster is of another week. Choose that week, then edit it.")
        roster = frozenset(Assignment(*row) for row in candidate.assignments)
        desk = replace(desk, record=replace(desk.record, profile=run.profile))
        self.edit(actor, desk, take(desk.week.problem, desk.draft, roster, note))

    def refit(self, actor: Actor, desk: Desk) -> Sequence[Step]:
        """Make the edits of what is applied now; those that do not fit any more are given back, and lost.

        Raises what `edit` does.
        """
        actor.must(Action.EDIT_ROSTER)
        with self._transactions() as work:
            week = week_of(work, desk.record.schedule, desk.record.profile)
            draft, lost = refitted(week.problem, desk.draft, week.roster, week.pins)
            if desk.record.version:
                work.drafts.remove(desk.record)
                work.drafts.add(replace(desk.record, id=uuid4().hex, draft=draft))
            work.commit()
        return lost

    def discard(self, actor: Actor, desk: Desk) -> None:
        """Throw the draft away; raises what `edit` does."""
        actor.must(Action.EDIT_ROSTER)
        if desk.record.version:
            with self._transactions() as work:
                work.drafts.remove(desk.record)
                work.commit()

    def save(self, actor: Actor, desk: Desk, reason: str, *, accept_broken: bool = False) -> None:
        """Make the draft what is applied, all or nothing, and end it.

        Raises
        ------
        Conflict
            When what is applied is no longer what the draft began from, or another window has edited since.
        InvalidInput
            When it breaks a rule that must hold and `accept_broken` is not set, or a published week gets no reason.
        IllegalTransition
            When the week is archived.
        """
        actor.must(Action.EDIT_ROSTER)
        with self._transactions() as work:
            work.assignments.lock(desk.record.schedule)
            week = week_of(work, desk.record.schedule, desk.record.profile)
            draft = desk.draft
            _refuse(week, draft, reason, accept_broken)
            work.drafts.remove(desk.record)
            rows = [*week.others, *_rows(week, draft)]
            save(work, actor, week.schedule.id, rows, None, Why(VersionKind.EDIT, reason))
            work.commit()

    def keep(self, actor: Actor, desk: Desk, name: str) -> CandidateRecord:
        """Keep the draft as a candidate beside those of runs, judged alike; it stays open too.

        Raises
        ------
        InvalidInput
            When nobody works in it.
        """
        actor.must(Action.EDIT_ROSTER)
        actor.must(Action.BRING_ROSTER)
        if not desk.draft.roster:
            raise InvalidInput("Nobody works in this roster; put somebody on a shift first.")
        with self._transactions() as work:
            problem, settings = work.problems.load(desk.record.schedule)
            said = "Drawn by hand; nobody searched for it."
            own = Own(desk.record.schedule, problem, usable(settings), desk.draft.roster, name, said)
            candidate = keep_own(work, actor, own)
            work.commit()
        return candidate

    def _keep(self, actor: Actor, desk: Desk, draft: Draft, same: int) -> None:
        actor.must(Action.EDIT_ROSTER)
        record = replace(desk.record, draft=draft)
        with self._transactions() as work:
            if record.version:
                work.drafts.save(record, same)
            else:
                work.drafts.add(record)
            work.commit()

    def _desk(self, record: DraftRecord, week: Week) -> Desk:
        problem, settings = week.problem, week.settings
        known = _known(problem, record.draft)
        verdict = checked(problem, known, settings).score
        before = self._before(problem, week.roster, settings)
        stale = _stale(week, record.draft)
        return Desk(record, week, view(problem, known, settings, verdict), before, stale)


def week_of(work: UnitOfWork, schedule_id: str, profile_id: str | None) -> Week:
    """A week as it is now, under a profile, or the site's default one."""
    problem, own = work.problems.load(schedule_id)
    profile = profile_of(work, schedule_id, profile_id)
    weights = profile.weights if profile else {}
    rows = work.assignments.of_schedule(schedule_id)
    judged = [r for r in rows if r.planned_shift in problem.shift_by_id and r.employee in problem.employee_by_id]
    return Week(
        schedule=work.schedules.get(schedule_id),
        problem=replace(problem, pinned=()),
        settings=tuple(weighed(setting, weights) for setting in usable(own)),
        profile=profile.id if profile else None,
        profile_name=profile.name if profile else SITE_DEFAULT,
        roster=frozenset(_assignment(row) for row in judged),
        pins=frozenset(_assignment(row) for row in judged if row.pinned),
        rows=judged,
        others=[row for row in rows if row not in judged],
    )


def _assignment(row: AssignmentRecord) -> Assignment:
    return Assignment(row.employee, row.planned_shift, row.role)


def _rows(week: Week, draft: Draft) -> list[AssignmentRecord]:
    """What is to be stored; what stays keeps the run it came from."""
    runs = {_assignment(row): row.run for row in week.rows}
    return [AssignmentRecord(a.shift, a.employee, a.role, a in draft.pinned, runs.get(a)) for a in sorted(draft.roster)]


def _known(problem: Problem, draft: Draft) -> Roster:
    """The draft without people who left and shifts that were cancelled since."""
    return frozenset(a for a in draft.roster if a.shift in problem.shift_by_id and a.employee in problem.employee_by_id)


def _stale(week: Week, draft: Draft) -> bool:
    """Whether it began from another roster than is applied, or has somebody or something that is gone."""
    return (draft.base, draft.pins, draft.roster) != (week.roster, week.pins, _known(week.problem, draft))


def _refuse(week: Week, draft: Draft, reason: str, accept_broken: bool) -> None:
    reason_for(week.schedule, reason)
    if _stale(week, draft):
        raise Conflict(CHANGED)
    hard = [v.message for v in checked(week.problem, draft.roster, week.settings).score.violations if v.hard]
    if hard and not accept_broken:
        places = "; ".join(hard[:MOST_NAMED])
        raise InvalidInput(
            f"This roster breaks what must hold: {places}. Mend that, or confirm that it is to be saved."
        )
