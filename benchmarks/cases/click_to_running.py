"""From pressing *Run optimisation* until the database says RUNNING, with a worker idle. Target: p95 below 1 s.

A click is a call of the service that the page calls, in a process beside the server. Another connection reads the
run's status every 2 ms. Each run is cancelled once it is RUNNING, and the next click comes when it has ended and a
random pause is over, so that clicks meet the idle workers at any point of their waiting.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from benchmarks.figures import summed_up
from benchmarks.house import House, empty_folder, house
from benchmarks.report import Report
from scheduling.domain.runs import RunStatus
from scheduling.services.container import Services
from scheduling.services.permissions import SYSTEM

CLICKS = 20
POLL_SECONDS = 0.002
PATIENCE_SECONDS = 60.0


def measure() -> Report:
    """Click, wait for RUNNING, cancel, wait; the first click, which may meet workers still booting, apart."""
    with empty_folder() as folder, house(folder, "restaurant") as running, reader(running) as status:
        services = running.enter()
        week = services.overview.weeks(SYSTEM, services.overview.sites(SYSTEM)[0].id)[0].id
        first = clicked(services, week, status)
        clicks = [clicked(services, week, status) for _ in pauses(CLICKS)]
    returned, seen = zip(*clicks, strict=True)
    return Report(
        "services().runs.submit on a running house (python -m workers, DEMO=restaurant, embedded Redis, 2 workers), "
        f"{CLICKS} clicks, each cancelled afterwards; milliseconds from the click.",
        ("until", "median, ms", "p95, ms", "max, ms"),
        (
            ("submit returned", *summed_up(returned)),
            ("status is RUNNING", *summed_up(seen)),
            ("status is RUNNING, first click after the banner", first[1], first[1], first[1]),
        ),
    )


@contextmanager
def reader(running: House) -> Iterator[sqlite3.Connection]:
    """A connection that takes no lock, so that looking delays nobody."""
    with closing(sqlite3.connect(running.folder / "shiftwright.db", isolation_level=None)) as connection:
        yield connection


def pauses(count: int) -> Iterator[float]:
    """Wait half a second to a second and a half before each of so many clicks."""
    chance = random.Random(1)
    for _ in range(count):
        pause = chance.uniform(0.5, 1.5)
        time.sleep(pause)
        yield pause


def clicked(services: Services, week: str, status: sqlite3.Connection) -> tuple[float, float]:
    """Milliseconds until `submit` returned and until the status was RUNNING; the run has ended afterwards."""
    began = time.perf_counter()
    run = services.runs.submit(SYSTEM, week, again=True)
    returned = time.perf_counter() - began
    until(status, run.id, (RunStatus.RUNNING,))
    seen = time.perf_counter() - began
    services.runs.cancel(SYSTEM, run.id)
    until(status, run.id, (RunStatus.CANCELLED, RunStatus.COMPLETED))
    return 1000 * returned, 1000 * seen


def until(status: sqlite3.Connection, run_id: str, wanted: tuple[RunStatus, ...]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        (found,) = status.execute("SELECT status FROM runs WHERE id = ?", (run_id,)).fetchone()
        if found in wanted:
            return
        if time.monotonic() > deadline:
            raise RuntimeError(f"Run {run_id} is {found} after {PATIENCE_SECONDS:.0f} s, not {' or '.join(wanted)}.")
        time.sleep(POLL_SECONDS)
