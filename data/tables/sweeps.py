"""Sweeps: many runs with different weights, started together."""

from sqlalchemy import JSON, Column, Integer, String, Table

from data.tables.base import Moment, key, metadata, ref

sweeps = Table(
    "sweeps",
    metadata,
    key(),
    ref("schedule_id", "schedules", index=True),
    Column("name", String(120), nullable=False),
    Column("requested_by", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("base", JSON, nullable=False),
    Column("sides", JSON, nullable=False),
)

sweep_points = Table(
    "sweep_points",
    metadata,
    ref("sweep_id", "sweeps", primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("label", String(160), nullable=False),
    Column("weights", JSON, nullable=False),
    ref("run_id", "runs", ondelete="SET NULL", nullable=True, index=True),
)
