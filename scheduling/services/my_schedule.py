"""My schedule: the shifts that somebody works in the weeks that are published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import instant, wall_clock
from scheduling.domain.problem import ShiftTemplate
from scheduling.services.mine import myself
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import (
    PlannedShiftStatus,
    ScheduleRecord,
    ScheduleStatus,
    SiteRecord,
)

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class MyShift:
    """One shift of one's own, in the site's time. It belongs to the date it starts on.

    `id` is that of the planned shift. `place` is the shift's location, or the site where it names none.
    """

    id: str
    date: date
    name: str
    role: str
    place: str
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Elapsed minutes, so a night with a clock change counts what is really worked."""
        return int(self.ends_at.timestamp() - self.starts_at.timestamp()) // 60


@dataclass(frozen=True)
class MySchedule:
    """What lies ahead of somebody.

    `shifts` are those that are not over, by start; `minutes` what they work from Monday to Sunday of this week and of
    the next; `published_to` is the last date of the weeks that are published, None when none is.
    """

    site: SiteRecord
    name: str
    today: date
    shifts: tuple[MyShift, ...]
    minutes: tuple[int, int]
    published_to: date | None


class MyScheduleService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, at: datetime | None = None) -> MySchedule:
        """The shifts ahead of the actor, seen at a moment (now unless given); drafts are nobody's to see here.

        Raises
        ------
        NotAllowed
            When the account is that of nobody who is planned.
        """
        actor.must(Action.SEE_PUBLISHED)
        with self._transactions() as unit:
            me = myself(unit, actor)
            site = unit.schedules.site(me.site)
            now = (at or datetime.now(ZoneInfo(site.timezone))).astimezone(ZoneInfo(site.timezone))
            monday = now.date() - timedelta(days=now.weekday())
            weeks = [w for w in unit.schedules.of_site(site.id) if w.status is not ScheduleStatus.DRAFT]
            # A night of the day before this week may still be under way.
            recent = [week for week in weeks if _end(week) >= monday]
            shifts = sorted(_shifts(unit, site, recent, me.id), key=lambda shift: shift.starts_at)
            return MySchedule(
                site,
                me.name,
                now.date(),
                tuple(shift for shift in shifts if shift.ends_at > now),
                (_minutes(shifts, monday), _minutes(shifts, monday + WEEK)),
                max((_end(week) - timedelta(days=1) for week in weeks), default=None),
            )


def _end(week: ScheduleRecord) -> date:
    """The date after the last one."""
    return week.start + timedelta(days=week.days)


def _minutes(shifts: Iterable[MyShift], monday: date) -> int:
    return sum(shift.minutes for shift in shifts if monday <= shift.date < monday + WEEK)


def _shifts(unit: UnitOfWork, site: SiteRecord, weeks: list[ScheduleRecord], who: str) -> Iterator[MyShift]:
    templates: Mapping[str, ShiftTemplate] = {t.id: t.template for t in unit.demand.templates(site.id)}
    roles = {role.id: role.name for role in unit.team.roles(site.id)}
    zone = ZoneInfo(site.timezone)
    for week in weeks:
        planned = {shift.id: shift for shift in unit.demand.planned(week.id)}
        for assignment in unit.assignments.of_schedule(week.id):
            shift = planned[assignment.planned_shift]
            if assignment.employee == who and shift.status is not PlannedShiftStatus.CANCELLED:
                kind = templates[shift.template]
                start, end = (wall_clock(instant(shift.date, m, zone), zone) for m in (kind.start, kind.end))
                place = kind.location or site.name
                yield MyShift(shift.id, shift.date, kind.name, roles[assignment.role], place, start, end)
