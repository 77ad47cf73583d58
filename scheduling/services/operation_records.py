"""What the page about the machinery speaks of: queues, dead messages, tasks, and how long things took."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from scheduling.domain.runs import RunStatus
from scheduling.services.records import RunRecord, WorkerRecord


class WorkerState(StrEnum):
    IDLE = "idle"
    BUSY = "busy"
    STOPPING = "stopping"
    LOST = "lost"


class Leftover(StrEnum):
    """What may go, in the order in which it goes: of an old run first the rosters, then itself."""

    CANDIDATES = "bettered rosters"
    RUNS = "runs"
    SESSIONS = "expired sessions"
    TRIES = "old tries to sign in"
    LOG = "log entries"


@dataclass(frozen=True)
class QueueDepth:
    """Messages of one queue: waiting for a worker, held back for later, held by a worker, given up."""

    name: str
    waiting: int
    delayed: int
    in_flight: int
    dead: int


@dataclass(frozen=True)
class DeadMessage:
    """A message that was given up. `run` is the id it carries, empty where it cannot be read; `error` says why it was
    given up, as long as the queue remembers."""

    id: str
    queue: str
    run: str
    died_at: datetime
    error: str


@dataclass(frozen=True)
class TaskFilter:
    """Which runs to list; what is left empty does not narrow.

    `text` is looked for in the run's id, its profile, who asked for it, its worker and its reason.
    """

    statuses: frozenset[RunStatus] = frozenset()
    site: str = ""
    text: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Task:
    """A run with the id of its site, and the names of site and week."""

    run: RunRecord
    site: str
    site_name: str
    week: str


@dataclass(frozen=True)
class Worker:
    """A worker process and what it is doing; `task` is the run it is on."""

    worker: WorkerRecord
    state: WorkerState
    task: Task | None = None


@dataclass(frozen=True)
class Durations:
    """How long ended things took: `within[b]` counts those of at most b seconds, for growing b."""

    count: int = 0
    total: float = 0.0
    within: Mapping[float, int] = field(default_factory=dict)

    def between(self) -> Mapping[float, int]:
        """Counts per bucket instead of growing ones; what took longer than the last bucket stands under infinity."""
        counts, before = {}, 0
        for bucket, count in self.within.items():
            counts[bucket], before = count - before, count
        return {**counts, float("inf"): self.count - before}
