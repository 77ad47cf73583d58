"""What several tests need: a fresh database, on SQLite and on PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from data.engine import engine_for
from data.migrate import upgrade
from data.settings import Settings
from data.tables import metadata
from data.unit_of_work import SqlUnitOfWork

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/")
BENCHMARKS = Path(__file__).resolve().parents[1].parent / "shared" / "benchmarks"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database of this session's own on the PostgreSQL server; skipped with a reason where none answers."""
    server = create_engine(make_url(POSTGRES).set(database="postgres"), isolation_level="AUTOCOMMIT")
    name = f"shiftwright_test_{uuid4().hex[:8]}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL answers at {POSTGRES}: {str(error.orig).splitlines()[0]}")
    url = make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    upgrade(Settings(database_url=url))
    yield url
    engine_for(url).dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.db'}"
        upgrade(Settings(database_url=url))
        yield url
        engine_for(url).dispose()
        return
    url = request.getfixturevalue("postgres_url")
    with engine_for(url).begin() as connection:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} CASCADE"))
    yield url


@pytest.fixture
def transactions(database: str) -> Callable[[], SqlUnitOfWork]:
    """Opens units of work on the test's database."""
    return lambda: SqlUnitOfWork(engine_for(database))
