"""A full disk under SQLite: said clearly, nothing half-written, and all goes on when there is room again."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data.settings import Settings
from scheduling.domain.errors import StorageUnavailable
from tests.faults.conftest import running
from tests.faults.houses import FaultHouse, fault
from tests.workers.processes import until

pytestmark = [pytest.mark.faults, pytest.mark.processes]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of 24 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here ({mounted.stderr.decode().strip()})")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def cramped(small_disk: Path, tmp_path: Path) -> Iterator[FaultHouse]:
    url = f"sqlite:///{small_disk / 'house.db'}"
    (tmp_path / "var").mkdir()
    redis = Settings(data_dir=tmp_path / "var").redis_url
    yield from running(FaultHouse(tmp_path, url, redis, {"DEMO": "large", "DATABASE_URL": url}))


def test_a_full_disk_is_said_and_waited_for(cramped: FaultHouse, small_disk: Path) -> None:
    run = cramped.searching()
    best, filler = cramped.best(run), small_disk / "filler"

    def fill() -> None:
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                return

    fault(fill)

    def refused() -> bool:
        """What is left of the write-ahead log may take some more runs first."""
        fill()
        try:
            cramped.runs.submit("tester", cramped.week, again=True)
        except StorageUnavailable as error:
            return "full" in str(error)
        return False

    until(refused, 30)
    filler.unlink()
    cramped.ends_well(run, best)
    cramped.ends_well(cramped.searching(), None)
    with create_engine(cramped.database).connect() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
