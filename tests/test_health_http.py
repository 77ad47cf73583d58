"""The running server tells database, queue and workers apart, and gives figures to this machine only."""

import json
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import URL, create_engine, make_url, text

from data.engine import engine_for
from data.queue import DramatiqQueue
from data.settings import Settings
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.services.records import Ending, RunRecord, WorkerRecord
from tests.serving import Server, serving
from tests.workers.processes import until
from workers.redis_server import redis_answers, redis_spec

pytestmark = pytest.mark.processes
PATIENCE = 8.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("health")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as server:
        warm(server)
        yield server


@contextmanager
def redis_beside(folder: Path) -> Iterator[str]:
    """The Redis that the server in this folder asks."""
    settings = Settings(data_dir=folder)
    process = subprocess.Popen(redis_spec(settings).command, stdout=subprocess.DEVNULL)
    try:
        until(lambda: redis_answers(settings.redis_url))
        yield settings.redis_url
    finally:
        process.kill()
        process.wait()


def warm(server: Server) -> None:
    """The first question loads the parts of the house, which takes a busy machine long."""

    def answers() -> bool:
        with suppress(TimeoutError):
            return server.ask("GET", "/healthz").status == 200
        return False

    until(answers, 120)


def health(server: Server) -> tuple[int, dict[str, object]]:
    """Status and parts; asked without patience, since a monitor has none."""
    began = time.monotonic()
    answer = server.ask("GET", "/healthz")
    assert time.monotonic() - began < PATIENCE
    return answer.status, json.loads(answer.body)


def seen(folder: Path, worker: WorkerRecord) -> None:
    """A worker gives a sign of life."""
    with SqlUnitOfWork(engine_for(Settings(data_dir=folder).database_url)) as work:
        work.workers.beat(worker)
        work.commit()


Figures = Mapping[tuple[str, str], float]


def figures(server: Server) -> Figures:
    """Each figure by its name and the values of its labels, these in the order of their names."""
    answer = server.ask("GET", "/metrics")
    assert answer.status == 200
    samples = [sample for family in text_string_to_metric_families(answer.body) for sample in family.samples]
    return {(s.name, ",".join(dict(sorted(s.labels.items())).values())): s.value for s in samples}


def test_without_redis_the_server_is_degraded_and_says_why(server: Server) -> None:
    status, told = health(server)
    assert (status, told["status"], told["database"], told["redis"]) == (200, "degraded", "ok", "away")


def test_redis_is_seen_to_come_and_go(server: Server, folder: Path) -> None:
    with redis_beside(folder):
        assert health(server)[1]["redis"] == "ok"
    assert health(server)[1]["redis"] == "away"


def test_a_locked_database_is_told_as_locked(server: Server, folder: Path) -> None:
    writer = sqlite3.connect(folder / "shiftwright.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        status, told = health(server)
        assert (status, told["status"], told["database"]) == (200, "degraded", "locked")
        assert figures(server)["shiftwright_runs", "COMPLETED"] == 0
    finally:
        writer.close()
    assert health(server)[1]["database"] == "ok"


def test_a_database_that_is_gone_makes_the_server_ill(server: Server, folder: Path) -> None:
    file = folder / "shiftwright.db"
    file.rename(folder / "elsewhere.db")
    try:
        status, told = health(server)
        assert (status, told["status"], told["database"]) == (503, "ill", "away")
        assert told["workers"] == "unknown"
        assert figures(server)["shiftwright_part_up", "database"] == 0
        assert not file.exists()
    finally:
        (folder / "elsewhere.db").rename(file)
    assert health(server)[0] == 200


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_postgresql_that_is_away_is_told(postgres_server: URL, database: str, tmp_path: Path) -> None:
    name = make_url(database).database
    with (
        create_engine(postgres_server, isolation_level="AUTOCOMMIT").connect() as admin,
        serving(tmp_path, DATABASE_URL=database) as server,
    ):
        warm(server)
        cookie = server.signed_in()
        admin.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        admin.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": name}
        )
        try:
            status, told = health(server)
            assert (status, told["database"]) == (503, "away")
            says_so_and_tries_again(server, cookie)
        finally:
            admin.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
        assert health(server)[1]["database"] == "ok"
        assert figures(server)["shiftwright_database_bytes", ""] > 0


