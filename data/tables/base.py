"""What all tables are made of."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
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
