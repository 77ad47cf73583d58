"""Workers on another machine than server, database and Redis, all as docker-compose.yml starts them: nothing but two
addresses connects them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import Popen

import pytest

from data.engine import engine_for
from data.queue import DramatiqQueue
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.services.records import RunRecord
from scheduling.services.runs import RunService
from tests.actors import ANN
from tests.composed import service
from tests.endless import endless_week
from tests.faults.tally import TALLIES, Tally
from tests.workers.processes import until
from tests.workers.two_machines import Machine, postgresql_on, redis_on, running, two_machines, why_not

REASON = why_not()
pytestmark = [pytest.mark.faults, pytest.mark.processes, pytest.mark.skipif(bool(REASON), reason=REASON or "it can")]
# Ended by hand, so that a busy machine is slow, not wrong.
OPTIONS, PATIENCE = SolveOptions(time_limit=1800, threads=1), 180.0


@dataclass
class House:
    """Server, database and Redis on `north`; `south` knows their addresses only."""

    north: Machine
    south: Machine
    database: str
    redis: str
    folder: Path
    week: str = ""

    @property
    def tally(self) -> Tally:
        return TALLIES["two machines, PostgreSQL"]

    @contextmanager
    def workers(self, machine: Machine, name: str) -> Iterator[Popen[bytes]]:
        """A launcher of one worker on a machine."""
        composed = service("workers", POSTGRES_PASSWORD="x", WORKERS="1")
        command = machine.command(sys.executable, "-m", "workers", *composed.arguments)
        with running(command, self.log(name), RUN_THREADS="1", **composed.environment) as process:
            yield process

    @contextmanager
    def server(self) -> Iterator[None]:
        """The server, with a week that no search proves."""
        composed = service("server", POSTGRES_PASSWORD="x", DEMO="none")
        command = self.north.command(sys.executable, "-m", "workers", *composed.arguments)
        with running(command, self.log("server"), DATA_DIR=str(self.folder / "state"), **composed.environment):
            until(lambda: "Shiftwright is ready" in self.log("server").read_text(), PATIENCE)
            with self.open() as work:
                _, self.week = work.problems.store("Endless", *endless_week(), "test")
                work.commit()
            yield

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def open(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(self.database))

    def submit(self, count: int) -> list[str]:
        """Ids of so many new runs, each with a seed of its own, whatever was run before."""
        runs = RunService(self.open, DramatiqQueue(self.redis))
        seeded = (replace(OPTIONS, seed=seed) for seed in range(1, count + 1))
        self.tally.runs += count
        return [runs.submit(ANN, self.week, options=chosen, again=True).id for chosen in seeded]

    def runs(self, ids: list[str]) -> list[RunRecord]:
        with self.open() as work:
            return [work.runs.get(run) for run in ids]

    def best(self, run: str) -> int | None:
        with self.open() as work:
            found = work.runs.best_candidate(run)
        return None if found is None else found.penalty

    def hosts(self) -> list[str]:
        with self.open() as work:
            return [worker.host for worker in work.workers.all()]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as parts:
        north, south = parts.enter_context(two_machines())
        redis = parts.enter_context(redis_on(north, folder))
        database = parts.enter_context(postgresql_on(north))
        house = House(north, south, database, redis, folder)
        # Before the server, which makes the tables: the order of starting does not matter.
        parts.enter_context(house.workers(south, "first"))
        until(lambda: "Waiting for the server" in house.log("first").read_text(), PATIENCE)
        parts.enter_context(house.server())
        until(lambda: house.hosts() == ["south"], PATIENCE)
        yield house
        engine_for(database).dispose()


def ended(house: House, ids: list[str]) -> bool:
    return all(run.status.terminal for run in house.runs(ids))


def finish(house: House, ids: list[str]) -> list[RunRecord]:
    """Let runs end as soon as each has a roster; how they ended."""
    until(lambda: all(house.best(run) is not None for run in ids), PATIENCE)
    with house.open() as work:
        for run in ids:
            work.runs.request_finish(run)
        work.commit()
    until(lambda: ended(house, ids), PATIENCE)
    runs = house.runs(ids)
    house.tally.lost += sum(run.status is not RunStatus.COMPLETED for run in runs)
    return runs


def test_a_worker_on_another_machine_solves(house: House) -> None:
    (run,) = finish(house, house.submit(1))
    assert run.status is RunStatus.COMPLETED
    assert run.worker is not None
    assert run.worker.startswith("south:")


def test_a_rolling_restart_loses_nothing(house: House) -> None:
    """Of two launchers with a run each, one is stopped, and another started in its place."""
    with ExitStack() as other:
        first = other.enter_context(house.workers(house.south, "second"))
        until(lambda: len(house.hosts()) == 2, PATIENCE)
        ids = house.submit(2)
        until(lambda: all(house.best(run) is not None for run in ids), PATIENCE)
        before = [house.best(run) for run in ids]
        house.tally.faults += 1
        first.terminate()
        assert first.wait(PATIENCE) == 0
        other.enter_context(house.workers(house.south, "third"))
        until(lambda: sum(run.attempt for run in house.runs(ids)) == 3, PATIENCE)
        runs = finish(house, ids)
    assert [run.status for run in runs] == [RunStatus.COMPLETED] * 2
    assert [run.objective for run in runs] == [house.best(run.id) for run in runs]
    assert all(run.objective <= best for run, best in zip(runs, before, strict=True))
    assert sum(run.losses for run in runs) == 0
    assert sum(run.attempt for run in runs) == 3


def test_a_machine_whose_cable_is_cut_loses_its_run_to_another_and_cannot_spoil_it(house: House) -> None:
    (run,) = house.submit(1)
    until(lambda: house.best(run) is not None, PATIENCE)
    with house.workers(house.north, "north"):
        until(lambda: "north" in house.hosts(), PATIENCE)
        assert house.runs([run])[0].status is RunStatus.RUNNING
        before, cut = house.best(run), time.monotonic()
        house.south.plug("down")
        try:
            house.tally.faults += 1
            until(lambda: (house.runs([run])[0].worker or "").startswith("north:"), PATIENCE)
            house.tally.takeovers.append(time.monotonic() - cut)
        finally:
            house.south.plug("up")
        (record,) = finish(house, [run])
    assert record.status is RunStatus.COMPLETED
    assert record.attempt == 2
    assert record.worker is not None
    assert record.worker.startswith("north:")
    assert before is not None
    assert record.objective is not None
    assert record.objective <= before


def test_the_machine_works_again_once_its_cable_is_back(house: House) -> None:
    (run,) = finish(house, house.submit(1))
    assert run.status is RunStatus.COMPLETED
