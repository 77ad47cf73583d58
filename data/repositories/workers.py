"""Worker processes: each keeps its own row up to date, and finds there whether it is asked to stop."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from data.tables import workers
from scheduling.services.records import WorkerRecord


class SqlWorkers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def beat(self, worker: WorkerRecord) -> bool:
        values = {
            "seen_at": worker.seen_at,
            "run_id": worker.run,
            "runs_done": worker.runs_done,
            "failures": worker.failures,
            "memory": worker.memory,
            "cpu": worker.cpu,
        }
        mine = workers.c.id == worker.id
        told = update(workers).where(mine).values(values).returning(workers.c.stop_requested)
        stop = self._connection.execute(told).scalar_one_or_none()
        if stop is None:
            first = {"id": worker.id, "host": worker.host, "pid": worker.pid, "started_at": worker.started_at}
            self._connection.execute(insert(workers).values(first | values))
        return bool(stop)

    def all(self) -> Sequence[WorkerRecord]:
        found = self._connection.execute(select(workers).order_by(workers.c.started_at, workers.c.id))
        return [
            WorkerRecord(
                row.id,
                row.host,
                row.pid,
                row.started_at,
                row.seen_at,
                row.run_id,
                row.runs_done,
                row.failures,
                row.memory,
                row.cpu,
                row.stop_requested,
            )
            for row in found
        ]

    def request_stop(self, worker_id: str) -> bool:
        asked = update(workers).where(workers.c.id == worker_id).values(stop_requested=True)
        return self._connection.execute(asked).rowcount == 1

    def remove(self, worker_id: str) -> None:
        self._connection.execute(delete(workers).where(workers.c.id == worker_id))

    def forget(self, unseen_since: datetime) -> None:
        self._connection.execute(delete(workers).where(workers.c.seen_at < unseen_since))
