"""Sweeps and their points."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data.repositories.rows import get_row, insert_all
from data.tables import sweep_points, sweeps
from scheduling.services.sweep_records import Side, SweepPoint, SweepRecord


class SqlSweeps:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sweep: SweepRecord) -> None:
        values = {
            "id": sweep.id,
            "schedule_id": sweep.schedule,
            "name": sweep.name,
            "requested_by": sweep.requested_by,
            "created_at": sweep.created_at,
            "base": dict(sweep.base),
            "sides": [[side.name, list(side.settings)] for side in sweep.sides],
        }
        self._connection.execute(insert(sweeps).values(values))
        rows = [
            {
                "sweep_id": sweep.id,
                "seq": point.seq,
                "label": point.label,
                "weights": dict(point.weights),
                "run_id": point.run,
            }
            for point in sweep.points
        ]
        insert_all(self._connection, sweep_points, rows)

    def get(self, sweep_id: str) -> SweepRecord:
        row = get_row(self._connection, sweeps, sweep_id, "sweep")
        return _sweep(row, self._points([sweep_id])[sweep_id])

    def of_schedule(self, schedule_id: str) -> Sequence[SweepRecord]:
        wanted = select(sweeps).where(sweeps.c.schedule_id == schedule_id).order_by(sweeps.c.created_at.desc())
        rows = self._connection.execute(wanted).all()
        points = self._points([row.id for row in rows])
        return [_sweep(row, points[row.id]) for row in rows]

    def _points(self, sweep_ids: Sequence[str]) -> dict[str, list[SweepPoint]]:
        wanted = select(sweep_points).where(sweep_points.c.sweep_id.in_(sweep_ids))
        found: dict[str, list[SweepPoint]] = defaultdict(list)
        for row in self._connection.execute(wanted.order_by(sweep_points.c.seq)):
            found[row.sweep_id].append(SweepPoint(row.seq, row.label, row.weights, row.run_id))
        return found

    def set_run(self, sweep_id: str, seq: int, run_id: str) -> None:
        this = (sweep_points.c.sweep_id == sweep_id, sweep_points.c.seq == seq)
        self._connection.execute(update(sweep_points).where(*this).values(run_id=run_id))

    def siblings(self, run_id: str) -> Sequence[str]:
        mine = select(sweep_points.c.sweep_id).where(sweep_points.c.run_id == run_id)
        others = select(sweep_points.c.run_id).where(
            sweep_points.c.sweep_id.in_(mine), sweep_points.c.run_id.is_not(None), sweep_points.c.run_id != run_id
        )
        return list(self._connection.execute(others.order_by(sweep_points.c.seq)).scalars())


def _sweep(row: Row[Any], points: Sequence[SweepPoint]) -> SweepRecord:
    sides = tuple(Side(name, tuple(settings)) for name, settings in row.sides)
    return SweepRecord(
        row.id, row.schedule_id, row.name, row.requested_by, row.created_at, row.base, sides, tuple(points)
    )
