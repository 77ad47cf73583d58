"""Runs. Each step of a run's life is one guarded statement, so that two workers never both take it."""

import zlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, insert, select, update

from data.repositories.findings import SqlFindings, held
from data.repositories.rows import get_row
from data.tables import runs
from scheduling.domain.runs import Priority, RunStatus, SolveOptions, SolveStatus
from scheduling.services.records import RunRecord

SHOWN = [column for column in runs.c if column.name not in ("snapshot", "heartbeat_at")]


class SqlRuns(SqlFindings):
    def add(self, run: RunRecord, snapshot: str) -> None:
        options = run.options
        values = {
            "id": run.id,
            "schedule_id": run.schedule,
            "profile_id": run.profile,
            "profile_name": run.profile_name,
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
            "continues_id": run.continues,
        }
        self._connection.execute(insert(runs).values(values))

    def get(self, run_id: str) -> RunRecord:
        return run_record(get_row(self._connection, runs, run_id, "run", SHOWN))

    def of_schedule(self, schedule_id: str) -> Sequence[RunRecord]:
        wanted = select(*SHOWN).where(runs.c.schedule_id == schedule_id).order_by(runs.c.created_at.desc())
        return [run_record(row) for row in self._connection.execute(wanted)]

    def snapshot(self, run_id: str) -> str:
        return zlib.decompress(get_row(self._connection, runs, run_id, "run", [runs.c.snapshot]).snapshot).decode()

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

    def finish(
        self,
        run_id: str,
        attempt: int,
        status: RunStatus,
        now: datetime,
        *,
        solve_status: SolveStatus | None = None,
        objective: int | None = None,
        bound: int | None = None,
        reason: str = "",
    ) -> bool:
        values = {
            "status": status,
            "finished_at": now,
            "solve_status": solve_status,
            "objective": objective,
            "bound": bound,
            "reason": reason,
        }
        return self._connection.execute(update(runs).where(*held(run_id, attempt)).values(values)).rowcount == 1

    def fail_pending(self, run_id: str, reason: str, now: datetime) -> bool:
        return self._end_pending(run_id, RunStatus.FAILED, reason, now)

    def request_cancel(self, run_id: str, now: datetime) -> bool:
        if self._end_pending(run_id, RunStatus.CANCELLED, "Cancelled before it started.", now):
            return True
        running = (runs.c.id == run_id, runs.c.status == RunStatus.RUNNING)
        return self._connection.execute(update(runs).where(*running).values(cancel_requested=True)).rowcount == 1

    def _end_pending(self, run_id: str, status: RunStatus, reason: str, now: datetime) -> bool:
        pending = (runs.c.id == run_id, runs.c.status == RunStatus.PENDING)
        ended = update(runs).where(*pending).values(status=status, reason=reason, finished_at=now)
        return self._connection.execute(ended).rowcount == 1

    def cancel_requested(self, run_id: str) -> bool:
        wanted = select(runs.c.cancel_requested).where(runs.c.id == run_id)
        return bool(self._connection.execute(wanted).scalar_one_or_none())


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
    )
