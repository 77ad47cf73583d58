"""Writes a whole problem as a new site, every id replaced by a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from data.repositories.applied import write_totals
from data.repositories.demand import SqlDemand
from data.repositories.new_wishes import write_time_off, write_wishes
from data.repositories.rows import demand_rows, insert_all, new_id
from data.repositories.rules import SqlRules
from data.repositories.schedules import SqlSchedules
from data.repositories.team import SqlTeam
from data.repositories.versions import SqlVersions
from data.tables import planned_shifts, shift_demands, sites
from scheduling.domain.problem import Demand, Problem, ShiftTemplate
from scheduling.domain.settings import RuleSetting, Scope
from scheduling.rules.catalogue import catalogue
from scheduling.rules.parameters import renamed
from scheduling.services.permissions import SYSTEM
from scheduling.services.records import (
    AssignmentRecord,
    EmployeeRecord,
    PlannedShiftRecord,
    PlannedShiftStatus,
    ProfileRecord,
    ScheduleRecord,
    ScheduleStatus,
    SettingRecord,
    TemplateRecord,
    TimeOffRecord,
)
from scheduling.services.version_records import VersionHead, VersionKind


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
        self._pin(schedule)
        self._write_past()
        write_totals(self._connection, self._problem.history.totals, self._problem.start, self._ids["employee"])
        write_wishes(self._connection, self._problem, self._ids["employee"], self._ids["template"])
        write_time_off(self._connection, self._problem, self._ids["employee"], time_off)
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
                self._ids["employee"][person.id],
                self._site,
                person.name,
                roles,
                contract_id,
                person.labels,
                home=person.home,
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
        insert_all(
            self._connection,
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
        insert_all(self._connection, shift_demands, heads)
        return schedule

    def _pin(self, schedule: str) -> None:
        ids = self._ids
        self._begin_with(
            schedule,
            [
                AssignmentRecord(ids["shift"][a.shift], ids["employee"][a.employee], ids["role"][a.role], pinned=True)
                for a in self._problem.pinned
            ],
        )

    def _begin_with(self, schedule: str, rows: Sequence[AssignmentRecord], told: bool = False) -> None:
        """Make these the first version of a week, which cannot be undone."""
        if rows:
            now, author = datetime.now(UTC), SYSTEM.username
            head = VersionHead(schedule, 1, VersionKind.IMPORT, now, author, "", len(rows), 0, 1)
            SqlVersions(self._connection).add(replace(head, told_at=now if told else None), rows)

    def _write_past(self) -> None:
        """What was worked before becomes an archived schedule of its own. Which role it was is not known any more."""
        history = self._problem.history
        if history.since is None or not history.shifts:
            return
        days = (self._problem.start - history.since).days
        past = ScheduleRecord(new_id(), self._site, "Before", history.since, days, ScheduleStatus.ARCHIVED)
        SqlSchedules(self._connection).add(past)
        planned: dict[tuple[str, date], str] = {}
        for worked in history.shifts:
            if (worked.template, worked.date) not in planned:
                shift = PlannedShiftRecord(new_id(), past.id, self._ids["template"][worked.template], worked.date)
                SqlDemand(self._connection).add_planned(shift)
                planned[worked.template, worked.date] = shift.id
        roles = {person.id: self._ids["role"][min(person.roles)] for person in self._problem.employees if person.roles}
        rows = [
            AssignmentRecord(planned[w.template, w.date], self._ids["employee"][w.employee], roles[w.employee])
            for w in history.shifts
        ]
        self._begin_with(past.id, rows, told=True)

    def _write_settings(self, settings: Sequence[RuleSetting]) -> Mapping[str, str]:
        ids = {}
        for position, setting in enumerate(settings):
            ids[setting.id] = new_id()
            params = self._translated(setting)
            moved = replace(setting, id=ids[setting.id], params=params, scope=self._moved(setting.scope))
            SqlRules(self._connection).add_setting(SettingRecord(self._site, position, moved))
        return ids

    def _moved(self, scope: Scope) -> Scope:
        known = self._ids.get(scope.kind.value, {})
        return replace(scope, ids=tuple(known.get(old, old) for old in scope.ids))

    def _translated(self, setting: RuleSetting) -> Mapping[str, Any]:
        """The parameters with the ids that they name replaced; those of an unknown rule stay as they are."""
        rule = catalogue().get(setting.code)
        if rule is None:
            return setting.params
        return renamed(rule.Params, setting.params, lambda kind, old: self._ids[kind].get(old, old))
