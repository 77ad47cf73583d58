"""The composition root: wires use cases, database and queue together, once per process."""

from functools import cache

from data.engine import engine_for, reading_engine
from data.passwords import ArgonPasswords
from data.queue import DramatiqQueue
from data.queue_contents import RedisQueueContents
from data.settings import Settings
from data.unit_of_work import SqlUnitOfWork
from scheduling.formats import instances
from scheduling.services.container import Services


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()


def unit_of_work() -> SqlUnitOfWork:
    """A new transaction on the configured database."""
    return SqlUnitOfWork(engine_for(settings().database_url))


def reading() -> SqlUnitOfWork:
    """A new transaction that only reads."""
    return SqlUnitOfWork(reading_engine(settings().database_url))


@cache
def services() -> Services:
    """Every use case, ready to call."""
    url = settings().redis_url
    queue, contents = DramatiqQueue(url), RedisQueueContents(url)
    limits = settings().session_limits
    return Services.build(unit_of_work, reading, queue, contents, instances, ArgonPasswords(), limits)


def first_sign_in() -> str:
    """Make the first account where there is none, and tell how to sign in."""
    return services().access.first_sign_in()
