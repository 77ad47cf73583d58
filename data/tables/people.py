"""Sites and their people."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, Integer, String, Table, UniqueConstraint, true

from data.tables.base import key, metadata, ref, version

sites = Table(
    "sites",
    metadata,
    key(),
    Column("name", String(120), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("source", String(24), nullable=False),
    Column("region", String(12), nullable=False, server_default=""),
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
