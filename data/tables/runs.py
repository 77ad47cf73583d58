"""Runs, what they found, and who works on them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from data.tables.base import Moment, key, metadata, one_of, ref
from scheduling.domain.runs import RunStatus, SolveStatus

runs = Table(
    "runs",
    metadata,
    key(),
    ref("schedule_id", "schedules", index=True),
    ref("profile_id", "weight_profiles", ondelete="SET NULL", nullable=True),
    Column("profile_name", String(80), nullable=False),
    Column("profile_version", Integer),
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
    Column("finish_requested", Boolean, nullable=False, server_default=false()),
    Column("priority", Integer, nullable=False, server_default="0"),
    Column("losses", Integer, nullable=False, server_default="0"),
    Column("spent", Float, nullable=False, server_default="0"),
    ref("continues_id", "runs", ondelete="SET NULL", nullable=True, index=True),
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("finished_at", Moment),
    Column("heartbeat_at", Moment),
    Column("objective", BigInteger),
    Column("bound", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
    Column("explanation", Text, nullable=False, server_default=""),
    Column("variety", JSON),
    CheckConstraint("priority >= 0 AND losses >= 0 AND spent >= 0", name="amounts"),
)
Index("ix_runs_status", runs.c.status)
# A row is wide, because of its snapshot: figures about all runs are read from here.
Index("ix_runs_times", runs.c.status, runs.c.created_at, runs.c.started_at, runs.c.finished_at)

run_progress = Table(
    "run_progress",
    metadata,
    ref("run_id", "runs", primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("seconds", Float, nullable=False),
    Column("objective", BigInteger),
    Column("bound", BigInteger),
)

run_notes = Table(
    "run_notes",
    metadata,
    ref("run_id", "runs", primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("seconds", Float, nullable=False),
    Column("text", Text, nullable=False),
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
    Column("kind", String(24), nullable=False, server_default="found"),
    CheckConstraint("kind IN ('found', 'different', 'own')", name="kind"),
    UniqueConstraint("run_id", "seq"),
)

workers = Table(
    "workers",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    ref("run_id", "runs", ondelete="SET NULL", nullable=True, index=True),
    Column("runs_done", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("memory", Integer, nullable=False, server_default="0"),
    Column("cpu", Float, nullable=False, server_default="0"),
    Column("stop_requested", Boolean, nullable=False, server_default=false()),
)
