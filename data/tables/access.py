"""Who may sign in, and what was done."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, false, true

from data.tables.base import Moment, key, metadata, one_of, ref
from scheduling.services.records import UserRole

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
