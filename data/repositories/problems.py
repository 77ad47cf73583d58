"""Assembles a problem from the tables, and writes a whole problem as a new site."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
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
from scheduling.domain.problem import (
    Absence,
    AvailabilityInterval,
    Contract,
    Problem,
    Shift,
    ShiftTemplate,
)
from scheduling.domain.settings import RuleSetting
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
        people = [person for person in team.employees(site.id) if person.active]
        contracts = tuple(team.contracts(site.id))
        last = schedule.start + timedelta(days=schedule.days)
        templates = [record.template for record in demand.templates(site.id)]
        present = {person.id for person in people}
        problem = Problem(
            name=f"{site.name}, {schedule.name}",
            timezone=site.timezone,
            start=schedule.start,
            days=schedule.days,
            roles=tuple(team.roles(site.id)),
            contracts=contracts,
            templates=tuple(templates),
            employees=tuple(person.as_employee() for person in people),
            shifts=tuple(self._shifts(schedule, templates, zone)),
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
            absences=tuple(self._absences(schedule, people, contracts, zone, wishes.time_off(site.id))),
            pinned=tuple(applied.pinned(connection, schedule_id, present)),
            history=applied.history(connection, schedule, present, zone),
        )
        return problem, tuple(record.setting for record in SqlRules(connection).settings(site.id))

    def store(
        self,
        site_name: str,
        problem: Problem,
        settings: Sequence[RuleSetting],
        source: str,
        *,
        time_off: Sequence[TimeOffRecord] = (),
        profiles: Sequence[ProfileRecord] = (),
    ) -> tuple[str, str]:
        return NewSite(self._connection, problem).write(site_name, settings, source, time_off, profiles)

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
        people: Sequence[EmployeeRecord],
        contracts: Sequence[Contract],
        zone: ZoneInfo,
        time_off: Sequence[TimeOffRecord],
    ) -> Iterator[Absence]:
        """Approved time off that a shift of the period could touch, the night after its last day included."""
        first, last = (instant(schedule.start + timedelta(days=k), 0, zone) for k in (0, schedule.days + 1))
        weekly = {contract.id: contract.weekly_minutes or 0 for contract in contracts}
        daily = {person.id: weekly.get(person.contract or "", 0) // WORKDAYS_A_WEEK for person in people}
        for request in time_off:
            if request.status is TimeOffStatus.APPROVED and request.employee in daily:
                start, end = (int(at.timestamp()) // 60 for at in (request.starts_at, request.ends_at))
                if end <= first or start >= last:
                    continue
                minutes = daily[request.employee] if request.kind in PAID else 0
                days = _whole_workdays(schedule, start, end, zone) if minutes else []
                yield Absence(request.employee, start, end, tuple((day, minutes) for day in days))


def _whole_workdays(schedule: ScheduleRecord, start: int, end: int, zone: ZoneInfo) -> list[date]:
    """Mondays to Fridays of the period that lie wholly between two epoch minutes."""
    days = (schedule.start + timedelta(days=k) for k in range(schedule.days))
    return [
        day
        for day in days
        if day.weekday() < WORKDAYS_A_WEEK
        and start <= instant(day, 0, zone)
        and instant(day, MINUTES_PER_DAY, zone) <= end
    ]
