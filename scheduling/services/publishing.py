"""Publish a week, reopen it, archive it, and what has changed for people who had been told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from scheduling.domain.errors import IllegalTransition, InvalidInput
from scheduling.services.effects import effect
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import AssignmentRecord, ScheduleRecord, ScheduleStatus
from scheduling.services.saving import overtaken, short
from scheduling.services.telling import Told, late_changes

MOST_NAMED = 3
STANDS: Mapping[ScheduleStatus, str] = {
    ScheduleStatus.DRAFT: "a draft",
    ScheduleStatus.PUBLISHED: "published",
    ScheduleStatus.ARCHIVED: "archived",
}


class PublishService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(self, transactions: Transactions, reading: Transactions) -> None:
        self._transactions, self._reading = transactions, reading

    def publish(self, actor: Actor, schedule_id: str, seen: int, *, accept_broken: bool = False) -> None:
        """Let employees see a draft, as the version that was `seen`.

        Raises
        ------
        Conflict
            When somebody wrote another version since.
        InvalidInput
            When nobody works in it, or it breaks hard rules and `accept_broken` is not set.
        IllegalTransition
            When the week is no draft.
        """
        actor.must(Action.PUBLISH)
        with self._transactions() as work:
            work.assignments.lock(schedule_id)
            schedule, newest = work.schedules.get(schedule_id), work.versions.newest(schedule_id)
            rows = work.assignments.of_schedule(schedule_id)
            self._move(work, schedule, ScheduleStatus.DRAFT, ScheduleStatus.PUBLISHED)
            if newest is None or not rows:
                raise InvalidInput(f"Nobody works in {schedule.name} yet. Apply or edit a roster, then publish it.")
            if newest.number != seen:
                raise overtaken(work.schedules.site(schedule.site), schedule, newest)
            if not accept_broken:
                _refuse_broken(work, schedule, rows)
            work.versions.tell(schedule_id, newest.number, datetime.now(UTC))
            self._keep(work, actor, "week published", schedule, {"version": newest.number})

    def reopen(self, actor: Actor, schedule_id: str, reason: str) -> None:
        """Make a published week a draft again, which employees do not see.

        Raises
        ------
        InvalidInput
            When no reason is given.
        IllegalTransition
            When the week is not published.
        """
        self._step(actor, schedule_id, ScheduleStatus.PUBLISHED, ScheduleStatus.DRAFT, "week reopened", _said(reason))

    def archive(self, actor: Actor, schedule_id: str) -> None:
        """Close a published week: nothing in it changes any more. IllegalTransition when it is not published."""
        self._step(actor, schedule_id, ScheduleStatus.PUBLISHED, ScheduleStatus.ARCHIVED, "week archived")

    def bring_back(self, actor: Actor, schedule_id: str, reason: str) -> None:
        """Make an archived week a published one again. InvalidInput without a reason, IllegalTransition otherwise."""
        to = ScheduleStatus.PUBLISHED
        self._step(actor, schedule_id, ScheduleStatus.ARCHIVED, to, "week brought back", _said(reason))

    def changes(self, actor: Actor, schedule_id: str) -> Sequence[Told]:
        """What changed for whom after a week was published first, the latest first."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            return late_changes(work, schedule_id)

    def _step(
        self, actor: Actor, schedule_id: str, seen: ScheduleStatus, to: ScheduleStatus, action: str, reason: str = ""
    ) -> None:
        actor.must(Action.PUBLISH)
        with self._transactions() as work:
            work.assignments.lock(schedule_id)
            schedule = work.schedules.get(schedule_id)
            self._move(work, schedule, seen, to)
            self._keep(work, actor, action, schedule, {"reason": reason} if reason else {})

    @staticmethod
    def _move(work: UnitOfWork, schedule: ScheduleRecord, seen: ScheduleStatus, to: ScheduleStatus) -> None:
        if not work.schedules.move(schedule.id, seen, to):
            now, then = STANDS[schedule.status], STANDS[seen]
            raise IllegalTransition(f"{schedule.name} is {now}, not {then} any more. Look at it again, then decide.")

    @staticmethod
    def _keep(work: UnitOfWork, actor: Actor, action: str, was: ScheduleRecord, detail: Mapping[str, object]) -> None:
        """Tell the log, and commit."""
        before, after = STANDS[was.status], STANDS[work.schedules.get(was.id).status]
        work.log.add(actor, action, was.name, detail, was.site, week=was.id, before=before, after=after)
        work.commit()


def _said(reason: str) -> str:
    said = short(reason)
    if not said:
        raise InvalidInput("Say why, for those who look it up.")
    return said


def _refuse_broken(work: UnitOfWork, schedule: ScheduleRecord, rows: Sequence[AssignmentRecord]) -> None:
    problem, settings = work.problems.load(schedule.id)
    hard = [one.message for one in effect(problem, settings, [], rows).score_after.violations if one.hard]
    if hard:
        places = "; ".join(hard[:MOST_NAMED])
        raise InvalidInput(f"{schedule.name} breaks what must hold: {places}. Confirm that it is to be published.")
