"""Between a search and the database: tells what is found, hears what is wanted, and gives signs of life.

A search never waits for the database. What cannot be written yet is kept, and written as soon as it can be.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeAlias, TypeVar
from uuid import uuid4

from scheduling.domain.errors import NotFound, StorageUnavailable
from scheduling.domain.runs import CandidateKind, Found, Progress
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import CandidateRecord, NoteRecord, ProgressRecord, RunRecord
from scheduling.services.run_ports import Runs

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.2
BREATH_SECONDS = 0.02
"""Between two transactions, so that a burst of candidates shares one."""
HEARTBEAT_SECONDS = 2.0
PROGRESS_SECONDS = 0.4
RETRY_SECONDS = 0.5
PATIENCE_SECONDS = 300.0

Write: TypeAlias = Callable[[Runs], object]
T = TypeVar("T")


def patiently(step: Callable[[], T]) -> T:
    """Do a step on the database again and again while that is away, for up to five minutes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return step()
        except StorageUnavailable as error:
            log.warning("%s", error)
            if time.monotonic() > deadline:
                raise
            time.sleep(RETRY_SECONDS)


class Reporter:
    """Used around a search: `found`, `progressed` and `note` may be called by any thread, and return at once.

    `stop` is set when the search is to end: on request, or because the run is no longer this attempt's.
    Leaving the block returns when everything is written.
    """

    def __init__(self, transactions: Transactions, run: RunRecord) -> None:
        self._transactions, self._run = transactions, run
        self.stop = threading.Event()
        self._lock = threading.Lock()
        self._wake, self._over = threading.Event(), threading.Event()
        self._untold: list[Write] = []
        self._progress: Progress | None = None
        self._told_at = self._beaten = time.monotonic()
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._tell_all, daemon=True)
        self.failure: Exception | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._wake.set()
        self._thread.join()

    @property
    def seconds(self) -> float:
        """Since this attempt began."""
        return time.monotonic() - self._began

    def found(self, found: Found, kind: CandidateKind = CandidateKind.FOUND) -> None:
        """Keep a roster as a candidate: an improving one unless told otherwise."""
        rows = tuple((a.employee, a.shift, a.role) for a in sorted(found.roster))
        penalty, hard = found.score.penalty, found.score.hard
        at = self._run.spent + found.seconds
        candidate = CandidateRecord(uuid4().hex, self._run.id, 0, at, penalty, hard, found.bound, rows, kind)
        self._put(lambda runs: runs.add_candidate(candidate, self._run.attempt))

    def note(self, text: str) -> None:
        """Keep a sentence about what the search does now."""
        note = NoteRecord(self._run.spent + time.monotonic() - self._began, text)
        self._put(lambda runs: runs.add_note(self._run.id, self._run.attempt, note))

    def progressed(self, progress: Progress) -> None:
        """Progress may come in bursts; only so much of it is stored, and always the last of it."""
        self._progress = progress

    def _put(self, write: Write) -> None:
        with self._lock:
            self._untold.append(write)
        self._wake.set()

    def _tell_all(self) -> None:
        while True:
            over = self._over.is_set()
            try:
                self._tell(over)
            except StorageUnavailable as error:
                log.warning("run %s: %s", self._run.id, error)
                time.sleep(RETRY_SECONDS)
                continue
            except Exception as failure:
                log.exception("run %s: what was found cannot be stored", self._run.id)
                self.failure = failure
                self.stop.set()
                return
            if over:
                return
            self._wake.wait(LOOK_SECONDS)
            self._wake.clear()
            time.sleep(BREATH_SECONDS)

    def _tell(self, everything: bool) -> None:
        """One transaction: what is untold, a sign of life when it is time, and a look at what is wanted."""
        with self._lock:
            untold = list(self._untold)
        due = everything or time.monotonic() - self._told_at >= PROGRESS_SECONDS
        progress = self._progress if due else None
        with self._transactions() as work:
            if not self._wanted(work):
                self.stop.set()
                untold = self._untold
            else:
                for write in untold:
                    write(work.runs)
                if progress is not None:
                    at = ProgressRecord(self._run.spent + progress.seconds, progress.objective, progress.bound)
                    work.runs.add_progress(self._run.id, self._run.attempt, at)
                self._beat(work)
                work.commit()
        with self._lock:
            del self._untold[: len(untold)]
        if progress is not None:
            self._told_at = time.monotonic()
            if self._progress is progress:
                self._progress = None

    def _wanted(self, work: UnitOfWork) -> bool:
        """Whether the run is still this attempt's; heeds a request to end it."""
        try:
            run = work.runs.get(self._run.id)
        except NotFound:
            return False
        if run.cancel_requested or run.finish_requested:
            self.stop.set()
        return run.held_by(self._run.attempt)

    def _beat(self, work: UnitOfWork) -> None:
        if time.monotonic() - self._beaten >= HEARTBEAT_SECONDS:
            work.runs.heartbeat(self._run.id, self._run.attempt, datetime.now(UTC))
            self._beaten = time.monotonic()
