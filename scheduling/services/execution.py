"""What a worker does with a run: claim, solve, store every candidate, end it."""

import logging
import os
import platform
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import uuid4

from scheduling.checker import score
from scheduling.domain.errors import ScoreMismatch, ShiftwrightError
from scheduling.domain.runs import Found, Progress, RunStatus, SolveResult, SolveStatus
from scheduling.services.ports import Transactions
from scheduling.services.records import CandidateRecord, ProgressRecord
from scheduling.services.snapshot import Snapshot, from_text
from scheduling.solver import solve

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 5.0
PROGRESS_SECONDS = 0.4


class ExecutionService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def execute(self, run_id: str) -> None:
        """Solve a run if it is still PENDING, and write its terminal state whatever happens.

        A run that somebody else has claimed, or that has ended, is left alone: messages may come twice.
        """
        worker = f"{platform.node()}:{os.getpid()}"
        with self._transactions() as work:
            attempt = work.runs.claim(run_id, worker, datetime.now(UTC))
            work.commit()
        if attempt is not None:
            Execution(self._transactions, run_id, attempt).run()


class Execution:
    """One attempt at one run. Everything it writes is fenced by its attempt number."""

    def __init__(self, transactions: Transactions, run_id: str, attempt: int) -> None:
        self._transactions, self._run_id, self._attempt = transactions, run_id, attempt
        self._stop = threading.Event()
        self._cancelled = False
        self._beaten = time.monotonic()
        self._told_at = 0.0
        self._untold: Progress | None = None

    def run(self) -> None:
        try:
            with self._transactions() as work:
                snapshot = from_text(work.runs.snapshot(self._run_id))
            with self._watching():
                result = self._solve(snapshot)
            self._tell()
            self._end(result, snapshot)
        except ShiftwrightError as error:
            self._finish(RunStatus.FAILED, SolveStatus.ERROR, reason=str(error))
        except Exception as error:
            self._finish(
                RunStatus.FAILED,
                SolveStatus.ERROR,
                reason=f"The run broke down ({type(error).__name__}). Start it again; if it fails again, report run "
                f"{self._run_id}.",
            )
            raise

    def _solve(self, snapshot: Snapshot) -> SolveResult:
        return solve(
            snapshot.problem,
            snapshot.settings,
            snapshot.options,
            on_found=self._store,
            on_progress=self._note,
            should_stop=self._stop.is_set,
        )

    def _store(self, found: Found) -> None:
        rows = tuple((a.employee, a.shift, a.role) for a in sorted(found.roster))
        verdict = found.score
        candidate = CandidateRecord(
            uuid4().hex, self._run_id, 0, found.seconds, verdict.penalty, verdict.hard, found.bound, rows
        )
        with self._transactions() as work:
            if not work.runs.add_candidate(candidate, self._attempt):
                self._stop.set()
            work.commit()

    def _note(self, progress: Progress) -> None:
        """Progress may come in bursts; only so much of it is stored, and always the last of it."""
        self._untold = progress
        if time.monotonic() - self._told_at >= PROGRESS_SECONDS:
            self._tell()

    def _tell(self) -> None:
        progress, self._untold = self._untold, None
        self._told_at = time.monotonic()
        if progress is not None:
            record = ProgressRecord(progress.seconds, progress.objective, progress.bound)
            with self._transactions() as work:
                work.runs.add_progress(self._run_id, self._attempt, record)
                work.commit()

    def _end(self, result: SolveResult, snapshot: Snapshot) -> None:
        """Judge the final roster once more, apart from the solver, and write how the run ended."""
        if result.roster is not None:
            verdict = score(snapshot.problem, result.roster, snapshot.settings)
            if verdict.hard or verdict.penalty != result.objective:
                raise ScoreMismatch("The final roster does not stand up to the check. Nothing of this run may be used.")
        if self._cancelled:
            kept = "" if result.roster is None else " The best roster so far was kept."
            self._finish(RunStatus.CANCELLED, result.status, result, f"Cancelled while it ran.{kept}")
        elif result.roster is None:
            self._finish(RunStatus.FAILED, result.status, result, result.reason)
        else:
            self._finish(RunStatus.COMPLETED, result.status, result)

    def _finish(
        self, status: RunStatus, solved: SolveStatus, result: SolveResult | None = None, reason: str = ""
    ) -> None:
        with self._transactions() as work:
            work.runs.finish(
                self._run_id,
                self._attempt,
                status,
                datetime.now(UTC),
                solve_status=solved,
                objective=result.objective if result else None,
                bound=result.bound if result else None,
                reason=reason,
            )
            work.commit()

    @contextmanager
    def _watching(self) -> Iterator[None]:
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(over,), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _watch(self, over: threading.Event) -> None:
        """Heed a request to cancel, and give a sign of life; one that is refused means the run is another's now."""
        while not over.wait(POLL_SECONDS):
            try:
                self._look()
            except Exception:
                # A database that is away for a moment must not end the only thread that hears a cancel.
                log.exception("run %s: the database did not answer; trying again", self._run_id)

    def _look(self) -> None:
        with self._transactions() as work:
            if work.runs.cancel_requested(self._run_id):
                self._cancelled = True
                self._stop.set()
            if time.monotonic() - self._beaten > HEARTBEAT_SECONDS:
                if not work.runs.heartbeat(self._run_id, self._attempt, datetime.now(UTC)):
                    self._stop.set()
                work.commit()
                self._beaten = time.monotonic()
