"""What becomes of a run whose worker is lost, is being stopped, or does not come to an end."""

import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from scheduling.domain.errors import QueueUnavailable
from scheduling.domain.runs import MOST_LOSSES, RunStatus
from scheduling.services.endings import broken_off, of_stored
from scheduling.services.ports import RunQueue, Transactions, UnitOfWork
from scheduling.services.records import NoteRecord, RunRecord

log = logging.getLogger(__name__)


class RescueService:
    """Every step is fenced by the attempt, so that of several rescuers only one acts; the others are told False."""

    def __init__(self, transactions: Transactions, queue: RunQueue) -> None:
        self._transactions, self._queue = transactions, queue

    def lost(self, run_id: str, attempt: int, why: str, seen: datetime | None = None) -> bool:
        """Hand a run on whose process is gone, or end it where it was lost too often or was to stop anyway.

        Parameters
        ----------
        why
            What happened, to follow "because": "its process was killed".
        seen
            The last sign of life that was judged; one that came since keeps the run with its worker.
        """

        def settle(work: UnitOfWork, run: RunRecord) -> None:
            log.warning("run %s, attempt %d, was lost because %s", run_id, attempt, why)
            if run.losses + 1 >= MOST_LOSSES and not _asked_to_end(run):
                reason = f"Given up after {MOST_LOSSES} attempts, the last of which was lost because {why}."
                work.runs.finish(run_id, attempt, datetime.now(UTC), broken_off(work, run, reason))
            else:
                _hand_on(work, run, f"Attempt {attempt} was lost because {why}. ", lost=True)

        return self._with(run_id, attempt, seen, settle)

    def interrupted(self, run_id: str, attempt: int) -> bool:
        """Hand a run on whose worker is being stopped; that is no fault of the run and is not counted as a loss."""
        return self._with(
            run_id, attempt, None, lambda work, run: _hand_on(work, run, "Its worker was stopped. ", lost=False)
        )

    def closed(self, run_id: str, attempt: int, reason: str) -> bool:
        """End a run with what is stored of it; `reason` says why, unless somebody asked for that."""
        return self._with(
            run_id,
            attempt,
            None,
            lambda work, run: work.runs.finish(run_id, attempt, datetime.now(UTC), of_stored(work, run, reason)),
        )

    def failed(self, run_id: str, attempt: int, reason: str) -> bool:
        """End a run as FAILED; what it found can be used."""
        return self._with(
            run_id,
            attempt,
            None,
            lambda work, run: work.runs.finish(run_id, attempt, datetime.now(UTC), broken_off(work, run, reason)),
        )

    def _with(
        self,
        run_id: str,
        attempt: int,
        seen: datetime | None,
        settle: Callable[[UnitOfWork, RunRecord], object],
    ) -> bool:
        with self._transactions() as work:
            run = work.runs.lock(run_id, attempt, seen)
            if run is None:
                return False
            settle(work, run)
            waits = work.runs.get(run_id).status is RunStatus.PENDING
            work.commit()
        if waits:
            # Where the queue is away, the first worker with nothing to do finds the run by itself.
            with contextlib.suppress(QueueUnavailable):
                self._queue.enqueue(run_id)
        return True


def _asked_to_end(run: RunRecord) -> bool:
    return run.cancel_requested or run.finish_requested


def _hand_on(work: UnitOfWork, run: RunRecord, why: str, *, lost: bool) -> None:
    """Back to those that wait; a run that was asked to end ends here instead."""
    if _asked_to_end(run):
        work.runs.finish(run.id, run.attempt, datetime.now(UTC), of_stored(work, run))
        return
    best = work.runs.best_candidate(run.id)
    onward = "Another worker starts anew." if best is None else f"Another goes on from penalty {best.penalty:,}."
    work.runs.add_note(run.id, run.attempt, NoteRecord(run.searched, why + onward))
    work.runs.hand_on(run.id, run.attempt, spent=run.searched, lost=lost)
