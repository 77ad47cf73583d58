"""What a problem knows of rosters that are applied: the fixed part of its own, and the weeks before."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from data.tables import assignments, planned_shifts, schedules, shift_templates
from scheduling.domain.clock import instant
from scheduling.domain.problem import Assignment, History, PastShift
from scheduling.services.records import PlannedShiftStatus, ScheduleRecord

HISTORY_DAYS = 35


def pinned(connection: Connection, schedule_id: str, present: Collection[str]) -> Iterator[Assignment]:
    """The assignments of a schedule that are to stay, of the people who are there."""
    wanted = (
        select(assignments)
        .join(planned_shifts)
        .where(planned_shifts.c.schedule_id == schedule_id, assignments.c.pinned)
        .where(planned_shifts.c.status != PlannedShiftStatus.CANCELLED)
        .order_by(assignments.c.planned_shift_id, assignments.c.employee_id)
    )
    for row in connection.execute(wanted):
        if row.employee_id in present:
            yield Assignment(row.employee_id, row.planned_shift_id, row.role_id)


def history(connection: Connection, schedule: ScheduleRecord, present: Collection[str], zone: ZoneInfo) -> History:
    """What was applied in the weeks before. A week counts as known when anything was applied in it."""
    oldest = schedule.start - timedelta(days=HISTORY_DAYS)
    wanted = (
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
        .where(planned_shifts.c.date >= oldest, planned_shifts.c.date < schedule.start)
        .where(planned_shifts.c.status != PlannedShiftStatus.CANCELLED)
        .order_by(planned_shifts.c.date, shift_templates.c.start_minute, assignments.c.employee_id)
    )
    rows = connection.execute(wanted).all()
    if not rows:
        return History()
    shifts = tuple(
        PastShift(
            row.employee_id,
            row.template_id,
            row.date,
            instant(row.date, row.start_minute, zone),
            instant(row.date, row.end_minute, zone),
        )
        for row in rows
        if row.employee_id in present
    )
    return History(max(min(row.start for row in rows), oldest), shifts)
