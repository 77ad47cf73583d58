"""Copies of an SQLite database, and its free space given back; PostgreSQL has tools of its own for both."""

from pathlib import Path

from sqlalchemy.engine import make_url

from data.engine import engine_for
from scheduling.domain.errors import InvalidInput


def back_up(url: str, file: Path) -> None:
    """Copy the database as it is at this moment; readers and writers go on.

    Raises
    ------
    InvalidInput
        When this is no SQLite database, or the file is there already or cannot be written.
    """
    _only_sqlite(url, "Back it up with pg_dump.")
    if file.exists():
        raise InvalidInput(f"{file} is there already. Name another file, or move that one away.")
    if not file.resolve().parent.is_dir():
        raise InvalidInput(f"The folder {file.parent} does not exist. Make it, or name another one.")
    _outside_transactions(url, "VACUUM INTO ?", (str(file),))


def compact(url: str) -> int:
    """Give free space back to the disk; nobody can write meanwhile. Returns the bytes that the database takes.

    Raises
    ------
    InvalidInput
        When this is no SQLite database.
    """
    _only_sqlite(url, "It gives space back by itself.")
    _outside_transactions(url, "VACUUM")
    return Path(make_url(url).database or "").stat().st_size


def _only_sqlite(url: str, instead: str) -> None:
    if make_url(url).get_backend_name() != "sqlite":
        raise InvalidInput(f"This is for SQLite, and the database is PostgreSQL. {instead}")


def _outside_transactions(url: str, statement: str, values: tuple[str, ...] = ()) -> None:
    raw = engine_for(url).raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(statement, values)
        # What was written lies in the log beside the file until it is carried over.
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        raw.close()
