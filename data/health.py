"""Whether database, queue and workers are well, each by itself and within about a second."""

from enum import StrEnum

import redis
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from data.queue import queue_client
from data.settings import Settings

ANSWER_SECONDS = 1


class Answer(StrEnum):
    OK = "ok"
    LOCKED = "locked"
    AWAY = "away"
    NONE = "none"
    UNKNOWN = "unknown"


def database_answers(settings: Settings) -> Answer:
    """LOCKED when it can be read, but somebody else has kept every other writer out for a second."""
    try:
        with _probe(settings.database_url).connect() as connection:
            connection.execute(text("SELECT version_num FROM alembic_version"))
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                connection.exec_driver_sql("ROLLBACK")
    except OperationalError as error:
        return Answer.LOCKED if "locked" in str(error.orig) else Answer.AWAY
    except SQLAlchemyError:
        return Answer.AWAY
    return Answer.OK


def _probe(url: str) -> Engine:
    """Connections of its own: those of the pool may be waiting for the very thing that is asked about."""
    if make_url(url).get_backend_name() == "sqlite":
        # A file that is gone must not come back empty.
        read_write = make_url(url).update_query_dict({"uri": "true", "mode": "rw"})
        address = read_write.set(database=f"file:{read_write.database}")
        options = {"timeout": ANSWER_SECONDS, "isolation_level": None}
        return create_engine(address, poolclass=NullPool, connect_args=options)
    # Two seconds is the least that the driver takes.
    options = {"connect_timeout": 2, "options": f"-c statement_timeout={ANSWER_SECONDS * 1000}"}
    return create_engine(url, poolclass=NullPool, connect_args=options)


def redis_answers(settings: Settings) -> Answer:
    client = queue_client(settings.redis_url)
    try:
        return Answer.OK if client.ping() else Answer.AWAY
    except redis.RedisError:
        return Answer.AWAY
    finally:
        client.close()
