"""Templates, weeks, planned shifts, and who works them."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, Integer, String, Table, UniqueConstraint, false

from data.tables.base import heads, key, metadata, one_of, ref, version
from scheduling.services.records import PlannedShiftStatus, ScheduleStatus

shift_templates = Table(
    "shift_templates",
    metadata,
    key(),
    ref("site_id", "sites"),
    Column("name", String(80), nullable=False),
    Column("code", String(12), nullable=False),
    Column("start_minute", Integer, nullable=False),
    Column("end_minute", Integer, nullable=False),
    Column("location", String(80), nullable=False, server_default=""),
    Column("labels", JSON, nullable=False),
    Column("colour", String(16), nullable=False, server_default=""),
    version(),
    UniqueConstraint("site_id", "code"),
    CheckConstraint("start_minute >= 0 AND start_minute < 1440", name="start"),
    CheckConstraint("end_minute > start_minute AND end_minute <= start_minute + 1440", name="end"),
)

template_demands = Table(
    "template_demands",
    metadata,
    ref("template_id", "shift_templates", primary_key=True),
    ref("role_id", "roles", ondelete="RESTRICT", primary_key=True),
    *heads(),
)

schedules = Table(
    "schedules",
    metadata,
    key(),
    ref("site_id", "sites"),
    Column("name", String(120), nullable=False),
    Column("start", Date, nullable=False),
    Column("days", Integer, nullable=False),
    *one_of("status", ScheduleStatus),
    version(),
    UniqueConstraint("site_id", "start", "name"),
    CheckConstraint("days >= 1 AND days <= 366", name="days"),
)

planned_shifts = Table(
    "planned_shifts",
    metadata,
    key(),
    ref("schedule_id", "schedules"),
    ref("template_id", "shift_templates", ondelete="RESTRICT"),
    Column("date", Date, nullable=False),
    *one_of("status", PlannedShiftStatus),
    version(),
    UniqueConstraint("schedule_id", "template_id", "date"),
)

shift_demands = Table(
    "shift_demands",
    metadata,
    ref("planned_shift_id", "planned_shifts", primary_key=True),
    ref("role_id", "roles", ondelete="RESTRICT", primary_key=True),
    *heads(),
)

assignments = Table(
    "assignments",
    metadata,
    ref("planned_shift_id", "planned_shifts", primary_key=True),
    ref("employee_id", "employees", ondelete="RESTRICT", primary_key=True, index=True),
    ref("role_id", "roles", ondelete="RESTRICT"),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    ref("run_id", "runs", ondelete="SET NULL", nullable=True, index=True),
)
