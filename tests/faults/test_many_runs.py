"""Two hundred runs at once for two workers: each is done exactly once, and the pages answer meanwhile."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter

import pytest

from benchmarks.visitor import visitor
from scheduling.domain.runs import RunStatus, SolveOptions
from tests.faults.houses import FaultHouse, busy
from tests.faults.tally import TALLY
from tests.services.loop import RULES, small_week
from tests.workers.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.processes]

RUNS, SUBMIT_SECONDS, DONE_SECONDS, ANSWER_SECONDS = 200, 10.0, 600.0, 1.0


class Looks:
    """Somebody who looks at the Runs page all the time; `seconds` are the answers' times."""

    def __init__(self, house: FaultHouse) -> None:
        self.seconds: list[float] = []
        self._house, self._over = house, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Looks:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        password = re.findall(r"with the password (\S+)", self._house.log())[0]
        with visitor(f"http://127.0.0.1:{self._house.port}", password) as eyes:
            page = next(one for one in eyes.pages if one.name == "Runs")
            eyes.look(page)
            while not self._over.wait(0.5):
                self.seconds.append(eyes.look(page))


def test_each_of_two_hundred_runs_is_done_exactly_once(house: FaultHouse) -> None:
    with house.transactions() as work:
        _, week = work.problems.store("Tiny", small_week().problem, RULES, "test")
        work.commit()
    with Looks(house) as looks:
        until(lambda: bool(looks.seconds), 60)
        began = time.monotonic()
        options = [SolveOptions(time_limit=5, threads=1, seed=seed) for seed in range(RUNS)]
        ids = [house.runs.submit("tester", week, options=one).id for one in options]
        submitted = time.monotonic() - began
        until(lambda: all(run.status.terminal for run in house.runs.of_schedule(week)), DONE_SECONDS)
    TALLY.runs += RUNS
    states = Counter(run.status for run in house.runs.of_schedule(week))
    TALLY.lost += RUNS - states[RunStatus.COMPLETED]
    assert states == {RunStatus.COMPLETED: RUNS}
    for run_id in ids:
        house.ended_once(run_id)
    worst = max(looks.seconds)
    print(f"submitted in {submitted:.1f} s; the page answered {len(looks.seconds)} times, worst {worst:.2f} s")
    assert submitted <= SUBMIT_SECONDS * busy()
    assert worst < ANSWER_SECONDS * busy()
