"""What some worker does every now and then: forget lost workers, and let go of what is old."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Mapping

from dramatiq import Broker, Middleware, Worker

log = logging.getLogger(__name__)

FIRST_SECONDS = 60.0
"""Soon, since a busy worker is renewed before an hour has passed; partly by chance, so that not all come at once."""
EVERY_SECONDS = 3600.0


class Housekeeping(Middleware):
    """Does chores beside the runs. Each may be done by several workers at the same time.

    Parameters
    ----------
    chores
        What to do, by the name that stands in the log; what a chore returns is told there, unless it is empty.
    first, every
        Seconds until the first round (up to twice as many), and between rounds.
    """

    def __init__(
        self, chores: Mapping[str, Callable[[], str]], first: float = FIRST_SECONDS, every: float = EVERY_SECONDS
    ) -> None:
        self._chores, self._first, self._every = chores, first, every
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def after_worker_boot(self, broker: Broker, worker: Worker) -> None:
        """Begin to wait for the first round."""
        self._thread.start()

    def before_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        """Begin no further round."""
        self._over.set()

    def _keep(self) -> None:
        # No secret: only so that not all come at once.
        wait = self._first * random.uniform(1.0, 2.0)  # nosec B311
        while not self._over.wait(wait):
            for name, chore in self._chores.items():
                self._do(name, chore)
            wait = self._every

    @staticmethod
    def _do(name: str, chore: Callable[[], str]) -> None:
        try:
            told = chore()
        except Exception:
            # Left for the next round: nothing of this is urgent.
            log.exception("%s went wrong; trying again later", name)
            return
        if told:
            log.info("%s: %s", name, told)
