"""What runs found and told: candidates, progress and notes. Only the attempt that holds a run may add to it."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, Table, func, insert, literal, select
from sqlalchemy.sql.elements import ColumnElement

from data.repositories.rows import get_row
from data.tables import candidates, run_notes, run_progress, runs
from scheduling.domain.runs import CandidateKind, RunStatus
from scheduling.services.records import CandidateHead, CandidateRecord, NoteRecord, ProgressRecord

BEST_FIRST = (candidates.c.hard, candidates.c.penalty, candidates.c.seq)


class SqlFindings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_candidate(self, candidate: CandidateRecord, attempt: int) -> bool:
        values = {
            "id": candidate.id,
            "run_id": candidate.run,
            "seconds": candidate.seconds,
            "penalty": candidate.penalty,
            "hard": candidate.hard,
            "bound": candidate.bound,
            "kind": candidate.kind,
            "assignments": [list(assignment) for assignment in candidate.assignments],
        }
        return self._insert_fenced(candidates, candidate.run, attempt, values)

    def add_progress(self, run_id: str, attempt: int, progress: ProgressRecord) -> bool:
        values = {
            "run_id": run_id,
            "seconds": progress.seconds,
            "objective": progress.objective,
            "bound": progress.bound,
        }
        return self._insert_fenced(run_progress, run_id, attempt, values)

    def add_note(self, run_id: str, attempt: int, note: NoteRecord) -> bool:
        values = {"run_id": run_id, "seconds": note.seconds, "text": note.text}
        return self._insert_fenced(run_notes, run_id, attempt, values)

    def _insert_fenced(self, table: Table, run_id: str, attempt: int, values: dict[str, object]) -> bool:
        """Insert with the next sequence number, if this attempt still holds the run."""
        mine = select(runs.c.id).where(*held(run_id, attempt)).with_for_update()
        if self._connection.execute(mine).first() is None:
            return False
        last = select(func.coalesce(func.max(table.c.seq), 0) + 1).where(table.c.run_id == run_id)
        self._connection.execute(insert(table).values(**values, seq=last.scalar_subquery()))
        return True

    def candidates(self, run_id: str) -> Sequence[CandidateRecord]:
        wanted = select(candidates).where(candidates.c.run_id == run_id).order_by(candidates.c.seq.desc())
        return [_candidate(row) for row in self._connection.execute(wanted)]

    def candidate_heads(self, run_id: str) -> Sequence[CandidateHead]:
        shown = (candidates.c[name] for name in ("id", "run_id", "seq", "seconds", "penalty", "bound", "kind"))
        wanted = select(*shown).where(candidates.c.run_id == run_id).order_by(*BEST_FIRST)
        rows = self._connection.execute(wanted)
        return [CandidateHead(*row[:-1], CandidateKind(row.kind)) for row in rows]

    def candidate(self, candidate_id: str) -> CandidateRecord:
        return _candidate(get_row(self._connection, candidates, candidate_id, "candidate"))

    def best_candidate(self, run_id: str) -> CandidateRecord | None:
        wanted = select(candidates).where(candidates.c.run_id == run_id)
        row = self._connection.execute(wanted.order_by(*BEST_FIRST).limit(1)).first()
        return None if row is None else _candidate(row)

    def progress(self, run_id: str) -> Sequence[ProgressRecord]:
        wanted = select(run_progress).where(run_progress.c.run_id == run_id).order_by(run_progress.c.seq)
        return [ProgressRecord(row.seconds, row.objective, row.bound) for row in self._connection.execute(wanted)]

    def notes(self, run_id: str) -> Sequence[NoteRecord]:
        wanted = select(run_notes).where(run_notes.c.run_id == run_id).order_by(run_notes.c.seq)
        return [NoteRecord(row.seconds, row.text) for row in self._connection.execute(wanted)]


def held(run_id: str, attempt: int) -> tuple[ColumnElement[bool], ...]:
    """Whether this attempt has the run, and nobody has taken it over or ended it."""
    return runs.c.id == run_id, runs.c.status == RunStatus.RUNNING, runs.c.attempt == literal(attempt)


def _candidate(row: Row[tuple[object, ...]]) -> CandidateRecord:
    rows = tuple((employee, shift, role) for employee, shift, role in row.assignments)
    kind = CandidateKind(row.kind)
    return CandidateRecord(row.id, row.run_id, row.seq, row.seconds, row.penalty, row.hard, row.bound, rows, kind)
