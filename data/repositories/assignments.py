"""What is applied: who works which planned shift."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, case, delete, func, select, update

from data.repositories.rows import insert_all
from data.tables import assignments, planned_shifts, schedules, shift_demands
from scheduling.services.records import AssignmentRecord, PlannedShiftStatus


class SqlAssignments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_schedule(self, schedule_id: str) -> Sequence[AssignmentRecord]:
        wanted = select(assignments).join(planned_shifts).where(planned_shifts.c.schedule_id == schedule_id)
        return [
            AssignmentRecord(row.planned_shift_id, row.employee_id, row.role_id, row.pinned, row.run_id)
            for row in self._connection.execute(wanted)
        ]

    def lock(self, schedule_id: str) -> None:
        self._connection.execute(select(schedules.c.id).where(schedules.c.id == schedule_id).with_for_update())

    def replace(self, schedule_id: str, records: Iterable[AssignmentRecord]) -> None:
        """Make these the schedule's assignments and bring the planned shifts' states up to date.

        Only `SqlVersions.add` does it, so that what is applied always is what the newest version says.
        """
        ours = select(planned_shifts.c.id).where(planned_shifts.c.schedule_id == schedule_id)
        self._connection.execute(delete(assignments).where(assignments.c.planned_shift_id.in_(ours)))
        rows = [
            {
                "planned_shift_id": record.planned_shift,
                "employee_id": record.employee,
                "role_id": record.role,
                "pinned": record.pinned,
                "run_id": record.run,
            }
            for record in records
        ]
        insert_all(self._connection, assignments, rows)
        self._refresh_states(schedule_id)

    def _refresh_states(self, schedule_id: str) -> None:
        """PLANNED with nobody, FULLY_ASSIGNED when as many work as the targets ask for, else in between."""
        shift = planned_shifts.c.id
        assigned = (
            select(func.count())
            .select_from(assignments)
            .where(assignments.c.planned_shift_id == shift)
            .scalar_subquery()
        )
        wanted = (
            select(func.coalesce(func.sum(func.coalesce(shift_demands.c.target, shift_demands.c.minimum)), 0))
            .where(shift_demands.c.planned_shift_id == shift)
            .scalar_subquery()
        )
        state = case(
            (assigned == 0, PlannedShiftStatus.PLANNED.value),
            (assigned >= wanted, PlannedShiftStatus.FULLY_ASSIGNED.value),
            else_=PlannedShiftStatus.PARTIALLY_ASSIGNED.value,
        )
        open_shifts = (
            planned_shifts.c.schedule_id == schedule_id,
            planned_shifts.c.status != PlannedShiftStatus.CANCELLED,
        )
        self._connection.execute(update(planned_shifts).where(*open_shifts).values(status=state))
