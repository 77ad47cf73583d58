"""What was ever applied to a week."""

from sqlalchemy import JSON, CheckConstraint, Column, Integer, String, Table

from data.tables.base import Moment, metadata, one_of, ref
from scheduling.services.version_records import VersionKind

roster_versions = Table(
    "roster_versions",
    metadata,
    ref("schedule_id", "schedules", primary_key=True),
    Column("number", Integer, primary_key=True),
    *one_of("kind", VersionKind),
    Column("at", Moment, nullable=False),
    Column("author", String(64), nullable=False),
    Column("reason", String(500), nullable=False, server_default=""),
    Column("added", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("origin", Integer, nullable=False),
    ref("run_id", "runs", ondelete="SET NULL", nullable=True, index=True),
    ref("candidate_id", "candidates", ondelete="SET NULL", nullable=True, index=True),
    Column("told_at", Moment),
    # Each is [planned shift, employee, role, pinned, run]: what a version was stays, whatever becomes of those.
    Column("assignments", JSON, nullable=False),
    CheckConstraint("number >= 1 AND origin >= 0 AND origin <= number", name="numbers"),
)
