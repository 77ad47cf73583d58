"""How long things took, counted by the database itself."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Float, Row, case, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from scheduling.services.operation_records import Durations

# Seconds; the limits of a run lie among them.
BUCKETS = (0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)


class seconds_between(FunctionElement[float]):  # noqa: N801  (reads like the SQL function it is)
    """Seconds from one moment to another."""

    type = Float()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    start, end = (compiler.process(clause, **more) for clause in element.clauses)
    return f"((julianday({end}) - julianday({start})) * 86400.0)"


@compiles(seconds_between, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    start, end = (compiler.process(clause, **more) for clause in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM {end} - {start}) AS double precision)"


def counted(seconds: ColumnElement[float]) -> Sequence[ColumnElement[Any]]:
    """The columns that `durations` reads."""
    within = [func.coalesce(func.sum(case((seconds <= bucket, 1), else_=0)), 0) for bucket in BUCKETS]
    return [func.count(seconds), func.coalesce(func.sum(seconds), 0.0), *within]


def durations(row: Sequence[Any] | Row[Any]) -> Durations:
    count, total, *within = row
    return Durations(int(count), float(total), dict(zip(BUCKETS, map(int, within), strict=True)))
