"""Runs. Each step of a run's life is one guarded statement, so that two workers never both take it."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from data.repositories.findings import SqlFindings, held
from data.repositories.rows import get_row
from data.tables import runs
from scheduling.domain.runs import Priority, RunStatus, SolveOptions, SolveStatus, Variety
from scheduling.services.records import Ending, RunRecord, Served

SHOWN = [column for column in runs.c if column.name not in ("snapshot", "explanation")]


class SqlRuns(SqlFindings):
    def add(self, run: RunRecord, snapshot: str) -> None:
        options = run.options
        values = {
            "id": run.id,
            "schedule_id": run.schedule,
            "profile_id": run.profile,
            "profile_name": run.profile_name,
            "profile_version": run.profile_version,
            "status": run.status,
            "time_limit": options.time_limit,
            "gap": options.gap,
            "threads": options.threads,
            "seed": options.seed,
            "snapshot": zlib.compress(snapshot.encode()),
            "snapshot_hash": run.snapshot_hash,
            "code_version": run.code_version,
            "requested_by": run.requested_by,
            "created_at": run.created_at,
            "priority": run.priority,
            "variety": None if run.variety is None else vars(run.variety),
            "continues_id": run.continues,
        }
        self._connection.execute(insert(runs).values(values))

    def get(self, run_id: str) -> RunRecord:
        return run_record(get_row(self._connection, runs, run_id, "run", SHOWN))

    def of_schedule(self, schedule_id: str) -> Sequence[RunRecord]:
        wanted = select(*SHOWN).where(runs.c.schedule_id == schedule_id).order_by(runs.c.created_at.desc())
        return [run_record(row) for row in self._connection.execute(wanted)]

    def waiting(self) -> Sequence[RunRecord]:
        return self._of_status(RunStatus.PENDING)

    def running(self) -> Sequence[RunRecord]:
        return self._of_status(RunStatus.RUNNING)

    def _of_status(self, status: RunStatus) -> Sequence[RunRecord]:
        wanted = select(*SHOWN).where(runs.c.status == status).order_by(runs.c.created_at, runs.c.id)
        return [run_record(row) for row in self._connection.execute(wanted)]

    def served(self) -> Mapping[str, Served]:
        now = func.count().filter(runs.c.status == RunStatus.RUNNING)
        started = select(runs.c.schedule_id, now.label("running"), func.max(runs.c.started_at).label("last"))
        waiting = select(runs.c.schedule_id).where(runs.c.status == RunStatus.PENDING)
        ours = (runs.c.started_at.is_not(None), runs.c.schedule_id.in_(waiting))
        found = started.where(*ours).group_by(runs.c.schedule_id)
        return {row.schedule_id: Served(row.running, row.last) for row in self._connection.execute(found)}

    def snapshot(self, run_id: str) -> str:
        return zlib.decompress(get_row(self._connection, runs, run_id, "run", [runs.c.snapshot]).snapshot).decode()

    def explanation(self, run_id: str) -> str:
        explanation: str = get_row(self._connection, runs, run_id, "run", [runs.c.explanation]).explanation
        return explanation

    def set_message(self, run_id: str, message_id: str) -> None:
        self._connection.execute(update(runs).where(runs.c.id == run_id).values(message_id=message_id))

    def claim(self, run_id: str, worker: str, now: datetime) -> int | None:
        claimed = (
            update(runs)
            .where(runs.c.id == run_id, runs.c.status == RunStatus.PENDING)
            .values(
                status=RunStatus.RUNNING,
                worker=worker,
                attempt=runs.c.attempt + 1,
                started_at=now,
                heartbeat_at=now,
            )
            .returning(runs.c.attempt)
        )
        return self._connection.execute(claimed).scalar_one_or_none()

    def heartbeat(self, run_id: str, attempt: int, now: datetime) -> bool:
        beat = update(runs).where(*held(run_id, attempt)).values(heartbeat_at=now)
        return self._connection.execute(beat).rowcount == 1

    def lock(self, run_id: str, attempt: int, seen: datetime | None = None) -> RunRecord | None:
        mine = held(run_id, attempt) if seen is None else (*held(run_id, attempt), runs.c.heartbeat_at == seen)
        row = self._connection.execute(select(*SHOWN).where(*mine).with_for_update()).first()
        return None if row is None else run_record(row)

    def hand_on(self, run_id: str, attempt: int, *, spent: float, lost: bool) -> bool:
        values = {"status": RunStatus.PENDING, "worker": None, "started_at": None, "heartbeat_at": None, "spent": spent}
        given = update(runs).where(*held(run_id, attempt)).values(**values, losses=runs.c.losses + int(lost))
        return self._connection.execute(given).rowcount == 1

    def finish(self, run_id: str, attempt: int, now: datetime, ending: Ending) -> bool:
        return self._end(held(run_id, attempt), now, ending)

    def end_waiting(self, run_id: str, now: datetime, ending: Ending) -> bool:
        return self._end((runs.c.id == run_id, runs.c.status == RunStatus.PENDING), now, ending)

    def _end(self, which: Iterable[ColumnElement[bool]], now: datetime, ending: Ending) -> bool:
        ended = update(runs).where(*which).values(**vars(ending), finished_at=now)
        return self._connection.execute(ended).rowcount == 1

    def request_cancel(self, run_id: str) -> bool:
        return self._request(run_id, "cancel_requested")

    def request_finish(self, run_id: str) -> bool:
        return self._request(run_id, "finish_requested")

    def _request(self, run_id: str, what: str) -> bool:
        running = (runs.c.id == run_id, runs.c.status == RunStatus.RUNNING)
        return self._connection.execute(update(runs).where(*running).values({what: True})).rowcount == 1


def run_record(row: Row[tuple[object, ...]]) -> RunRecord:
    return RunRecord(
        id=row.id,
        schedule=row.schedule_id,
        profile=row.profile_id,
        profile_name=row.profile_name,
        options=SolveOptions(row.time_limit, row.gap, row.threads, row.seed),
        snapshot_hash=row.snapshot_hash,
        code_version=row.code_version,
        requested_by=row.requested_by,
        created_at=row.created_at,
        status=RunStatus(row.status),
        solve_status=SolveStatus(row.solve_status) if row.solve_status else None,
        message_id=row.message_id,
        attempt=row.attempt,
        worker=row.worker,
        cancel_requested=row.cancel_requested,
        started_at=row.started_at,
        finished_at=row.finished_at,
        objective=row.objective,
        bound=row.bound,
        reason=row.reason,
        finish_requested=row.finish_requested,
        priority=Priority(row.priority),
        losses=row.losses,
        spent=row.spent,
        continues=row.continues_id,
        heartbeat_at=row.heartbeat_at,
        profile_version=row.profile_version,
        variety=Variety(**row.variety) if row.variety else None,
    )
