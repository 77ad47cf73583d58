"""The tables. Keys, uniqueness and checks live in the database itself."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)

from scheduling.domain.problem import AvailabilityKind
from scheduling.domain.runs import RunStatus, SolveStatus
from scheduling.services.records import (
    PlannedShiftStatus,
    ScheduleStatus,
    TimeOffKind,
    TimeOffStatus,
    UserRole,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware date-time, kept in UTC and aware again when read, also where the database drops the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


def key() -> Column[str]:
    return Column("id", String(32), primary_key=True)


def version() -> Column[int]:
    return Column("version", Integer, nullable=False, server_default="1")


def ref(name: str, target: str, *, ondelete: str = "CASCADE", nullable: bool = False, **more: Any) -> Column[str]:
    return Column(name, String(32), ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable, **more)


def one_of(name: str, choices: type[StrEnum], *, nullable: bool = False) -> tuple[Column[str], CheckConstraint]:
    allowed = ", ".join(f"'{choice.value}'" for choice in choices)
    return Column(name, String(24), nullable=nullable), CheckConstraint(f"{name} IN ({allowed})", name=name)


def heads() -> list[Column[Any] | CheckConstraint]:
    """What a template and a planned shift both say about the heads of one role."""
    return [
        Column("minimum", Integer, nullable=False, server_default="0"),
        Column("target", Integer),
        Column("maximum", Integer),
        Column("under_cost", Integer),
        Column("over_cost", Integer),
        Column("priority", Integer, nullable=False, server_default="1"),
        CheckConstraint("minimum >= 0", name="minimum"),
        CheckConstraint("target IS NULL OR target >= minimum", name="target"),
        CheckConstraint("maximum IS NULL OR (maximum >= minimum AND maximum >= coalesce(target, 0))", name="maximum"),
        CheckConstraint("coalesce(under_cost, 0) >= 0 AND coalesce(over_cost, 0) >= 0", name="costs"),
        CheckConstraint("priority >= 1", name="priority"),
    ]


sites = Table(
    "sites",
    metadata,
    key(),
    Column("name", String(120), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("source", String(24), nullable=False),
    Column("region", String(12), nullable=False, server_default=""),
)

users = Table(
    "users",
    metadata,
    key(),
    Column("username", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    *one_of("role", UserRole),
    Column("password_hash", String(255), nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    ref("user_id", "users", index=True),
    Column("expires_at", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False, server_default=false()),
)

roles = Table(
    "roles",
    metadata,
    key(),
    ref("site_id", "sites"),
    Column("name", String(80), nullable=False),
    UniqueConstraint("site_id", "name"),
)

contracts = Table(
    "contracts",
    metadata,
    key(),
    ref("site_id", "sites"),
    Column("name", String(120), nullable=False),
    Column("weekly_minutes", Integer),
    UniqueConstraint("site_id", "name"),
    CheckConstraint("weekly_minutes IS NULL OR weekly_minutes >= 0", name="weekly_minutes"),
)

employees = Table(
    "employees",
    metadata,
    key(),
    ref("site_id", "sites", index=True),
    Column("name", String(120), nullable=False),
    ref("contract_id", "contracts", ondelete="SET NULL", nullable=True),
    Column("labels", JSON, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    version(),
    Column("home", String(80), nullable=False, server_default=""),
    CheckConstraint("length(trim(name)) > 0", name="name"),
)

opening_totals = Table(
    "opening_totals",
    metadata,
    ref("employee_id", "employees", primary_key=True),
    Column("as_of", Date, nullable=False),
    Column("shifts", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("weekends", Integer, nullable=False),
    CheckConstraint("shifts >= 0 AND minutes >= 0 AND weekends >= 0", name="amounts"),
)

employee_roles = Table(
    "employee_roles",
    metadata,
    ref("employee_id", "employees", primary_key=True),
    ref("role_id", "roles", ondelete="RESTRICT", primary_key=True),
)

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

rule_settings = Table(
    "rule_settings",
    metadata,
    key(),
    ref("site_id", "sites", index=True),
    Column("position", Integer, nullable=False),
    Column("code", String(40), nullable=False),
    Column("enabled", Boolean, nullable=False, server_default=true()),
    Column("weight", Integer),
    Column("scope", JSON, nullable=False),
    Column("params", JSON, nullable=False),
    version(),
    CheckConstraint("weight IS NULL OR weight >= 0", name="weight"),
)

weight_profiles = Table(
    "weight_profiles",
    metadata,
    key(),
    ref("site_id", "sites"),
    Column("name", String(80), nullable=False),
    Column("is_default", Boolean, nullable=False, server_default=false()),
    Column("time_limit", Integer, nullable=False),
    Column("gap", Float, nullable=False),
    Column("threads", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    version(),
    UniqueConstraint("site_id", "name"),
    CheckConstraint("time_limit >= 1 AND time_limit <= 3300", name="time_limit"),
    CheckConstraint("gap >= 0 AND gap < 100", name="gap"),
    CheckConstraint("threads >= 1", name="threads"),
)
Index(
    "uq_weight_profiles_one_default",
    weight_profiles.c.site_id,
    unique=True,
    sqlite_where=text("is_default"),
    postgresql_where=text("is_default"),
)

profile_weights = Table(
    "profile_weights",
    metadata,
    ref("profile_id", "weight_profiles", primary_key=True),
    ref("setting_id", "rule_settings", primary_key=True),
    Column("weight", Integer, nullable=False),
    CheckConstraint("weight >= 0", name="weight"),
)

runs = Table(
    "runs",
    metadata,
    key(),
    ref("schedule_id", "schedules", index=True),
    ref("profile_id", "weight_profiles", ondelete="SET NULL", nullable=True),
    Column("profile_name", String(80), nullable=False),
    *one_of("status", RunStatus),
    *one_of("solve_status", SolveStatus, nullable=True),
    Column("time_limit", Integer, nullable=False),
    Column("gap", Float, nullable=False),
    Column("threads", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),
    Column("snapshot_hash", String(64), nullable=False),
    Column("code_version", String(40), nullable=False),
    Column("requested_by", String(64), nullable=False),
    Column("message_id", String(64)),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("worker", String(80)),
    Column("cancel_requested", Boolean, nullable=False, server_default=false()),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("heartbeat_at", Moment),
    Column("objective", BigInteger),
    Column("bound", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
)

run_progress = Table(
    "run_progress",
    metadata,
    ref("run_id", "runs", primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("seconds", Float, nullable=False),
    Column("objective", BigInteger),
    Column("bound", BigInteger),
)

candidates = Table(
    "candidates",
    metadata,
    key(),
    ref("run_id", "runs"),
    Column("seq", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("penalty", BigInteger, nullable=False),
    Column("hard", Integer, nullable=False),
    Column("bound", BigInteger),
    Column("assignments", JSON, nullable=False),
    UniqueConstraint("run_id", "seq"),
)

assignments = Table(
    "assignments",
    metadata,
    ref("planned_shift_id", "planned_shifts", primary_key=True),
    ref("employee_id", "employees", ondelete="RESTRICT", primary_key=True, index=True),
    ref("role_id", "roles", ondelete="RESTRICT"),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    ref("run_id", "runs", ondelete="SET NULL", nullable=True),
)

activity_log = Table(
    "activity_log",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("site_id", "sites", nullable=True, index=True),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("detail", JSON, nullable=False),
)
