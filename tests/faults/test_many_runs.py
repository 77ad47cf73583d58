"""Two hundred runs at once for two workers: each is done exactly once, and the pages answer meanwhile."""

from __future__ import annotations

import os
import re
import threading
import time
from collections import Counter
from itertools import cycle
from statistics import median
from urllib.parse import urlencode

import pytest

from benchmarks.visitor import choose_password, visitor
from scheduling.domain.runs import RunStatus, SolveOptions
from tests.actors import MIA
from tests.faults.houses import FaultHouse, busy
from tests.services.loop import RULES, small_week
from tests.workers.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.processes]

PAGES = ("Runs", "Operations")
RUNS, SUBMIT_SECONDS, DONE_SECONDS, ANSWER_SECONDS = 200, 10.0, 600.0, 1.0


class Looks:
    """Somebody who looks at a week's runs and at Operations all the time; `seconds` are the answers' times."""

    def __init__(self, house: FaultHouse, site: str, week: str) -> None:
        self.seconds: list[float] = []
        self._house, self._over = house, threading.Event()
        self._query = urlencode({"site": site, "week": week})
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Looks:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        given = re.findall(r"with the password (\S+)", self._house.log())[0]
        address = f"http://127.0.0.1:{self._house.port}"
        with visitor(address, choose_password(address, given), self._query) as eyes:
            pages = [one for one in eyes.pages if one.name in PAGES]
            for page in pages:
                eyes.look(page)
            for page in cycle(pages):
                if self._over.wait(0.5):
                    return
                self.seconds.append(eyes.look(page))


def test_each_of_two_hundred_runs_is_done_exactly_once(house: FaultHouse) -> None:
    with house.transactions() as work:
        site, week = work.problems.store("Tiny", small_week().problem, RULES, "test")
        work.commit()
    with Looks(house, site, week) as looks:
        until(lambda: bool(looks.seconds), 60)
        began = time.monotonic()
        options = [SolveOptions(time_limit=5, threads=1, seed=seed) for seed in range(RUNS)]
        ids = [house.runs.submit(MIA, week, options=one).id for one in options]
        submitted = time.monotonic() - began
        until(lambda: all(run.status.terminal for run in house.runs.of_schedule(MIA, week)), DONE_SECONDS)
    seconds = time.monotonic() - began
    house.tally.runs += RUNS
    states = Counter(run.status for run in house.runs.of_schedule(MIA, week))
    house.tally.lost += RUNS - states[RunStatus.COMPLETED]
    assert states == {RunStatus.COMPLETED: RUNS}
    for run_id in ids:
        house.ended_once(run_id)
    worst = max(looks.seconds)
    print(f"submitted in {submitted:.1f} s, done in {seconds:.0f} s, load {os.getloadavg()[0]:.1f}")
    print(f"pages answered {len(looks.seconds)} times, median {median(looks.seconds):.2f} s, worst {worst:.2f} s")
    assert submitted <= SUBMIT_SECONDS * busy()
    assert worst < ANSWER_SECONDS * busy()
