"""Assembles a problem from the tables, and writes a whole problem as a new site."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from data.repositories import applied
from data.repositories.demand import SqlDemand
from data.repositories.new_site import NewSite
from data.repositories.rules import SqlRules
from data.repositories.schedules import SqlSchedules
from data.repositories.team import SqlTeam
from data.repositories.wishes import SqlWishes
from scheduling.domain.clock import MINUTES_PER_DAY, instant
from scheduling.domain.history import History
from scheduling.domain.problem import (
    Absence,
    AvailabilityInterval,
    Contract,
    Problem,
    Shift,
    ShiftTemplate,
)
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import counts_totals
from scheduling.services import holidays
from scheduling.services.records import (
    EmployeeRecord,
    PlannedShiftStatus,
    ProfileRecord,
    ScheduleRecord,
    TimeOffKind,
    TimeOffRecord,
    TimeOffStatus,
)

PAID = (TimeOffKind.VACATION, TimeOffKind.SICK)
WORKDAYS_A_WEEK = 5


class SqlProblems:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, schedule_id: str) -> tuple[Problem, tuple[RuleSetting, ...]]:
        connection = self._connection
        schedule = SqlSchedules(connection).get(schedule_id)
        site = SqlSchedules(connection).site(schedule.site)
        zone = ZoneInfo(site.timezone)
        team, wishes, demand = SqlTeam(connection), SqlWishes(connection), SqlDemand(connection)
        staffed = applied.staffed(connection, schedule_id)
        working = {assignment.employee for assignment, _ in staffed}
        # Whoever has left is still part of what they worked, so that old weeks keep their numbers.
        people = [person for person in team.employees(site.id) if person.active or person.id in working]
        contracts = tuple(team.contracts(site.id))
        last = schedule.start + timedelta(days=schedule.days)
        settings = tuple(record.setting for record in SqlRules(connection).settings(site.id))
        templates = [record.template for record in demand.templates(site.id)]
        present = {person.id for person in people}
        history = applied.history(connection, schedule, present, zone)
        if any(map(counts_totals, settings)):
            history = replace(history, totals=applied.totals(connection, schedule, present, zone))
        shifts, told = tuple(self._shifts(schedule, templates, zone)), applied.told(connection, schedule_id)
        left = list(_left(schedule, people, zone))
        ended = {absence.employee: absence.start for absence in left}
        ends = {shift.id: shift.end for shift in shifts}
        problem = Problem(
            name=f"{site.name}, {schedule.name}",
            timezone=site.timezone,
            start=schedule.start,
            days=schedule.days,
            roles=tuple(team.roles(site.id)),
            contracts=contracts,
            templates=tuple(templates),
            employees=tuple(person.as_employee() for person in people),
            shifts=shifts,
            availability=tuple(
                AvailabilityInterval(
                    record.employee,
                    instant(record.date, record.start, zone),
                    instant(record.date, record.end, zone),
                    record.kind,
                    record.weight,
                )
                for record in wishes.availability(site.id, schedule.start, last)
                if record.employee in present
            ),
            requests=tuple(
                r for r in wishes.requests(site.id, schedule.start, last - timedelta(days=1)) if r.employee in present
            ),
            preferences=tuple(p for p in wishes.preferences(site.id) if p.employee in present),
            absences=(
                *self._absences(schedule, history, people, contracts, zone, wishes.time_off(site.id)),
                *left,
            ),
            pinned=tuple(
                one
                for one, pinned in staffed
                if pinned and (one.employee not in ended or ends[one.shift] <= ended[one.employee])
            ),
            history=history,
            holidays=holidays.between(site.region, history.since or schedule.start, last),
            published=None if told is None else tuple(a for a in told if a.employee in present and a.shift in ends),
            today=None if told is None else datetime.now(zone).date(),
        )
        return problem, settings

    def store(
        self,
        site_name: str,
        problem: Problem,
        settings: Sequence[RuleSetting],
        source: str,
        *,
        time_off: Sequence[TimeOffRecord] = (),
        profiles: Sequence[ProfileRecord] = (),
        region: str = "",
    ) -> tuple[str, str]:
        ids = NewSite(self._connection, problem).write(site_name, settings, source, time_off, profiles)
        if region:
            SqlSchedules(self._connection).save_region(ids[0], region, "")
        return ids

    def _shifts(self, schedule: ScheduleRecord, templates: Sequence[ShiftTemplate], zone: ZoneInfo) -> Iterator[Shift]:
        by_id = {template.id: template for template in templates}
        for planned in SqlDemand(self._connection).planned(schedule.id):
            if planned.status is not PlannedShiftStatus.CANCELLED:
                template = by_id[planned.template]
                start, end = (instant(planned.date, minute, zone) for minute in (template.start, template.end))
                yield Shift(planned.id, template.id, planned.date, start, end, planned.demands)

    @staticmethod
    def _absences(
        schedule: ScheduleRecord,
        history: History,
        people: Sequence[EmployeeRecord],
        contracts: Sequence[Contract],
        zone: ZoneInfo,
        time_off: Sequence[TimeOffRecord],
    ) -> Iterator[Absence]:
        """Approved time off since the history begins, to the night after the last day of the period."""
        began, days = history.since or schedule.start, schedule.days + 1
        dates = [began + timedelta(days=k) for k in range((schedule.start - began).days + schedule.days)]
        first, last = instant(began, 0, zone), instant(schedule.start + timedelta(days=days), 0, zone)
        weekly = {contract.id: contract.weekly_minutes or 0 for contract in contracts}
        daily = {person.id: weekly.get(person.contract or "", 0) // WORKDAYS_A_WEEK for person in people}
        for request in time_off:
            if request.status is TimeOffStatus.APPROVED and request.employee in daily:
                start, end = (int(at.timestamp()) // 60 for at in (request.starts_at, request.ends_at))
                if end <= first or start >= last:
                    continue
                minutes = daily[request.employee] if request.kind in PAID else 0
                days = _whole_workdays(dates, start, end, zone) if minutes else []
                yield Absence(request.employee, start, end, tuple((day, minutes) for day in days))


def _left(schedule: ScheduleRecord, people: Iterable[EmployeeRecord], zone: ZoneInfo) -> Iterator[Absence]:
    """From today on, whoever has left works nothing any more, whatever was planned."""
    today, after = datetime.now(zone).date(), schedule.start + timedelta(days=schedule.days + 1)
    first, last = max(today, schedule.start), instant(after, 0, zone)
    if first < after - timedelta(days=1):
        yield from (Absence(one.id, instant(first, 0, zone), last, left=True) for one in people if not one.active)


def _whole_workdays(dates: Sequence[date], start: int, end: int, zone: ZoneInfo) -> list[date]:
    """The Mondays to Fridays among some dates that lie wholly between two epoch minutes."""
    return [
        day
        for day in dates
        if day.weekday() < WORKDAYS_A_WEEK
        and start <= instant(day, 0, zone)
        and instant(day, MINUTES_PER_DAY, zone) <= end
    ]
