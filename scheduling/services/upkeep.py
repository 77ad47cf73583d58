"""What every worker does beside its runs, however many workers there are: find lost runs, and runs nobody was told of.

Time is not compared between machines: a run is lost when its sign of life has not moved over several looks of one
worker. A worker that was held up itself, or a database that was away, counts no looks and takes no run from anybody.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from scheduling.services.ports import RunQueue, Transactions
from scheduling.services.records import RunRecord
from scheduling.services.rescue import RescueService

LOOK_SECONDS = 1.0
LOOKS_UNTIL_LOST = 8
"""Signs of life come every two seconds."""
LOOKS_UNTIL_STRANDED = 5
FORGOTTEN_AFTER = timedelta(hours=1)


class Upkeep:
    """The looks of one worker; `reading` opens transactions that only read."""

    def __init__(
        self, transactions: Transactions, reading: Transactions, queue: RunQueue, rescue: RescueService
    ) -> None:
        self._transactions, self._reading, self._queue, self._rescue = transactions, reading, queue, rescue
        self._unmoved: dict[tuple[str, int, datetime | None], int] = {}
        self._idle_looks = 0

    def look(self, *, idle: bool) -> None:
        """Look once, about every `LOOK_SECONDS`; `idle` tells whether this worker could take a run at once."""
        with self._reading() as work:
            running, waiting = work.runs.running(), work.runs.waiting()
        self._rescue_lost(running)
        self._call_for_stranded(waiting, idle)

    def _rescue_lost(self, running: Sequence[RunRecord]) -> None:
        signs = [(run.id, run.attempt, run.heartbeat_at) for run in running]
        self._unmoved = {sign: self._unmoved.get(sign, -1) + 1 for sign in signs}
        for (run_id, attempt, seen), looks in self._unmoved.items():
            if looks >= LOOKS_UNTIL_LOST:
                self._rescue.lost(run_id, attempt, "its worker gave no sign of life", seen)

    def _call_for_stranded(self, waiting: Sequence[RunRecord], idle: bool) -> None:
        """A worker with nothing to do while runs wait: their messages are gone. Any message calls any worker."""
        self._idle_looks = self._idle_looks + 1 if idle and waiting else 0
        if self._idle_looks >= LOOKS_UNTIL_STRANDED:
            self._idle_looks = 0
            self._queue.enqueue(waiting[0].id)

    def forget(self) -> None:
        """Drop what lost workers left in the list of workers."""
        with self._transactions() as work:
            work.workers.forget(datetime.now(UTC) - FORGOTTEN_AFTER)
            work.commit()
