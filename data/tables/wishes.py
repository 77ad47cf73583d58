"""What people wish for, and when they are away."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Integer, String, Table, Text, false

from data.tables.base import Moment, key, metadata, one_of, ref, version
from scheduling.domain.problem import AvailabilityKind
from scheduling.services.records import TimeOffKind, TimeOffStatus

availability = Table(
    "availability",
    metadata,
    ref("employee_id", "employees", primary_key=True),
    Column("date", Date, primary_key=True),
    Column("from_minute", Integer, primary_key=True),
    Column("to_minute", Integer, nullable=False),
    *one_of("kind", AvailabilityKind),
    Column("weight", Integer, nullable=False, server_default="1"),
    CheckConstraint("from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440", name="minutes"),
    CheckConstraint("weight >= 0", name="weight"),
)

shift_requests = Table(
    "shift_requests",
    metadata,
    ref("employee_id", "employees", primary_key=True),
    Column("date", Date, primary_key=True),
    ref("template_id", "shift_templates", primary_key=True),
    Column("wanted", Boolean, primary_key=True),
    Column("weight", Integer, nullable=False),
    CheckConstraint("weight >= 0", name="weight"),
)

preferences = Table(
    "preferences",
    metadata,
    key(),
    ref("employee_id", "employees", index=True),
    ref("template_id", "shift_templates", nullable=True),
    Column("weekday", Integer),
    Column("from_minute", Integer),
    Column("to_minute", Integer),
    Column("weight", Integer, nullable=False),
    Column("avoid", Boolean, nullable=False, server_default=false()),
    CheckConstraint("weekday IS NULL OR (weekday >= 0 AND weekday <= 6)", name="weekday"),
    CheckConstraint("from_minute >= 0 AND to_minute > coalesce(from_minute, 0)", name="minutes"),
    CheckConstraint("weight >= 0", name="weight"),
)

time_off_requests = Table(
    "time_off_requests",
    metadata,
    key(),
    ref("employee_id", "employees", index=True),
    *one_of("kind", TimeOffKind),
    Column("starts_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    *one_of("status", TimeOffStatus),
    Column("note", Text, nullable=False, server_default=""),
    Column("decided_by", String(64)),
    version(),
    CheckConstraint("ends_at > starts_at", name="order"),
)
