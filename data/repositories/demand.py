"""Shift templates and planned shifts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from data.repositories.rows import demand_rows, demands_by_parent, replace_children, save_row
from data.tables import planned_shifts, shift_demands, shift_templates, template_demands
from scheduling.domain.clock import day_text
from scheduling.domain.problem import ShiftTemplate
from scheduling.services.records import PlannedShiftRecord, PlannedShiftStatus, TemplateRecord


class SqlDemand:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def templates(self, site_id: str) -> Sequence[TemplateRecord]:
        here = shift_templates.c.site_id == site_id
        heads = demands_by_parent(
            self._connection, select(template_demands).join(shift_templates).where(here), "template_id"
        )
        wanted = select(shift_templates).where(here).order_by(shift_templates.c.start_minute, shift_templates.c.code)
        return [
            TemplateRecord(
                site_id,
                ShiftTemplate(
                    row.id,
                    row.name,
                    row.code,
                    row.start_minute,
                    row.end_minute,
                    row.location,
                    frozenset(row.labels),
                    row.colour,
                ),
                heads.get(row.id, ()),
                row.version,
            )
            for row in self._connection.execute(wanted)
        ]

    def add_template(self, template: TemplateRecord) -> None:
        values = {"id": template.id, "site_id": template.site, **_template_values(template)}
        self._connection.execute(insert(shift_templates).values(values))
        self._write_template_heads(template)

    def save_template(self, template: TemplateRecord) -> None:
        values, name = _template_values(template), template.template.name
        save_row(self._connection, shift_templates, template.id, template.version, values, name)
        self._write_template_heads(template)

    def _write_template_heads(self, template: TemplateRecord) -> None:
        rows = demand_rows("template_id", template.id, template.demands)
        replace_children(self._connection, template_demands, "template_id", template.id, rows)

    def planned(self, schedule_id: str) -> Sequence[PlannedShiftRecord]:
        here = planned_shifts.c.schedule_id == schedule_id
        heads = demands_by_parent(
            self._connection, select(shift_demands).join(planned_shifts).where(here), "planned_shift_id"
        )
        wanted = (
            select(planned_shifts)
            .join(shift_templates)
            .where(here)
            .order_by(planned_shifts.c.date, shift_templates.c.start_minute, shift_templates.c.code)
        )
        return [
            PlannedShiftRecord(
                row.id,
                schedule_id,
                row.template_id,
                row.date,
                heads.get(row.id, ()),
                PlannedShiftStatus(row.status),
                row.version,
            )
            for row in self._connection.execute(wanted)
        ]

    def add_planned(self, shift: PlannedShiftRecord) -> None:
        values = {
            "id": shift.id,
            "schedule_id": shift.schedule,
            "template_id": shift.template,
            "date": shift.date,
            "status": shift.status,
        }
        self._connection.execute(insert(planned_shifts).values(values))
        self._write_heads(shift)

    def save_planned(self, shift: PlannedShiftRecord) -> None:
        what = f"the shift on {day_text(shift.date)}"
        save_row(self._connection, planned_shifts, shift.id, shift.version, {"status": shift.status}, what)
        self._write_heads(shift)

    def _write_heads(self, shift: PlannedShiftRecord) -> None:
        rows = demand_rows("planned_shift_id", shift.id, shift.demands)
        replace_children(self._connection, shift_demands, "planned_shift_id", shift.id, rows)


def _template_values(record: TemplateRecord) -> dict[str, Any]:
    template = record.template
    return {
        "name": template.name,
        "code": template.code,
        "start_minute": template.start,
        "end_minute": template.end,
        "location": template.location,
        "labels": sorted(template.labels),
        "colour": template.colour,
    }
