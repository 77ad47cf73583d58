"""What a dramatiq worker process does beside its work: it dies with its master, and is renewed in time."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from typing import Any

from dramatiq import Broker, MessageProxy, Middleware, Worker

from workers.lifetime import die_with_parent


class DieWithMaster(Middleware):
    """A killed master would leave a process behind that goes on taking messages."""

    def after_process_boot(self, broker: Broker) -> None:
        """Tie the process that was just started to its master."""
        master = multiprocessing.parent_process()
        if master is not None and master.pid is not None:
            die_with_parent(master.pid)


class RecycleProcess(Middleware):
    """Ends the worker after a number of runs, so that memory lost in native code comes back.

    Parameters
    ----------
    least, most
        Messages worked on by one process; the launcher then starts a new one. How many is left to chance, so that
        workers who share the work are not all renewed at the same moment.
    """

    def __init__(self, least: int, most: int) -> None:
        # No secret: only so that not all are renewed at once.
        self._left = random.randint(least, most)  # nosec B311
        self._worker: Worker | None = None

    def after_worker_boot(self, broker: Broker, worker: Worker) -> None:
        """Remember whose consumers to pause."""
        self._worker = worker

    def after_process_message(
        self,
        broker: Broker,
        message: MessageProxy,
        *,
        result: Any = None,
        exception: BaseException | None = None,
    ) -> None:
        """Count down; at zero end the worker."""
        self._left -= 1
        if self._left <= 0 and self._worker is not None:
            end_gently(self._worker)


def end_gently(worker: Worker) -> None:
    """Take no further message, and ask the master to end."""
    for consumer in worker.consumers.values():
        consumer.pause()
    master = multiprocessing.parent_process()
    if master is not None and master.pid is not None:
        os.kill(master.pid, signal.SIGTERM)
