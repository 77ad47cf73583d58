"""What somebody changes, for the activity log: both sides in plain words, only where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias, TypedDict

from scheduling.domain.clock import day_text, hours_text, span_text
from scheduling.domain.problem import Contract, Demand
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import (
    AssignmentRecord,
    EmployeeRecord,
    PlannedShiftRecord,
    PlannedShiftStatus,
    ScheduleRecord,
    TemplateRecord,
)

MOST = 12
"""So many lines of each side are told; of the rest, how many they are."""
Said: TypeAlias = Mapping[str, str]
"""What one side says, by what it is about."""
Names: TypeAlias = Mapping[str, str]


class Sides(TypedDict):
    """What an entry of the log says was there before, and is after."""

    before: str
    after: str


def differing(before: Said, after: Said) -> Sides:
    """Both sides as "roles: Cook; home: none", without what they have in common.

    What one side does not speak of at all is left out there: nothing is said of a thing before it was added.
    """
    changed = [what for what in dict.fromkeys((*before, *after)) if before.get(what) != after.get(what)]
    return Sides(before=_lines(before, changed), after=_lines(after, changed))


def _lines(side: Said, changed: Iterable[str]) -> str:
    lines = [f"{what}: {side[what] or 'none'}" for what in changed if what in side]
    rest = len(lines) - MOST
    return "; ".join([*lines[:MOST], f"and {rest} more"] if rest > 0 else lines)


def listed(ids: Iterable[str], names: Names) -> str:
    """Names in order, "?" where one is gone."""
    return ", ".join(sorted(names.get(one, "?") for one in ids))


def person_said(person: EmployeeRecord, roles: Names, contracts: Names) -> Said:
    """A person of the team."""
    return {
        "name": person.name,
        "roles": listed(person.roles, roles),
        "contract": contracts.get(person.contract or "", ""),
        "labels": ", ".join(sorted(person.labels)),
        "home": person.home,
        "planned": "yes" if person.active else "no",
    }


def contract_said(contract: Contract) -> Said:
    """A contract."""
    weekly = contract.weekly_minutes
    return {"name": contract.name, "hours a week": "" if weekly is None else hours_text(weekly)}


def template_said(record: TemplateRecord, roles: Names) -> Said:
    """A shift template with the heads that shifts of it begin with."""
    template = record.template
    return {
        "name": template.name,
        "code": template.code,
        "times": span_text(template.start, template.end),
        "place": template.location,
        "labels": ", ".join(sorted(template.labels)),
        "colour": template.colour,
        **heads_said(record.demands, roles),
    }


def heads_said(demands: Iterable[Demand], roles: Names, where: str = "") -> Said:
    """Heads by role: "2, at least 1, at most 3"; `where` comes before the role."""
    before = f"{where}, " if where else ""
    return {f"{before}{roles.get(one.role, '?')}": _heads(one) for one in demands}


def _heads(demand: Demand) -> str:
    parts = [str(demand.target)] if demand.target is not None else []
    parts += [f"at least {demand.minimum}"] if demand.minimum or not parts else []
    parts += [f"at most {demand.maximum}"] if demand.maximum is not None else []
    parts += [f"each head short costs {demand.under_cost:,}"] if demand.under_cost is not None else []
    parts += [f"each head over costs {demand.over_cost:,}"] if demand.over_cost is not None else []
    parts += [f"priority {demand.priority}"] if demand.priority != 1 else []
    return ", ".join(parts)


def shift_said(shift: PlannedShiftRecord, roles: Names) -> Said:
    """A planned shift: its heads, and whether it is in the week."""
    status = "cancelled" if shift.status is PlannedShiftStatus.CANCELLED else "planned"
    return {**heads_said(shift.demands, roles), "shift": status}


def dates_text(first: date, last: date) -> str:
    """ "Fri 4 Dec 2026", "Fri 4 Dec to Mon 7 Dec 2026"."""
    return f"{' to '.join(dict.fromkeys((day_text(first), day_text(last))))} {last.year}"


def rosters_said(
    work: UnitOfWork, schedule: ScheduleRecord, before: Sequence[AssignmentRecord], after: Sequence[AssignmentRecord]
) -> Sides:
    """Who works what in two rosters of a week, by shift in the order of dates."""
    people = {person.id: person.name for person in work.team.employees(schedule.site)}
    roles = {role.id: role.name for role in work.team.roles(schedule.site)}
    kinds = {record.id: record.template.name for record in work.demand.templates(schedule.site)}
    shifts = {shift.id: (shift.date, kinds[shift.template]) for shift in work.demand.planned(schedule.id)}

    def said(rows: Sequence[AssignmentRecord]) -> Said:
        told = sorted((shifts[row.planned_shift], people.get(row.employee, "?"), row) for row in rows)
        return {
            f"{name} on {kind}, {day_text(day)}": f"{roles.get(row.role, '?')}{', pinned' if row.pinned else ''}"
            for (day, kind), name, row in told
        }

    common = set(before) & set(after)
    return differing(*(said([row for row in rows if row not in common]) for rows in (before, after)))
