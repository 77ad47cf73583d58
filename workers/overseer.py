"""A worker's one run at a time: claimed, given to the solving child, and brought to an end whatever the child does."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from scheduling.domain.errors import StorageUnavailable
from scheduling.domain.runs import HARD_LIMIT, RunStatus
from scheduling.services.execution import Claim, ExecutionService
from scheduling.services.records import RunRecord
from scheduling.services.reporting import HEARTBEAT_SECONDS, patiently
from scheduling.services.rescue import RescueService
from workers.solving_process import SolvingProcess

log = logging.getLogger(__name__)

POLL_SECONDS = 0.1
GRACE_SECONDS = 0.4
"""What a search gets to end by itself when somebody asked it to; then its process ends, and the best stored counts."""
OVERTIME_SECONDS = 60
"""What a search may take beyond its time limit before its process is ended."""
RELEASE_SECONDS = 5.0
LOADING_SECONDS = 600.0
"""What a new process gets to load what it needs, before its run counts as lost: much, for a machine out of breath."""


@dataclass
class Tally:
    """What a worker has done since it started."""

    runs: int = 0
    failures: int = 0


class Overseer:
    """Works on runs for a worker.

    Parameters
    ----------
    worker
        The worker's id.
    memory
        MiB that the solving child may take: above it during a run, the run fails; after one, the child is renewed.
    """

    def __init__(
        self, worker: str, execution: ExecutionService, rescue: RescueService, process: SolvingProcess, memory: int
    ) -> None:
        self.worker, self.process, self.tally = worker, process, Tally()
        self.run: str | None = None
        self._execution, self._rescue, self._memory = execution, rescue, memory
        self._stopping = threading.Event()

    def work(self) -> None:
        """Work on the run whose turn it is; return at once where none waits."""
        claim = patiently(lambda: self._execution.claim(self.worker))
        if claim is None:
            return
        self.run = claim.run
        try:
            Watch(claim, self.process, self._execution, self._rescue, self._memory, self._stopping).until_over()
            self._count(claim)
            if self.process.memory() > self._memory // 2:
                self.process.end()
            self.process.start()
        finally:
            self.run = None

    def stop(self) -> None:
        """Hand the current run on at once; its best is stored already."""
        self._stopping.set()

    def _count(self, claim: Claim) -> None:
        self.tally.runs += 1
        run = patiently(lambda: self._execution.current(claim.run))
        lost = run is None or run.status is RunStatus.PENDING or run.attempt != claim.attempt
        self.tally.failures += lost or (run is not None and run.status is RunStatus.FAILED)


class Watch:
    """The watch over one run. Parameters as of the overseer; `stopping` is set when the run is to be handed on."""

    def __init__(
        self,
        claim: Claim,
        process: SolvingProcess,
        execution: ExecutionService,
        rescue: RescueService,
        memory: int,
        stopping: threading.Event,
    ) -> None:
        self._key = claim.run, claim.attempt
        self._claim, self._process, self._stopping = claim, process, stopping
        self._execution, self._rescue, self._memory = execution, rescue, memory
        self._began = self._beaten = time.monotonic()
        self._searching_since: float | None = None
        self._asked_at: float | None = None
        self._released_at: float | None = None

    def until_over(self) -> None:
        """Return when the run has ended, or is somebody else's."""
        self._process.give(self._claim)
        while not self._process.done(POLL_SECONDS):
            if self._stopping.is_set():
                self._process.end()
                patiently(lambda: self._rescue.interrupted(*self._key))
                return
            if self._gone() or self._too_large() or self._judged():
                return

    def _gone(self) -> bool:
        how = self._process.ended()
        if not how:
            return False
        patiently(lambda: self._rescue.lost(*self._key, f"the process that solved it ended with {how}"))
        return True

    def _too_large(self) -> bool:
        taken = self._process.memory()
        if taken <= self._memory:
            return False
        self._process.end()
        reason = (
            f"The search took {taken:,} MiB of memory; a run may take {self._memory:,} MiB here. "
            "Split the week, or raise RUN_MEMORY."
        )
        patiently(lambda: self._rescue.failed(*self._key, reason))
        return True

    def _judged(self) -> bool:
        """Look at the run in the database, and end the child where it does not do what is wanted of it."""
        try:
            self._see_it_load()
            run = self._execution.current(self._claim.run)
        except StorageUnavailable as error:
            log.warning("run %s: %s", self._claim.run, error)
            return False
        if run is None or not run.held_by(self._claim.attempt):
            return self._released()
        return self._overdue(run) or self._unheeded(run)

    def _see_it_load(self) -> None:
        now = time.monotonic()
        if self._process.ready:
            self._searching_since = self._searching_since or now
        elif now - self._began < LOADING_SECONDS and now - self._beaten >= HEARTBEAT_SECONDS:
            self._execution.beat(self._claim)
            self._beaten = now

    def _released(self) -> bool:
        """The child has ended the run and will say so in a moment, or somebody else has it and the child stops."""
        self._released_at = self._released_at or time.monotonic()
        if time.monotonic() - self._released_at < RELEASE_SECONDS:
            return False
        self._process.end()
        return True

    def _unheeded(self, run: RunRecord) -> bool:
        if not (run.cancel_requested or run.finish_requested):
            return False
        self._asked_at = self._asked_at or time.monotonic()
        return time.monotonic() - self._asked_at >= GRACE_SECONDS and self._close("")

    def _overdue(self, run: RunRecord) -> bool:
        most = min(HARD_LIMIT, run.options.time_limit - run.spent + OVERTIME_SECONDS)
        reason = f"The search did not end in time and was ended after {most:.0f} s."
        since = self._searching_since
        return since is not None and time.monotonic() - since >= most and self._close(reason)

    def _close(self, reason: str) -> bool:
        self._process.end()
        patiently(lambda: self._rescue.closed(*self._key, reason))
        return True
