"""Rosters being edited. Steps are written one by one: most edits only add one."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select
from sqlalchemy.exc import IntegrityError

from data.repositories.rows import changed, insert_all, remove_row, save_row
from data.tables import draft_steps, drafts
from scheduling.domain.draft import Draft, Step
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.services.draft_records import DraftRecord

WHAT = "this roster in another window"
_step = TypeAdapter(Step)


class SqlDrafts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, owner: str, schedule_id: str) -> DraftRecord | None:
        wanted = select(drafts).where(drafts.c.owner == owner, drafts.c.schedule_id == schedule_id)
        row = self._connection.execute(wanted).first()
        return None if row is None else self._record(row)

    def add(self, record: DraftRecord) -> None:
        values = {
            "id": record.id,
            "schedule_id": record.schedule,
            "owner": record.owner,
            "began_at": record.began_at,
            "base": _rows(record.draft.base),
            "pins": _rows(record.draft.pins),
            "version": 1,
            **_moving(record),
        }
        try:
            self._connection.execute(insert(drafts).values(values))
        except IntegrityError:
            raise changed(WHAT) from None
        self._add_steps(record, 0)

    def save(self, record: DraftRecord, same: int) -> None:
        save_row(self._connection, drafts, record.id, record.version, _moving(record), WHAT)
        behind = (draft_steps.c.draft_id == record.id, draft_steps.c.seq >= same)
        self._connection.execute(delete(draft_steps).where(*behind))
        self._add_steps(record, same)

    def remove(self, record: DraftRecord) -> None:
        remove_row(self._connection, drafts, record.id, record.version, WHAT)

    def _add_steps(self, record: DraftRecord, first: int) -> None:
        steps = enumerate(record.draft.steps[first:], first)
        rows = [{"draft_id": record.id, "seq": k, "step": _step.dump_python(step, mode="json")} for k, step in steps]
        insert_all(self._connection, draft_steps, rows)

    def _record(self, row: Row[Any]) -> DraftRecord:
        wanted = select(draft_steps.c.step).where(draft_steps.c.draft_id == row.id).order_by(draft_steps.c.seq)
        steps = tuple(map(_step.validate_python, self._connection.execute(wanted).scalars()))
        draft = Draft(_roster(row.base), _roster(row.pins), steps, row.at)
        return DraftRecord(
            row.id, row.schedule_id, row.owner, row.began_at, draft, row.profile_id, row.run_id, row.version
        )


def _moving(record: DraftRecord) -> dict[str, Any]:
    """What changes from edit to edit."""
    return {"at": record.draft.at, "profile_id": record.profile, "run_id": record.run}


def _rows(roster: Roster) -> list[tuple[str, str, str]]:
    return [(a.employee, a.shift, a.role) for a in sorted(roster)]


def _roster(rows: list[list[str]]) -> Roster:
    return frozenset(Assignment(*row) for row in rows)
