"""The short form of these tests, for every day: one house, one lost worker."""

import os
import signal

import pytest

from tests.faults.houses import FaultHouse
from tests.workers.processes import is_running, until

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_killed_worker_loses_nothing_of_its_run(house: FaultHouse) -> None:
    run = house.searching()
    best, child, worker = house.best(run), house.child_of(run), house.worker_of(run)
    since = house.fault(lambda: os.kill(worker.pid, signal.SIGKILL))
    until(lambda: not is_running(child), 5)
    house.taken_over(run, 1, since)
    house.ends_well(run, best)
