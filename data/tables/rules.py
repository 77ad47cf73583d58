"""Rule settings and weight profiles."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
    true,
)

from data.tables.base import Moment, key, metadata, ref, version

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

profile_versions = Table(
    "profile_versions",
    metadata,
    ref("profile_id", "weight_profiles", primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("saved_at", Moment, nullable=False),
    Column("saved_by", String(64), nullable=False),
    Column("name", String(80), nullable=False),
    Column("is_default", Boolean, nullable=False),
    Column("time_limit", Integer, nullable=False),
    Column("gap", Float, nullable=False),
    Column("threads", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("weights", JSON, nullable=False),
)
