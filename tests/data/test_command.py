"""`python -m data`: prunes, backs up, and says in one sentence what it cannot do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import insert, select

from data import tables
from data.engine import engine_for
from data.passwords import ArgonPasswords
from data.settings import Settings
from tests.commands import command


@pytest.fixture
def folder(tmp_path: Path, migrated_file: Path) -> Iterator[Path]:
    """A data folder whose log has one entry of last year's and one of today's."""
    copy(migrated_file, tmp_path / "shiftwright.db")
    engine = engine_for(Settings(data_dir=tmp_path).database_url)
    now = datetime.now(UTC)
    with engine.begin() as connection:
        for at in (now - timedelta(days=400), now):
            entry = {"at": at, "actor": "ann", "action": "signed in", "subject": "ann", "detail": {}}
            connection.execute(insert(tables.activity_log).values(entry))
    yield tmp_path
    engine.dispose()


def told(folder: Path, *arguments: str, code: int = 0, **variables: str) -> str:
    """What the command says."""
    done = command("data", *arguments, DATA_DIR=str(folder), **variables)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return (done.stderr if code else done.stdout).strip()


def entries(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM activity_log").fetchone()[0])


def test_whoever_cannot_sign_in_any_more_gets_a_one_time_password_on_the_machine_itself(folder: Path) -> None:
    assert "no account that signs in as admin" in told(folder, "reset-password", code=2)
    engine = engine_for(Settings(data_dir=folder).database_url)
    with engine.begin() as connection:
        user = {"id": "u", "username": "admin", "name": "Boss", "role": "administrator", "password_hash": "old"}
        connection.execute(insert(tables.users).values(user))
    said = told(folder, "reset-password", "Admin")
    given = said.split("password ")[1].split(" ")[0]
    with engine.connect() as connection:
        hashed, must_change = connection.execute(select(tables.users.c.password_hash, tables.users.c.must_change)).one()
    assert ArgonPasswords().verify(given, hashed)
    assert must_change


def test_pruning_keeps_what_the_settings_say_or_what_it_is_told(folder: Path) -> None:
    assert told(folder, "prune") == "Removed: nothing."
    assert told(folder, "prune", "--log", "365", "--dry-run") == "Would remove: log entries 1."
    assert entries(folder / "shiftwright.db") == 2
    said = told(folder, "prune", "--compact", KEEP_LOG_DAYS="365").splitlines()
    assert said[0] == "Removed: log entries 1."
    assert "bytes now" in said[1]
    assert entries(folder / "shiftwright.db") == 2, "the one of today, and one that tells of the pruning"


def test_a_backup_is_a_whole_database_and_overwrites_nothing(folder: Path) -> None:
    file = folder / "backup.db"
    assert told(folder, "backup", str(file)) == f"Backed up to {file}."
    assert entries(file) == 2
    assert "is there already" in told(folder, "backup", str(file), code=2)
    assert "folder" in told(folder, "backup", str(folder / "missing" / "file"), code=2)


def test_a_database_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    assert "There is no database" in told(tmp_path, "prune", code=2)
    assert not list(tmp_path.iterdir())
