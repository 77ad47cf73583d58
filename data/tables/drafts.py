"""Rosters being edited: where each began, and its steps."""

from sqlalchemy import JSON, Column, Integer, String, Table, UniqueConstraint

from data.tables.base import Moment, key, metadata, ref, version

drafts = Table(
    "drafts",
    metadata,
    key(),
    ref("schedule_id", "schedules"),
    Column("owner", String(64), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("base", JSON, nullable=False),
    Column("pins", JSON, nullable=False),
    Column("at", Integer, nullable=False, server_default="0"),
    ref("profile_id", "weight_profiles", ondelete="SET NULL", nullable=True, index=True),
    ref("run_id", "runs", ondelete="SET NULL", nullable=True, index=True),
    version(),
    UniqueConstraint("schedule_id", "owner"),
)

draft_steps = Table(
    "draft_steps",
    metadata,
    ref("draft_id", "drafts", primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("step", JSON, nullable=False),
)
