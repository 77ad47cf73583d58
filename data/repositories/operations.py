"""Figures about all runs, and lists of them; nothing here is written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select, text
from sqlalchemy.sql.elements import ColumnElement

from data.repositories.durations import counted, durations, seconds_between
from data.repositories.runs import SHOWN, run_record
from data.tables import runs, schedules, sites
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import Durations, Task, TaskFilter

SEARCHED = (runs.c.id, runs.c.profile_name, runs.c.requested_by, runs.c.worker, runs.c.reason)
SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


class SqlOperations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self) -> Mapping[RunStatus, int]:
        counting = select(runs.c.status, func.count()).group_by(runs.c.status)
        found = {RunStatus(status): count for status, count in self._connection.execute(counting)}
        return {status: found.get(status, 0) for status in RunStatus}

    def oldest_waiting(self) -> datetime | None:
        waiting = select(func.min(runs.c.created_at)).where(runs.c.status == RunStatus.PENDING)
        return self._connection.execute(waiting).scalar_one()

    def solving(self, since: datetime | None = None) -> Mapping[RunStatus, Durations]:
        took = seconds_between(runs.c.started_at, runs.c.finished_at)
        ended = select(runs.c.status, *counted(took)).where(*_ended(since), runs.c.started_at.is_not(None))
        rows = self._connection.execute(ended.group_by(runs.c.status))
        return {RunStatus(status): durations(row) for status, *row in rows}

    def waiting(self, since: datetime | None = None) -> Durations:
        waited = seconds_between(runs.c.created_at, runs.c.started_at)
        started = select(*counted(waited)).where(runs.c.started_at.is_not(None))
        if since is not None:
            started = started.where(runs.c.started_at >= since)
        return durations(self._connection.execute(started).one())

    def ended(self, since: datetime) -> Sequence[tuple[datetime, RunStatus]]:
        wanted = select(runs.c.finished_at, runs.c.status).where(*_ended(since)).order_by(runs.c.finished_at)
        return [(at, RunStatus(status)) for at, status in self._connection.execute(wanted)]

    def tasks(self, wanted: TaskFilter, most: int) -> Sequence[Task]:
        newest = _named().where(*_fitting(wanted)).order_by(runs.c.created_at.desc(), runs.c.id).limit(most)
        return [_task(row) for row in self._connection.execute(newest)]

    def with_ids(self, run_ids: Iterable[str]) -> Sequence[Task]:
        return [_task(row) for row in self._connection.execute(_named().where(runs.c.id.in_(set(run_ids))))]

    def size(self) -> int:
        return int(self._connection.execute(text(SIZE[self._connection.dialect.name])).scalar_one())


def _named() -> Select[tuple[Any, ...]]:
    """Runs with the names of week and site."""
    columns = *SHOWN, schedules.c.site_id, schedules.c.name.label("week_name"), sites.c.name.label("site_name")
    return select(*columns).join(schedules, runs.c.schedule_id == schedules.c.id).join(sites)


def _task(row: Row[Any]) -> Task:
    return Task(run_record(row), row.site_id, row.site_name, row.week_name)


def _ended(since: datetime | None) -> list[ColumnElement[bool]]:
    return [runs.c.finished_at.is_not(None) if since is None else runs.c.finished_at >= since]


def _fitting(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if wanted.statuses:
        fits.append(runs.c.status.in_(wanted.statuses))
    if wanted.site:
        fits.append(schedules.c.site_id == wanted.site)
    if wanted.text:
        fits.append(or_(*(column.icontains(wanted.text, autoescape=True) for column in SEARCHED)))
    if wanted.since:
        fits.append(runs.c.created_at >= wanted.since)
    return fits
