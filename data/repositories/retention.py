"""What may go after a while: ended runs that nothing refers to, bettered rosters, sessions, the log's past."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, delete, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from data.repositories.findings import BEST_FIRST
from data.repositories.log import exempted
from data.tables import (
    activity_log,
    candidates,
    metadata,
    run_notes,
    run_progress,
    runs,
    sessions,
    sign_in_tries,
    sweep_points,
    workers,
)
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import Leftover
from scheduling.services.permissions import SYSTEM

OF_RUNS = (runs, candidates, run_progress, run_notes, sweep_points, workers)
"""Tables that refer to runs without holding them back. Every other one does: what is applied, for one."""

KEYS: dict[Leftover, Column[Any]] = {
    Leftover.RUNS: runs.c.id,
    Leftover.CANDIDATES: candidates.c.id,
    Leftover.SESSIONS: sessions.c.token_hash,
    Leftover.TRIES: sign_in_tries.c.subject,
    Leftover.LOG: activity_log.c.id,
}


class SqlLeftovers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, kind: Leftover, before: datetime) -> int:
        wanted = select(func.count()).select_from(_found(kind, before).subquery())
        return self._connection.execute(wanted).scalar_one()

    def remove(self, kind: Leftover, before: datetime, most: int) -> int:
        key = KEYS[kind]
        # None that somebody else is removing at this moment.
        taken = select(key).where(key.in_(_found(kind, before))).limit(most).with_for_update(skip_locked=True)
        if kind is not Leftover.LOG:
            return self._connection.execute(delete(key.table).where(key.in_(taken))).rowcount
        return self._forget(self._connection.execute(taken).scalars().all(), before)

    def _forget(self, entries: Sequence[int], before: datetime) -> int:
        """Remove entries of the log, which the log itself is told."""
        if entries:
            subject = f"{len(entries):,} entries from before {before.day} {before:%B %Y}"
            detail = {"entries": len(entries), "before": before.isoformat()}
            with exempted(self._connection, SYSTEM, "prune", "log pruned", subject, detail):
                self._connection.execute(delete(activity_log).where(activity_log.c.id.in_(entries)))
        return len(entries)


def _found(kind: Leftover, before: datetime) -> Select[Any]:
    """The keys of what is older."""
    match kind:
        case Leftover.RUNS:
            return _runs(before)
        case Leftover.CANDIDATES:
            return _bettered(before)
        case Leftover.SESSIONS:
            return select(sessions.c.token_hash).where(sessions.c.expires_at < before)
        case Leftover.TRIES:
            return select(sign_in_tries.c.subject).where(sign_in_tries.c.last_at < before)
        case Leftover.LOG:
            return select(activity_log.c.id).where(activity_log.c.at < before)


def _runs(before: datetime) -> Select[tuple[str]]:
    """Runs that ended before this and that nothing holds back."""
    held_back = [*_references(), _is_continued()]
    return select(runs.c.id).where(runs.c.finished_at < before, *(~reason for reason in held_back))


def _bettered(before: datetime) -> Select[tuple[str]]:
    """All candidates of such runs, but for the best of each."""
    place = func.row_number().over(partition_by=candidates.c.run_id, order_by=BEST_FIRST).label("place")
    ranked = select(candidates.c.id, candidates.c.run_id, place).where(candidates.c.run_id.in_(_runs(before)))
    found = ranked.subquery()
    return select(found.c.id).where(found.c.place > 1)


def _references() -> list[ColumnElement[bool]]:
    """One condition for each column outside that refers to a run or to one of its candidates."""
    keys = [key for table in metadata.sorted_tables if table not in OF_RUNS for key in table.foreign_keys]
    of_run = candidates.c.run_id == runs.c.id
    return [
        *(exists().where(key.parent == runs.c.id) for key in keys if key.references(runs)),
        *(exists().where(key.parent == candidates.c.id, of_run) for key in keys if key.references(candidates)),
    ]


def _is_continued() -> ColumnElement[bool]:
    """Whether a run that has not ended goes on from the best roster of this one."""
    later = runs.alias("later")
    active = later.c.status.in_((RunStatus.PENDING, RunStatus.RUNNING))
    return exists().where(later.c.continues_id == runs.c.id, active)
