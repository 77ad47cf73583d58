"""Who may sign in, and what was done."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

from data.tables.base import Moment, key, metadata, one_of, ref, version
from data.tables.log_guard import guard
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
    ref("employee_id", "employees", ondelete="SET NULL", nullable=True),
    Column("email", String(254)),
    Column("must_change", Boolean, nullable=False, server_default=false()),
    Column("password_until", Moment),
    Column("signed_in_at", Moment),
    version(),
    UniqueConstraint("employee_id"),
    UniqueConstraint("email"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    ref("user_id", "users", index=True),
    Column("expires_at", Moment, nullable=False),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    # By which people name a session; whoever knows the token of one can use it.
    Column("id", String(32), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("address", String(64), nullable=False, server_default=""),
    Column("browser", String(255), nullable=False, server_default=""),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    # A name, as a hash since people type passwords there by mistake, or an address.
    Column("subject", String(80), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
)

activity_log = Table(
    "activity_log",
    metadata,
    Column("id", Integer, primary_key=True),
    ref("site_id", "sites", ondelete="RESTRICT", nullable=True, index=True),
    Column("at", Moment, nullable=False, index=True),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("detail", JSON, nullable=False),
    # The id of a week, which may be gone while what was done to it stays told.
    Column("week", String(32)),
    Column("before", Text, nullable=False, server_default=""),
    Column("after", Text, nullable=False, server_default=""),
    Column("way", String(24), nullable=False, server_default=""),
    Column("address", String(64), nullable=False, server_default=""),
    Index("ix_activity_log_actor_id", "actor", "id"),
    Index("ix_activity_log_action_id", "action", "id"),
)
guard(activity_log)

log_exemptions = Table(
    "log_exemptions",
    metadata,
    Column("entry_id", Integer, ForeignKey("activity_log.id"), primary_key=True),
    Column("kind", String(24), nullable=False),
    Column(
        "never",
        Integer,
        ForeignKey("activity_log.id", deferrable=True, initially="DEFERRED"),
        nullable=False,
        server_default="0",
    ),
    CheckConstraint("kind IN ('prune', 'rename')", name="kind"),
    CheckConstraint("never = 0", name="never"),
)
