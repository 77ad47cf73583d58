"""Who can work when: four states per person and date, painted in bulk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import MINUTES_PER_DAY, day_text, span_text
from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.problem import AvailabilityKind, Preference, ShiftRequest
from scheduling.services.before_after import Sides, differing
from scheduling.services.hands import ABOUT, last_hand
from scheduling.services.mine import myself
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import (
    AvailabilityRecord,
    EmployeeRecord,
    ScheduleRecord,
    ScheduleStatus,
    SiteRecord,
    TemplateRecord,
    TimeOffRecord,
    TimeOffStatus,
)

DAYS_A_PAGE = 7
Cell = tuple[str, date]
"""An employee id and a date."""


@dataclass(frozen=True)
class AvailabilityView:
    """Up to a week of dates: who said what about which date, and who is off.

    `schedule` is the one that the dates are of; None for those of somebody who looks at their own, whatever is planned.

    `said` holds the stretches of the dates on which somebody said something; any other date is plainly available.
    `off` holds pending and approved time off on the dates that it touches.
    """

    site: SiteRecord
    schedule: ScheduleRecord | None
    people: tuple[EmployeeRecord, ...]
    dates: tuple[date, ...]
    said: Mapping[Cell, tuple[AvailabilityRecord, ...]]
    off: Mapping[Cell, TimeOffRecord]


@dataclass(frozen=True)
class WishesView:
    """What people asked for beyond dates: requests within a schedule, and standing preferences."""

    people: Mapping[str, str]
    templates: Mapping[str, TemplateRecord]
    requests: tuple[ShiftRequest, ...]
    preferences: tuple[Preference, ...]


class AvailabilityService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, schedule_id: str, page: int = 0) -> AvailabilityView:
        """The dates of one page of a schedule, counted from 0; NotFound when the week is gone."""
        actor.must(Action.SEE_ABSENCES)
        with self._transactions() as unit:
            schedule = unit.schedules.get(schedule_id)
            site = unit.schedules.site(schedule.site)
            first = DAYS_A_PAGE * page
            dates = tuple(
                schedule.start + timedelta(days=k) for k in range(first, min(first + DAYS_A_PAGE, schedule.days))
            )
            people = tuple(person for person in unit.team.employees(site.id) if person.active)
            off = _off(unit.wishes.time_off(site.id), dates, ZoneInfo(site.timezone))
            return AvailabilityView(site, schedule, people, dates, _said(unit, site.id, dates), off)

    def own(self, actor: Actor, page: int = 0, at: datetime | None = None) -> AvailabilityView:
        """The actor's own dates, seen at a moment (now unless given): page 0 is today to Sunday, others whole weeks.

        Raises
        ------
        NotAllowed
            When the account is that of nobody who is planned.
        """
        actor.must(Action.SAY_OWN_AVAILABILITY)
        with self._transactions() as unit:
            me = myself(unit, actor)
            site = unit.schedules.site(me.site)
            zone = ZoneInfo(site.timezone)
            dates = _own_dates((at or datetime.now(zone)).astimezone(zone).date(), page)
            said = {cell: told for cell, told in _said(unit, site.id, dates).items() if cell[0] == me.id}
            mine = [request for request in unit.wishes.time_off(site.id) if request.employee == me.id]
            return AvailabilityView(site, None, (me,), dates, said, _off(mine, dates, zone))

    def wishes(self, actor: Actor, schedule_id: str) -> WishesView:
        """Requests and preferences that bear on a schedule."""
        actor.must(Action.SEE_ABSENCES)
        with self._transactions() as unit:
            schedule = unit.schedules.get(schedule_id)
            last = schedule.start + timedelta(days=schedule.days - 1)
            return WishesView(
                {person.id: person.name for person in unit.team.employees(schedule.site)},
                {record.id: record for record in unit.demand.templates(schedule.site)},
                tuple(unit.wishes.requests(schedule.site, schedule.start, last)),
                tuple(unit.wishes.preferences(schedule.site)),
            )

    def paint(
        self, actor: Actor, seen: AvailabilityView, cells: Collection[Cell], kind: AvailabilityKind | None
    ) -> int:
        """Give whole dates one state, None for plainly available; returns how many changed.

        Raises
        ------
        Conflict
            When somebody else changed one of the cells since `seen`; says who and when. Nothing is painted then.
        InvalidInput
            When no cell is chosen, or the schedule is archived.
        """
        if not cells:
            raise InvalidInput("Nothing is chosen yet: pick people and days, or mark cells in the grid, then paint.")
        for person in {person for person, _ in cells}:
            actor.must_for(person, Action.SAY_OWN_AVAILABILITY, Action.EDIT_AVAILABILITY)
        with self._transactions() as unit:
            unit.wishes.lock({person for person, _ in cells})
            _check(unit, seen, cells)
            now = _said(unit, seen.site.id, seen.dates)
            changed = [cell for cell in sorted(cells) if now.get(cell, ()) != _whole(cell, kind)]
            for cell in changed:
                if now.get(cell, ()) != seen.said.get(cell, ()):
                    raise Conflict(_told(unit, seen, cell))
                unit.wishes.replace_day(*cell, _whole(cell, kind))
            if changed:
                detail = {ABOUT: [_thing(cell) for cell in changed], "state": kind.value if kind else "available"}
                subject = seen.schedule.name if seen.schedule else seen.people[0].name
                week = seen.schedule.id if seen.schedule else None
                sides = _sides(seen, changed, now, kind)
                unit.log.add(actor, "availability painted", subject, detail, seen.site.id, week=week, **sides)
            unit.commit()
        return len(changed)


def state_of(stretches: Sequence[AvailabilityRecord]) -> AvailabilityKind | None:
    """The one state of a whole date; None when it is plainly available, or only part of it was spoken about."""
    whole = len(stretches) == 1 and (stretches[0].start, stretches[0].end) == (0, MINUTES_PER_DAY)
    return stretches[0].kind if whole else None


def _own_dates(today: date, page: int) -> tuple[date, ...]:
    monday = today - timedelta(days=today.weekday()) + timedelta(days=DAYS_A_PAGE * page)
    return tuple(day for k in range(DAYS_A_PAGE) if (day := monday + timedelta(days=k)) >= today)


def _whole(cell: Cell, kind: AvailabilityKind | None) -> tuple[AvailabilityRecord, ...]:
    return () if kind is None else (AvailabilityRecord(*cell, 0, MINUTES_PER_DAY, kind),)


def _sides(
    seen: AvailabilityView,
    changed: Iterable[Cell],
    now: Mapping[Cell, tuple[AvailabilityRecord, ...]],
    kind: AvailabilityKind | None,
) -> Sides:
    """Who was available when, and is from now on."""
    names = {person.id: person.name for person in seen.people}
    cells = {f"{names[cell[0]]}, {day_text(cell[1])}": cell for cell in changed}
    before = {what: _stretches(now.get(cell, ())) for what, cell in cells.items()}
    return differing(before, {what: _stretches(_whole(cell, kind)) for what, cell in cells.items()})


def _stretches(said: Iterable[AvailabilityRecord]) -> str:
    """ "available", "unavailable", "desired 08:00–12:00"."""
    whole = (0, MINUTES_PER_DAY)
    told = [
        one.kind.value if (one.start, one.end) == whole else f"{one.kind.value} {span_text(one.start, one.end)}"
        for one in said
    ]
    return ", ".join(told) or "available"


def _said(unit: UnitOfWork, site_id: str, dates: Sequence[date]) -> Mapping[Cell, tuple[AvailabilityRecord, ...]]:
    said: dict[Cell, tuple[AvailabilityRecord, ...]] = {}
    if dates:
        for record in unit.wishes.availability(site_id, dates[0], dates[-1]):
            cell = record.employee, record.date
            said[cell] = (*said.get(cell, ()), record)
    return said


def _off(requests: Iterable[TimeOffRecord], dates: Sequence[date], zone: ZoneInfo) -> Mapping[Cell, TimeOffRecord]:
    """Approved time off hides a pending request on the same date."""
    off: dict[Cell, TimeOffRecord] = {}
    for request in sorted(requests, key=lambda r: r.status is TimeOffStatus.APPROVED):
        if request.status is not TimeOffStatus.REJECTED:
            first = request.starts_at.astimezone(zone).date()
            last = (request.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
            off.update({(request.employee, day): request for day in dates if first <= day <= last})
    return off


def _check(unit: UnitOfWork, seen: AvailabilityView, cells: Iterable[Cell]) -> None:
    if seen.schedule and unit.schedules.get(seen.schedule.id).status is ScheduleStatus.ARCHIVED:
        raise InvalidInput(f"{seen.schedule.name} is archived and cannot be changed.")
    present = {person.id for person in unit.team.employees(seen.site.id) if person.active}
    for person, day in cells:
        if person not in present:
            raise NotFound("Somebody you chose is not in the team any more; reload the page and choose again.")
        if day not in seen.dates:
            raise InvalidInput(f"{day.day} {day:%b %Y} lies outside the days shown; choose one of those.")


def _told(unit: UnitOfWork, seen: AvailabilityView, cell: Cell) -> str:
    name = next(person.name for person in seen.people if person.id == cell[0])
    return (
        f"{name}, {day_text(cell[1])}: {last_hand(unit, seen.site, _thing(cell))}. "
        "Nothing was painted. Look at the grid, then paint again if you still want to."
    )


def _thing(cell: Cell) -> str:
    return f"{cell[0]} {cell[1].isoformat()}"