def test_workers_are_seen_to_come_and_to_be_lost(server: Server, folder: Path) -> None:
    assert health(server)[1]["workers"] == "none"
    now = datetime.now(UTC)
    worker = WorkerRecord("north-7", "north", 7, now, now, runs_done=4, failures=1, memory=300, cpu=87.5)
    seen(folder, worker)
    assert health(server)[1]["workers"] == "ok"
    told = figures(server)
    assert (told["shiftwright_workers", "idle"], told["shiftwright_workers", "busy"]) == (1, 0)
    assert told["shiftwright_worker_runs_total", "north-7"] == 4
    assert told["shiftwright_worker_failures_total", "north-7"] == 1
    assert told["shiftwright_worker_memory_bytes", "north-7"] == 300 * 2**20
    assert told["shiftwright_worker_cpu_percent", "north-7"] == 87.5
    seen(folder, replace(worker, seen_at=now - timedelta(minutes=1)))
    assert health(server)[1] == {"status": "degraded", "database": "ok", "redis": "away", "workers": "none"}
    assert figures(server)["shiftwright_workers", "lost"] == 1


def test_all_is_well_with_everything_there(server: Server, folder: Path) -> None:
    now = datetime.now(UTC)
    seen(folder, WorkerRecord("north-8", "north", 8, now, now))
    with redis_beside(folder):
        assert health(server) == (200, {"status": "ok", "database": "ok", "redis": "ok", "workers": "ok"})


def says_so_and_tries_again(server: Server, cookie: Mapping[str, str]) -> None:
    for answer in (
        server.ask("GET", "/team", cookie),
        server.ask("POST", "/sign-in", username="admin", password=server.password),
    ):
        assert answer.status == 503
        assert "The database does not answer" in answer.body
        assert not any(told in answer.body for told in ("Traceback", "127.0.0.1", "5432"))
        assert answer.headers["refresh"] == "5"
    part = server.ask("GET", "/static/x.js", {"Accept": "*/*", **cookie})
    assert (part.status, "<html" in part.body) == (503, False)


def test_a_locked_database_keeps_nobody_from_looking(server: Server, folder: Path) -> None:
    cookie = server.signed_in()
    writer = sqlite3.connect(folder / "shiftwright.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        assert server.ask("GET", "/team", cookie).status == 200
        assert time.monotonic() - began < PATIENCE
    finally:
        writer.close()


def test_figures_are_those_of_the_database_and_the_queue(server: Server, folder: Path) -> None:
    settings, now = Settings(data_dir=folder), datetime.now(UTC)
    with SqlUnitOfWork(engine_for(settings.database_url)) as work:
        week = work.schedules.of_site(work.schedules.sites()[0].id)[0].id
        for name in ("waits", "done"):
            asked = now - timedelta(seconds=100)
            work.runs.add(RunRecord(name, week, None, "p", SolveOptions(), "h", "1", "ann", asked), "{}")
        work.runs.claim("done", "north:1", now - timedelta(seconds=20))
        work.runs.finish("done", 1, now, Ending(RunStatus.COMPLETED))
        work.commit()
    with redis_beside(folder) as url:
        DramatiqQueue(url).enqueue("waits")
        told = figures(server)
    assert (told["shiftwright_runs", "PENDING"], told["shiftwright_runs", "COMPLETED"]) == (1, 1)
    assert told["shiftwright_run_seconds_bucket", "10.0,COMPLETED"] == 0
    assert told["shiftwright_run_seconds_bucket", "30.0,COMPLETED"] == 1
    assert told["shiftwright_run_seconds_count", "COMPLETED"] == 1
    assert told["shiftwright_run_seconds_sum", "COMPLETED"] == pytest.approx(20, abs=0.01)
    assert told["shiftwright_run_wait_seconds_sum", ""] == pytest.approx(80, abs=0.01)
    assert 100 <= told["shiftwright_oldest_waiting_seconds", ""] < 160
    assert told["shiftwright_queue_messages", "solve,waiting"] == 1
    assert (told["shiftwright_part_up", "redis"], told["shiftwright_part_up", "database"]) == (1, 1)


def test_without_redis_the_figures_of_the_database_are_still_told(server: Server) -> None:
    told = figures(server)
    assert told["shiftwright_part_up", "redis"] == 0
    assert ("shiftwright_runs", "RUNNING") in told
    assert not any(name == "shiftwright_queue_messages" for name, _ in told)


@pytest.mark.parametrize(
    "headers",
    [{"Host": "rosters.example"}, {"X-Forwarded-For": "192.0.2.7"}, {"Forwarded": "for=192.0.2.7"}, {"Via": "1.1 x"}],
    ids=["another name", "a proxy", "a proxy by the standard", "a gateway"],
)
def test_figures_are_for_this_machine_only(server: Server, headers: dict[str, str]) -> None:
    answer = server.ask("GET", "/metrics", headers)
    assert answer.status == 403
    assert "shiftwright_" not in answer.body


def test_health_tells_nothing_but_the_parts(server: Server) -> None:
    assert set(health(server)[1]) == {"status", "database", "redis", "workers"}
