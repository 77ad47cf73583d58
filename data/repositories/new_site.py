"""Writes a whole problem as a new site, every id replaced by a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert

from data.repositories.demand import SqlDemand
from data.repositories.rows import demand_rows, new_id
from data.repositories.rules import SqlRules
from data.repositories.schedules import SqlSchedules
from data.repositories.team import SqlTeam
from data.repositories.wishes import SqlWishes, availability_row
from data.tables import availability, planned_shifts, preferences, shift_demands, shift_requests, sites
from scheduling.domain.clock import MINUTES_PER_DAY, instant, wall_clock
from scheduling.domain.problem import AvailabilityInterval, Demand, Problem, ShiftTemplate
from scheduling.domain.settings import RuleSetting, Scope
from scheduling.services.records import (
    AvailabilityRecord,
    EmployeeRecord,
    PlannedShiftStatus,
    ProfileRecord,
    ScheduleRecord,
    SettingRecord,
    TemplateRecord,
    TimeOffKind,
    TimeOffRecord,
    TimeOffStatus,
)


class NewSite:
    """One problem on its way into the tables. Templates that the problem has keep the heads they use most."""

    def __init__(self, connection: Connection, problem: Problem) -> None:
        self._connection = connection
        self._problem = problem
        self._site = new_id()
        kinds = (problem.roles, problem.contracts, problem.templates, problem.employees, problem.shifts)
        self._ids: Mapping[str, Mapping[str, str]] = {
            name: {item.id: new_id() for item in items}
            for name, items in zip(("role", "contract", "template", "employee", "shift"), kinds, strict=True)
        }

    def write(
        self,
        name: str,
        settings: Sequence[RuleSetting],
        source: str,
        time_off: Sequence[TimeOffRecord],
        profiles: Sequence[ProfileRecord],
    ) -> tuple[str, str]:
        """Write everything; returns the ids of the site and of its schedule."""
        site = {"id": self._site, "name": name, "timezone": self._problem.timezone, "source": source}
        self._connection.execute(insert(sites).values(site))
        self._write_team()
        self._write_templates()
        schedule = self._write_schedule()
        self._write_wishes()
        self._write_time_off(time_off)
        setting_ids = self._write_settings(settings)
        for profile in profiles:
            weights = {setting_ids[setting]: weight for setting, weight in profile.weights.items()}
            SqlRules(self._connection).add_profile(replace(profile, id=new_id(), site=self._site, weights=weights))
        return self._site, schedule

    def _write_team(self) -> None:
        team = SqlTeam(self._connection)
        for role in self._problem.roles:
            team.add_role(self._site, replace(role, id=self._ids["role"][role.id]))
        for contract in self._problem.contracts:
            team.add_contract(self._site, replace(contract, id=self._ids["contract"][contract.id]))
        for person in self._problem.employees:
            contract_id = None if person.contract is None else self._ids["contract"][person.contract]
            roles = frozenset(self._ids["role"][role] for role in person.roles)
            record = EmployeeRecord(
                self._ids["employee"][person.id], self._site, person.name, roles, contract_id, person.labels
            )
            team.add_employee(record)

    def _write_templates(self) -> None:
        for template in self._problem.templates:
            renamed = replace(template, id=self._ids["template"][template.id])
            record = TemplateRecord(self._site, renamed, self._usual_heads(template))
            SqlDemand(self._connection).add_template(record)

    def _usual_heads(self, template: ShiftTemplate) -> tuple[Demand, ...]:
        first = next((s.demands for s in self._problem.shifts if s.template == template.id and s.demands), ())
        return self._renamed(first)

    def _renamed(self, demands: Sequence[Demand]) -> tuple[Demand, ...]:
        return tuple(replace(demand, role=self._ids["role"][demand.role]) for demand in demands)

    def _write_schedule(self) -> str:
        problem, schedule = self._problem, new_id()
        record = ScheduleRecord(schedule, self._site, problem.name, problem.start, problem.days)
        SqlSchedules(self._connection).add(record)
        self._insert(
            planned_shifts,
            [
                {
                    "id": self._ids["shift"][shift.id],
                    "schedule_id": schedule,
                    "template_id": self._ids["template"][shift.template],
                    "date": shift.date,
                    "status": PlannedShiftStatus.PLANNED,
                }
                for shift in problem.shifts
            ],
        )
        heads = [
            row
            for shift in problem.shifts
            for row in demand_rows("planned_shift_id", self._ids["shift"][shift.id], self._renamed(shift.demands))
        ]
        self._insert(shift_demands, heads)
        return schedule

    def _write_wishes(self) -> None:
        people, templates = self._ids["employee"], self._ids["template"]
        stretches = [day for interval in self._problem.availability for day in self._by_day(interval)]
        self._insert(availability, [availability_row(stretch) for stretch in stretches])
        self._insert(
            shift_requests,
            [
                {
                    "employee_id": people[request.employee],
                    "date": request.date,
                    "template_id": templates[request.template],
                    "wanted": request.on,
                    "weight": request.weight,
                }
                for request in self._problem.requests
            ],
        )
        self._insert(
            preferences,
            [
                {
                    "id": new_id(),
                    "employee_id": people[wish.employee],
                    "template_id": None if wish.template is None else templates[wish.template],
                    "weekday": wish.weekday,
                    "from_minute": wish.start,
                    "to_minute": wish.end,
                    "weight": wish.weight,
                    "avoid": wish.avoid,
                }
                for wish in self._problem.preferences
            ],
        )

    def _by_day(self, interval: AvailabilityInterval) -> list[AvailabilityRecord]:
        """The interval cut at midnights, in wall-clock minutes."""
        zone, person = self._problem.zone, self._ids["employee"][interval.employee]
        records = []
        day: date = wall_clock(interval.start, zone).date()
        while (midnight := instant(day, 0, zone)) < interval.end:
            following = instant(day, MINUTES_PER_DAY, zone)
            start = 0 if interval.start <= midnight else _minute(interval.start, self._problem)
            end = MINUTES_PER_DAY if interval.end >= following else _minute(interval.end, self._problem)
            records.append(AvailabilityRecord(person, day, start, end, interval.kind, interval.weight))
            day += timedelta(days=1)
        return records

    def _write_time_off(self, requests: Sequence[TimeOffRecord]) -> None:
        """Absences become approved requests; `requests` come beside them with the state they have."""
        wishes, people = SqlWishes(self._connection), self._ids["employee"]
        for absence in self._problem.absences:
            kind = TimeOffKind.VACATION if absence.credits else TimeOffKind.OTHER
            starts, ends = (datetime.fromtimestamp(m * 60, tz=UTC) for m in (absence.start, absence.end))
            wishes.add_time_off(
                TimeOffRecord(new_id(), people[absence.employee], kind, starts, ends, TimeOffStatus.APPROVED)
            )
        for request in requests:
            wishes.add_time_off(replace(request, id=new_id(), employee=people[request.employee]))

    def _write_settings(self, settings: Sequence[RuleSetting]) -> Mapping[str, str]:
        ids = {}
        for position, setting in enumerate(settings):
            ids[setting.id] = new_id()
            params = {name: self._translated(value) for name, value in setting.params.items()}
            moved = replace(setting, id=ids[setting.id], params=params, scope=self._moved(setting.scope))
            SqlRules(self._connection).add_setting(SettingRecord(self._site, position, moved))
        return ids

    def _moved(self, scope: Scope) -> Scope:
        known = self._ids.get(scope.kind.value, {})
        return replace(scope, ids=tuple(known.get(old, old) for old in scope.ids))

    def _translated(self, value: Any) -> Any:
        """Parameters name templates by id, in lists or lists of pairs; everything else stays."""
        if isinstance(value, str):
            return self._ids["template"].get(value, value)
        return [self._translated(item) for item in value] if isinstance(value, list | tuple) else value

    def _insert(self, table: Table, rows: Sequence[Any]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)


def _minute(epoch_minute: int, problem: Problem) -> int:
    clock = wall_clock(epoch_minute, problem.zone)
    return clock.hour * 60 + clock.minute
