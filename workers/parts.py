"""Parts of a house that can be started by themselves, on as many machines as there are."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum

from sqlalchemy.exc import OperationalError

from data.migrate import lacks_migrations
from data.settings import Settings
from workers.errors import LaunchError
from workers.redis_server import redis_answers

LOOK_SECONDS = 1.0


class Part(StrEnum):
    ALL = "all"
    SERVER = "server"
    WORKERS = "workers"


def check_addresses(settings: Settings, part: Part) -> None:
    """Make sure that a part by itself knows where the rest of its house is.

    Raises
    ------
    LaunchError
        When an address is missing.
    """
    named = settings.model_fields_set
    missing = [name.upper() for name in ("database_url", "redis_url") if name not in named]
    if part is Part.WORKERS and missing:
        raise LaunchError(
            f"Workers alone need to know the house they work for: set {' and '.join(missing)} as for its server."
        )


def wait_for_house(settings: Settings, say: Callable[[str], None]) -> None:
    """Wait until Redis answers and the server has brought the database up to date, so that the order of starting does
    not matter; each reason to wait is said once."""
    said = ""
    while reason := _reason_to_wait(settings):
        if reason != said:
            say(reason)
            said = reason
        time.sleep(LOOK_SECONDS)


def _reason_to_wait(settings: Settings) -> str:
    try:
        if lacks_migrations(settings):
            return "Waiting for the server to bring the database up to date; start it if it does not run."
    except OperationalError as error:
        return f"Waiting for the database ({str(error.orig).strip().splitlines()[0]})."
    return "" if redis_answers(settings.redis_url) else "Waiting for Redis to answer."
