"""What the use cases need of runs and workers from the outside. The data layer implements these."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from scheduling.services.records import (
    CandidateHead,
    CandidateRecord,
    Ending,
    NoteRecord,
    ProgressRecord,
    RunRecord,
    Served,
    WorkerRecord,
)


class Findings(Protocol):
    """Candidates, progress and notes of runs. Adding to a run that is no longer the attempt's does nothing: False."""

    def add_candidate(self, candidate: CandidateRecord, attempt: int) -> bool: ...
    def candidates(self, run_id: str) -> Sequence[CandidateRecord]: ...
    def candidate_heads(self, run_id: str) -> Sequence[CandidateHead]:
        """The candidates of a run without their assignments, best first."""
        ...

    def candidate(self, candidate_id: str) -> CandidateRecord: ...
    def best_candidate(self, run_id: str) -> CandidateRecord | None: ...
    def add_progress(self, run_id: str, attempt: int, progress: ProgressRecord) -> bool: ...
    def progress(self, run_id: str) -> Sequence[ProgressRecord]: ...
    def add_note(self, run_id: str, attempt: int, note: NoteRecord) -> bool: ...
    def notes(self, run_id: str) -> Sequence[NoteRecord]:
        """What a run told of itself, in the order it came."""
        ...


class Runs(Findings, Protocol):
    """Runs. Every write of a worker is fenced by its attempt number."""

    def add(self, run: RunRecord, snapshot: str) -> None: ...
    def get(self, run_id: str) -> RunRecord: ...
    def of_schedule(self, schedule_id: str) -> Sequence[RunRecord]: ...
    def waiting(self) -> Sequence[RunRecord]: ...
    def running(self) -> Sequence[RunRecord]: ...
    def served(self) -> Mapping[str, Served]:
        """What schedules with runs that wait have got of the workers, by id; none that never had a run started."""
        ...

    def snapshot(self, run_id: str) -> str: ...
    def explanation(self, run_id: str) -> str:
        """Why the run found no roster, as it was stored with its ending; empty where nothing was."""
        ...

    def set_message(self, run_id: str, message_id: str) -> None: ...
    def claim(self, run_id: str, worker: str, now: datetime) -> int | None:
        """PENDING to RUNNING by exactly one caller: its attempt number, or None for everybody else."""
        ...

    def heartbeat(self, run_id: str, attempt: int, now: datetime) -> bool:
        """Sign of life; False when the run is no longer this attempt's."""
        ...

    def lock(self, run_id: str, attempt: int, seen: datetime | None = None) -> RunRecord | None:
        """The run, if this attempt still holds it and its last sign of life is still the one `seen` (None: any).

        Nobody else changes it until this transaction ends.
        """
        ...

    def hand_on(self, run_id: str, attempt: int, *, spent: float, lost: bool) -> bool:
        """RUNNING back to PENDING; `spent` are the seconds that this and earlier attempts searched."""
        ...

    def finish(self, run_id: str, attempt: int, now: datetime, ending: Ending) -> bool:
        """RUNNING to a terminal state, by the attempt that holds the run; False otherwise."""
        ...

    def end_waiting(self, run_id: str, now: datetime, ending: Ending) -> bool:
        """PENDING to a terminal state; False when the run does not wait (any more)."""
        ...

    def request_cancel(self, run_id: str) -> bool:
        """Ask a RUNNING run to stop; False when it does not run."""
        ...

    def request_finish(self, run_id: str) -> bool:
        """Ask a RUNNING run to end with its best so far; False when it does not run."""
        ...


class Workers(Protocol):
    """The worker processes there are, on whatever machine."""

    def beat(self, worker: WorkerRecord) -> bool:
        """Bring a worker's row up to date, or make it; whether the worker is asked to stop after its run."""
        ...

    def all(self) -> Sequence[WorkerRecord]:
        """Every worker that has not ended in order, the longest running first; lost ones too, until forgotten."""
        ...

    def request_stop(self, worker_id: str) -> bool:
        """Ask a worker to end after its run; False when there is no such worker."""
        ...

    def remove(self, worker_id: str) -> None: ...
    def forget(self, unseen_since: datetime) -> None:
        """Drop workers that gave no sign of life since."""
        ...
