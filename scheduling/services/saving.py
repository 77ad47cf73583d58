"""Write a week's roster: every change of it is one more version, whoever makes it and however."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduling.domain.clock import day_text
from scheduling.domain.errors import Conflict, IllegalTransition, InvalidInput
from scheduling.services.before_after import rosters_said
from scheduling.services.names import check_text
from scheduling.services.permissions import Actor
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import AssignmentRecord, ScheduleRecord, ScheduleStatus, SiteRecord
from scheduling.services.version_records import VersionHead, VersionKind

LONGEST_REASON = 500
LOGGED: Mapping[VersionKind, str] = {
    VersionKind.APPLY: "roster applied",
    VersionKind.EDIT: "roster edited",
    VersionKind.UNDO: "roster change undone",
    VersionKind.RESTORE: "roster restored",
    VersionKind.IMPORT: "roster imported",
}
DID: Mapping[VersionKind, str] = {
    VersionKind.APPLY: "applied a roster to",
    VersionKind.EDIT: "edited",
    VersionKind.UNDO: "undid the last change of",
    VersionKind.RESTORE: "restored an earlier version of",
    VersionKind.IMPORT: "imported",
}


@dataclass(frozen=True)
class Why:
    """What a version comes from: how it was made, the reason given, and its source.

    `origin` is the number of the version that is brought back; None for a roster of its own.
    """

    kind: VersionKind
    reason: str = ""
    run: str | None = None
    candidate: str | None = None
    origin: int | None = None


def save(
    work: UnitOfWork, actor: Actor, schedule_id: str, rows: Sequence[AssignmentRecord], seen: int | None, why: Why
) -> VersionHead | None:
    """Make these assignments what is applied to a week, as its next version. Commits nothing.

    `seen` is the number of the version that was looked at, 0 where there was none; None takes whatever is there.
    Writing what is there already writes nothing, so that twice is once. Returns the version that is there then.

    Raises
    ------
    Conflict
        When somebody wrote another version since, saying who and when.
    InvalidInput
        When the week is published and no reason is given.
    IllegalTransition
        When the week is archived.
    """
    work.assignments.lock(schedule_id)
    schedule, newest = work.schedules.get(schedule_id), work.versions.newest(schedule_id)
    present = work.assignments.of_schedule(schedule_id)
    if contents(present) == contents(rows):
        return newest
    reason = reason_for(schedule, why.reason)
    if seen is not None and seen != number_of(newest):
        raise overtaken(work.schedules.site(schedule.site), schedule, newest)
    now = datetime.now(UTC)
    places, was = {_place(row) for row in rows}, {_place(row) for row in present}
    head = VersionHead(
        schedule=schedule_id,
        number=(number := number_of(newest) + 1),
        kind=why.kind,
        at=now,
        author=actor.username,
        reason=reason,
        added=len(places - was),
        removed=len(was - places),
        origin=number if why.origin is None else why.origin,
        run=why.run,
        candidate=why.candidate,
        # A published week is in everybody's sight: what is written to it is told with that.
        told_at=now if schedule.status is ScheduleStatus.PUBLISHED else None,
    )
    work.versions.add(head, rows)
    sides = rosters_said(work, schedule, present, rows)
    work.log.add(actor, LOGGED[why.kind], schedule.name, _detail(head), schedule.site, week=schedule_id, **sides)
    return head


def number_of(head: VersionHead | None) -> int:
    """Its number; 0 where nothing was written yet."""
    return head.number if head else 0


def reason_for(schedule: ScheduleRecord, reason: str) -> str:
    """The reason as it is kept.

    Raises
    ------
    IllegalTransition
        When the week is archived, and no reason is good enough.
    InvalidInput
        When it is published and no reason is given, or the reason is too long.
    """
    said = reason.strip()
    if schedule.status is ScheduleStatus.ARCHIVED:
        raise IllegalTransition(f"{schedule.name} is archived; nothing in it changes any more.")
    if schedule.status is ScheduleStatus.PUBLISHED and not said:
        raise InvalidInput(f"{schedule.name} is published: say why it changes, for those who look it up.")
    return short(said)


def short(reason: str) -> str:
    """The reason without blanks around it; InvalidInput where it cannot be kept."""
    said = reason.strip()
    check_text(said, "The reason", LONGEST_REASON)
    return said


def overtaken(site: SiteRecord, schedule: ScheduleRecord, newest: VersionHead | None) -> Conflict:
    """Why somebody's change was not made: another one came first, and whose."""
    if newest is None:
        return Conflict(f"{schedule.name} is empty by now. Look at it again, then decide.")
    at = newest.at.astimezone(ZoneInfo(site.timezone))
    return Conflict(
        f"{newest.author} {DID[newest.kind]} {schedule.name} in the meantime, on {day_text(at)} at {at:%H:%M}. "
        "Nothing of yours was written; look at it again, then decide."
    )


def contents(rows: Sequence[AssignmentRecord]) -> frozenset[tuple[str, str, str, bool]]:
    """What two rosters must have alike to be the same, whichever runs they came from."""
    return frozenset((row.planned_shift, row.employee, row.role, row.pinned) for row in rows)


def _place(row: AssignmentRecord) -> tuple[str, str, str]:
    return row.planned_shift, row.employee, row.role


def _detail(head: VersionHead) -> Mapping[str, object]:
    told: dict[str, object] = {"version": head.number, "added": head.added, "removed": head.removed}
    if head.origin != head.number:
        told["restores"] = head.origin
    return told | ({"reason": head.reason} if head.reason else {}) | ({"run": head.run} if head.run else {})
