"""What a dramatiq worker does beside its work: registers itself, looks after lost runs, and ends when asked to."""

from __future__ import annotations

import contextlib
import logging
import os
import platform
import threading
import time
from datetime import UTC, datetime

import psutil
from dramatiq import Broker, Middleware, Worker

from scheduling.domain.errors import ShiftwrightError
from scheduling.services.ports import Transactions
from scheduling.services.records import WorkerRecord
from scheduling.services.upkeep import LOOK_SECONDS, Upkeep
from workers.overseer import Overseer
from workers.worker_process import end_gently

log = logging.getLogger(__name__)

BEAT_SECONDS = 2.0
MEBIBYTE = 2**20


class Caretaker(Middleware):
    """Starts the solving child with the worker, keeps the worker's row, and runs the upkeep every worker does."""

    def __init__(self, overseer: Overseer, upkeep: Upkeep, transactions: Transactions) -> None:
        self._overseer, self._upkeep, self._transactions = overseer, upkeep, transactions
        self._started, self._beaten = datetime.now(UTC), 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_after, daemon=True)
        self._usage = Usage()
        self._worker: Worker | None = None
        self._asked = False

    def after_worker_boot(self, broker: Broker, worker: Worker) -> None:
        """Be ready for the first run before it comes."""
        self._worker = worker
        self._overseer.process.start()
        self._thread.start()

    def before_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        """Hand on what is being solved, while the queue still answers."""
        self._overseer.stop()

    def after_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        """Leave nothing behind: no process, no row."""
        self._over.set()
        self._thread.join()
        self._overseer.process.end()
        try:
            with self._transactions() as work:
                work.workers.remove(self._overseer.worker)
                work.commit()
        except ShiftwrightError as error:
            log.warning("the worker could not sign off: %s", error)

    def _look_after(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            try:
                self._beat()
                self._upkeep.look(idle=self._overseer.run is None and not self._asked)
            except ShiftwrightError as error:
                log.warning("%s", error)
            except Exception:
                log.exception("looking after runs went wrong; trying again")
            if self._asked and self._overseer.run is None and self._worker is not None:
                # Once only: dramatiq takes a second signal for impatience, and the worker would not sign off.
                end_gently(self._worker)
                return

    def _beat(self) -> None:
        if time.monotonic() - self._beaten < BEAT_SECONDS:
            return
        tally, (memory, cpu) = self._overseer.tally, self._usage.now()
        worker = WorkerRecord(
            self._overseer.worker,
            platform.node(),
            os.getpid(),
            self._started,
            datetime.now(UTC),
            self._overseer.run,
            tally.runs,
            tally.failures,
            memory,
            cpu,
        )
        with self._transactions() as work:
            asked = work.workers.beat(worker)
            work.commit()
        self._beaten = time.monotonic()
        if asked and not self._asked and self._worker is not None:
            self._asked = True
            for consumer in self._worker.consumers.values():
                consumer.pause()


class Usage:
    """What this process and its children take."""

    def __init__(self) -> None:
        self._at, self._seconds = time.monotonic(), 0.0

    def now(self) -> tuple[int, float]:
        """Memory in MiB, and percent of one core since the last question."""
        memory, seconds, before = 0, 0.0, self._at
        for process in (here := psutil.Process(), *here.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess), process.oneshot():
                memory += process.memory_info().rss
                seconds += process.cpu_times().user + process.cpu_times().system
        self._at, used, self._seconds = time.monotonic(), seconds - self._seconds, seconds
        # A child that ended takes its seconds along.
        return memory // MEBIBYTE, round(100 * max(0.0, used) / max(0.1, self._at - before), 1)
