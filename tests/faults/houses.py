"""A whole house to break: on SQLite with its own Redis, or on a PostgreSQL and a Redis of the test's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.house import until_ready
from data.engine import engine_for
from data.queue import DramatiqQueue
from data.settings import cores
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.runs import SolveOptions
from scheduling.services.records import RunRecord
from scheduling.services.runs import RunService
from tests.actors import MIA
from tests.endless import endless_week
from tests.faults import audit
from tests.faults.own_redis import RedisServer
from tests.faults.tally import TALLIES, Tally
from tests.workers.processes import ROOT, clean_environment, family, free_port, is_running, none_left, until

TAKEOVER_SECONDS = 20.0
STARTED_SECONDS = 180.0
"""For a first roster: a busy machine is slow, not wrong."""
LONG = SolveOptions(time_limit=600, threads=1)
DEMO = "large"
"""Takes seconds to state and simplify, and is proven soon."""


@dataclass
class FaultHouse:
    """`python -m workers` with two workers, on a database and a queue that the test may break.

    `own_redis` is the queue where the house does not start one itself. `week` is the endless week, `large` the demo's.
    """

    name: str
    folder: Path
    database: str
    redis: str
    variables: dict[str, str]
    own_redis: RedisServer | None = None
    process: subprocess.Popen[bytes] | None = None
    port: int = field(default_factory=free_port)
    week: str = ""
    large: str = ""

    @property
    def tally(self) -> Tally:
        return TALLIES[self.name]

    def start(self) -> None:
        """Start the house, and return when it says that it is ready."""
        log = self.folder / f"house-{time.monotonic_ns()}.log"
        environment = clean_environment(
            DATA_DIR=str(self.folder / "var"), PORT=str(self.port), WORKERS="2", DEMO=DEMO, **self.variables
        )
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workers"], cwd=ROOT, env=environment, stdout=output, stderr=output
            )
        until_ready(log, self.process)

    def furnish(self) -> None:
        """Bring the endless week in beside the demo."""
        with self.transactions() as work:
            self.large = work.schedules.of_site(work.schedules.sites()[0].id)[0].id
            _, self.week = work.problems.store("Endless", *endless_week(), "test")
            work.commit()

    def stop(self) -> None:
        """Stop it as Ctrl-C does; fail when a process of it is left."""
        assert self.process is not None
        members = family(self.process.pid)
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        until(lambda: none_left(members), 5)

    def kill(self) -> None:
        """Kill the supervisor; everything else must go with it."""
        assert self.process is not None
        members = family(self.process.pid)
        self.process.kill()
        self.process.wait()
        until(lambda: none_left(members), 5)

    def log(self) -> str:
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("house-*.log")))

    # What goes on inside.

    def transactions(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(self.database))

    @property
    def runs(self) -> RunService:
        return RunService(self.transactions, DramatiqQueue(self.redis))

    def run(self, run_id: str) -> RunRecord:
        with self.transactions() as work:
            return work.runs.get(run_id)

    def best(self, run_id: str) -> int | None:
        """Penalty of the best stored roster."""
        with self.transactions() as work:
            found = work.runs.best_candidate(run_id)
        return None if found is None else found.penalty

    def worker_of(self, run_id: str) -> psutil.Process:
        """The worker process that has a run."""
        return psutil.Process(int((self.run(run_id).worker or "").split(":")[1]))

    def child_of(self, run_id: str) -> psutil.Process:
        """The process that solves a run."""
        return next(one for one in self.worker_of(run_id).children() if "workers.solving" in one.cmdline())

    def redis_process(self) -> psutil.Process:
        if self.own_redis is not None:
            return self.own_redis.process
        return next(one for one in self.members() if "valkey" in one.name() or "redis" in one.name())

    def members(self) -> list[psutil.Process]:
        """Every process of the house."""
        assert self.process is not None
        return family(self.process.pid)

    # Steps of a test.

    def fault(self, what: Callable[[], object]) -> float:
        """Inject a fault; the moment of it."""
        what()
        self.tally.faults += 1
        return time.monotonic()

    def searching(self, options: SolveOptions = LONG) -> str:
        """Start a run, and wait until it has stored a first roster; its id."""
        run_id = self.runs.submit(MIA, self.week, options=options, again=True).id
        self.tally.runs += 1
        until(lambda: self.best(run_id) is not None, STARTED_SECONDS)
        return run_id

    def taken_over(self, run_id: str, attempt: int, since: float, within: float = TAKEOVER_SECONDS) -> None:
        """Wait until a later attempt has the run; the time since the fault counts."""
        until(lambda: self.run(run_id).attempt > attempt, 10 * within)
        seconds = time.monotonic() - since
        self.tally.takeovers.append(seconds)
        assert seconds <= within * busy(), f"taken over after {seconds:.1f} s"

    def ends_well(self, run_id: str, best: int | None) -> RunRecord:
        """Let the run end now: COMPLETED, at least as good as the best before, ended once and never changed after."""
        until(lambda: self.best(run_id) is not None, STARTED_SECONDS)
        if not self.run(run_id).status.terminal:
            self.runs.finish(MIA, run_id)
        until(lambda: self.run(run_id).status.terminal)
        run = self.run(run_id)
        self.tally.lost += run.status != "COMPLETED"
        assert run.status == "COMPLETED", (run.status, run.reason)
        assert run.objective is not None
        assert best is None or run.objective <= best
        self.ended_once(run_id)
        return run

    def ended_once(self, run_id: str) -> None:
        counted = audit.counts(self.database, run_id)
        doubled = counted["ended"] != 1 or counted["changed"] != 0 or counted["taken"] != self.run(run_id).attempt
        self.tally.doubled += doubled
        assert not doubled, counted


def busy() -> float:
    """How often a second is shared: what a machine lacks of cores is no fault of what runs on it."""
    return max(1.0, os.getloadavg()[0] / cores())


def stopped(members: list[psutil.Process], number: signal.Signals) -> None:
    """Send a signal to each of these that still runs."""
    for member in members:
        if is_running(member):
            os.kill(member.pid, number)
