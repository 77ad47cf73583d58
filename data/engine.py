"""One engine per process, with SQLite set up so that no update is lost."""

import os
from functools import cache
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_MILLISECONDS = 15_000
READING = "reading"
# Between machines a cable may be cut. Neither end then waits for hours: the client gives up after some ten seconds, and
# so does the server, which else would keep the locks of a transaction that was going on. What the address says counts.
LINK = {
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
    "options": "-c idle_in_transaction_session_timeout=10000 -c tcp_user_timeout=10000 "
    "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
}


def reading_engine(url: str) -> Engine:
    """The same engine for transactions that only read: on SQLite they wait for no writer."""
    return engine_for(url).execution_options(**{READING: True})


def engine_for(url: str) -> Engine:
    """The engine of this process for a database; a forked child gets its own."""
    return _engine(url, os.getpid())


@cache
def _engine(url: str, process: int) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        link = {name: value for name, value in LINK.items() if name not in make_url(url).query}
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=10, connect_args=link)
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    """Take transaction control from the driver; readers and the one writer do not block each other."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    """Take the write lock first: a deferred transaction that reads and then writes may lose an update."""
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get(READING) else "BEGIN IMMEDIATE")
