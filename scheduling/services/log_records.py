"""Entries of the activity log, and what can be asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LogRecord:
    """Who did what, on what, when and from where.

    `before` and `after` say in plain words what was changed; empty where nothing was there before, or is after. `week`
    is the id of the week that it was about; `way` how the actor came (see `permissions.Way`), `address` from where.
    """

    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object]
    before: str = ""
    after: str = ""
    way: str = ""
    address: str = ""
    site: str | None = None
    week: str | None = None
    id: int = 0


@dataclass(frozen=True)
class LogFilter:
    """Which entries are wanted; what is empty excludes none.

    `since` counts, `until` does not any more. `text` is searched for in who, what, before and after, whatever its case.
    """

    actors: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    site: str = ""
    week: str = ""
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
