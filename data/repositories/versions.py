"""Versions of rosters. The newest one of a week is what is applied to it, row by row."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from data.repositories.assignments import SqlAssignments
from data.tables import roster_versions, runs
from scheduling.domain.errors import NotFound
from scheduling.services.records import AssignmentRecord
from scheduling.services.version_records import VersionHead, VersionKind

SHOWN = [column for column in roster_versions.c if column.name != "assignments"]


class SqlVersions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self, schedule_id: str) -> VersionHead | None:
        wanted = select(*SHOWN).where(roster_versions.c.schedule_id == schedule_id)
        row = self._connection.execute(wanted.order_by(roster_versions.c.number.desc()).limit(1)).first()
        return None if row is None else _head(row)

    def all(self, schedule_id: str) -> Sequence[VersionHead]:
        wanted = select(*SHOWN).where(roster_versions.c.schedule_id == schedule_id)
        return [_head(row) for row in self._connection.execute(wanted.order_by(roster_versions.c.number.desc()))]

    def get(self, schedule_id: str, number: int) -> VersionHead:
        row = self._connection.execute(select(*SHOWN).where(*_is(schedule_id, number))).first()
        if row is None:
            raise NotFound(f"This week has no version {number}. Reload, then choose from the list.")
        return _head(row)

    def rows(self, schedule_id: str, number: int) -> Sequence[AssignmentRecord]:
        if number == 0:
            return []
        wanted = select(roster_versions.c.assignments).where(*_is(schedule_id, number))
        found = self._connection.execute(wanted).scalar_one_or_none()
        if found is None:
            raise NotFound(f"This week has no version {number}. Reload, then choose from the list.")
        named = {row[4] for row in found}
        there = set(self._connection.execute(select(runs.c.id).where(runs.c.id.in_(named))).scalars())
        return [AssignmentRecord(*row[:4], run=row[4] if row[4] in there else None) for row in found]

    def add(self, head: VersionHead, rows: Sequence[AssignmentRecord]) -> None:
        ordered = sorted(rows, key=lambda row: (row.planned_shift, row.employee))
        values = {
            "schedule_id": head.schedule,
            "number": head.number,
            "kind": head.kind,
            "at": head.at,
            "author": head.author,
            "reason": head.reason,
            "added": head.added,
            "removed": head.removed,
            "origin": head.origin,
            "run_id": head.run,
            "candidate_id": head.candidate,
            "told_at": head.told_at,
            "assignments": [[row.planned_shift, row.employee, row.role, row.pinned, row.run] for row in ordered],
        }
        self._connection.execute(insert(roster_versions).values(values))
        SqlAssignments(self._connection).replace(head.schedule, ordered)

    def tell(self, schedule_id: str, number: int, at: datetime) -> None:
        untold = (*_is(schedule_id, number), roster_versions.c.told_at.is_(None))
        self._connection.execute(update(roster_versions).where(*untold).values(told_at=at))


def _is(schedule_id: str, number: int) -> tuple[object, object]:
    return roster_versions.c.schedule_id == schedule_id, roster_versions.c.number == number


def _head(row: Row[tuple[object, ...]]) -> VersionHead:
    return VersionHead(
        row.schedule_id,
        row.number,
        VersionKind(row.kind),
        row.at,
        row.author,
        row.reason,
        row.added,
        row.removed,
        row.origin,
        row.run_id,
        row.candidate_id,
        row.told_at,
    )
