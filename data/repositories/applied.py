"""What a problem knows of rosters that are applied: the fixed part of its own, and the weeks before."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, insert, select

from data.tables import assignments, opening_totals, planned_shifts, roster_versions, schedules, shift_templates
from scheduling.domain.clock import instant
from scheduling.domain.history import History, PastShift, PastTotals
from scheduling.domain.problem import Assignment
from scheduling.services.records import PlannedShiftStatus, ScheduleRecord

HISTORY_DAYS = 91
"""A quarter of a year: as far back as fairness may look."""


def staffed(connection: Connection, schedule_id: str) -> list[tuple[Assignment, bool]]:
    """The assignments of a schedule, and whether each is to stay."""
    wanted = (
        select(assignments)
        .join(planned_shifts)
        .where(planned_shifts.c.schedule_id == schedule_id)
        .where(planned_shifts.c.status != PlannedShiftStatus.CANCELLED)
        .order_by(assignments.c.planned_shift_id, assignments.c.employee_id)
    )
    return [
        (Assignment(row.employee_id, row.planned_shift_id, row.role_id), row.pinned)
        for row in connection.execute(wanted)
    ]


def told(connection: Connection, schedule_id: str) -> list[Assignment] | None:
    """The roster that employees were told last, whatever was planned since; None where they never were."""
    known = (roster_versions.c.schedule_id == schedule_id, roster_versions.c.told_at.is_not(None))
    wanted = select(roster_versions.c.assignments).where(*known).order_by(roster_versions.c.number.desc()).limit(1)
    rows = connection.execute(wanted).scalar_one_or_none()
    return None if rows is None else [Assignment(employee, shift, role) for shift, employee, role, *_ in rows]


def history(connection: Connection, schedule: ScheduleRecord, present: Collection[str], zone: ZoneInfo) -> History:
    """What was applied in the weeks before. A week counts as known when anything was applied in it."""
    oldest = schedule.start - timedelta(days=HISTORY_DAYS)
    rows = connection.execute(_before(schedule).where(planned_shifts.c.date >= oldest)).all()
    if not rows:
        return History()
    shifts = tuple(_past_shift(row, zone) for row in rows if row.employee_id in present)
    return History(max(min(row.start for row in rows), oldest), shifts)


def totals(
    connection: Connection, schedule: ScheduleRecord, present: Collection[str], zone: ZoneInfo
) -> tuple[PastTotals, ...]:
    """What each person brings along: an opening balance, and everything applied since, up to the schedule."""
    opening = {row.employee_id: row for row in connection.execute(select(opening_totals))}
    worked: dict[str, list[PastShift]] = {who: [] for who in present}
    for row in connection.execute(_before(schedule)):
        who = row.employee_id
        if who in worked and (who not in opening or row.date >= opening[who].as_of):
            worked[who].append(_past_shift(row, zone))
    return tuple(_summed(who, opening.get(who), shifts) for who, shifts in worked.items())


def write_totals(connection: Connection, brought: Sequence[PastTotals], as_of: date, people: Mapping[str, str]) -> None:
    """Keep what people bring along as opening balances; `people` gives the new ids."""
    for one in brought:
        amounts = {"shifts": one.shifts, "minutes": one.minutes, "weekends": one.weekends}
        values = {"employee_id": people[one.employee], "as_of": as_of, **amounts}
        connection.execute(insert(opening_totals).values(values))


def _before(schedule: ScheduleRecord) -> Select[Any]:
    """Everything that was applied at the site on dates before a schedule."""
    return (
        select(
            assignments.c.employee_id,
            planned_shifts.c.date,
            planned_shifts.c.template_id,
            shift_templates.c.start_minute,
            shift_templates.c.end_minute,
            schedules.c.start,
        )
        .select_from(assignments)
        .join(planned_shifts)
        .join(schedules)
        .join(shift_templates, shift_templates.c.id == planned_shifts.c.template_id)
        .where(schedules.c.site_id == schedule.site, schedules.c.id != schedule.id)
        .where(planned_shifts.c.date < schedule.start)
        .where(planned_shifts.c.status != PlannedShiftStatus.CANCELLED)
        .order_by(planned_shifts.c.date, shift_templates.c.start_minute, assignments.c.employee_id)
    )


def _past_shift(row: Row[Any], zone: ZoneInfo) -> PastShift:
    start, end = (instant(row.date, minute, zone) for minute in (row.start_minute, row.end_minute))
    return PastShift(row.employee_id, row.template_id, row.date, start, end)


def _summed(who: str, opening: Row[Any] | None, shifts: Sequence[PastShift]) -> PastTotals:
    weekends = {past.date.isocalendar()[:2] for past in shifts if past.date.weekday() >= 5}
    before = (opening.shifts, opening.minutes, opening.weekends) if opening else (0, 0, 0)
    minutes = sum(past.end - past.start for past in shifts)
    return PastTotals(who, before[0] + len(shifts), before[1] + minutes, before[2] + len(weekends))
