"""The activity log: written in the transaction it tells of, never changed.

The database itself refuses to change or remove entries, but for what goes through `exempted`, which is told by an entry
of its own.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Row, Select, String, cast, delete, func, insert, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from data.tables import activity_log, employees, log_exemptions
from scheduling.services.log_records import LogFilter, LogRecord
from scheduling.services.permissions import Actor

LONGEST = 255
RENAMED = "log name replaced"
TEXTS = (activity_log.c.subject, activity_log.c.before, activity_log.c.after)


class SqlLog:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        actor: Actor,
        action: str,
        subject: str,
        detail: Mapping[str, object] | None = None,
        site: str | None = None,
        *,
        week: str | None = None,
        before: str = "",
        after: str = "",
    ) -> int:
        values = {
            "site_id": site,
            "at": datetime.now(UTC),
            "actor": actor.username,
            "action": action,
            "subject": subject[:LONGEST],
            "detail": dict(detail or {}),
            "week": week,
            "before": before,
            "after": after,
            "way": actor.way,
            "address": actor.where,
        }
        (entry,) = self._connection.execute(insert(activity_log).values(values)).inserted_primary_key or (0,)
        return int(entry)

    def latest(self, site_id: str, count: int, actions: Collection[str] = ()) -> Sequence[LogRecord]:
        wanted = select(activity_log).where(activity_log.c.site_id == site_id)
        if actions:
            wanted = wanted.where(activity_log.c.action.in_(actions))
        return self._read(wanted.order_by(activity_log.c.id.desc()).limit(count))

    def find(self, wanted: LogFilter, most: int, skip: int = 0) -> Sequence[LogRecord]:
        found = select(activity_log).where(*_conditions(wanted))
        return self._read(found.order_by(activity_log.c.id.desc()).limit(most).offset(skip))

    def count(self, wanted: LogFilter) -> int:
        found = select(func.count()).select_from(activity_log).where(*_conditions(wanted))
        return self._connection.execute(found).scalar_one()

    def actors(self) -> Sequence[str]:
        return self._connection.execute(select(activity_log.c.actor).distinct().order_by("actor")).scalars().all()

    def actions(self) -> Sequence[str]:
        return self._connection.execute(select(activity_log.c.action).distinct().order_by("action")).scalars().all()

    def rename_person(
        self, actor: Actor, site: str | None, old: str, new: str, account: tuple[str, str] | None = None
    ) -> int:
        told = activity_log.c
        # In the detail as JSON writes it, where a name has letters beyond ASCII.
        spoken = [text.contains(old, autoescape=True) for text in TEXTS]
        spoken.append(cast(told.detail, String).contains(json.dumps(old)[1:-1], autoescape=True))
        wanted = or_(*spoken) & (told.site_id.is_(None) | (told.site_id == site))
        if account:
            wanted = or_(wanted, told.actor == account[0], told.subject == account[0])
        say, found = self._renaming(site, old, new), self._connection.execute(select(activity_log).where(wanted)).all()
        changes = {row.id: values for row in found if (values := _renamed(row, say, account))}
        with exempted(self._connection, actor, "rename", RENAMED, new, {"entries": len(changes)}, site):
            for entry, values in changes.items():
                self._connection.execute(update(activity_log).where(told.id == entry).values(values))
        return len(changes)

    def _renaming(self, site: str | None, old: str, new: str) -> Callable[[str], str]:
        """Puts the new name for the old one, and leaves longer names alone that the old one is a part of."""
        of_site = select(employees.c.name).where(employees.c.site_id == site, employees.c.name.contains(old))
        names = sorted({old, *self._connection.execute(of_site).scalars()}, key=len, reverse=True)
        whole = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
        return lambda text: whole.sub(lambda found: new if found[0] == old else found[0], text)

    def _read(self, wanted: Select[Any]) -> Sequence[LogRecord]:
        return [
            LogRecord(
                row.at,
                row.actor,
                row.action,
                row.subject,
                row.detail,
                row.before,
                row.after,
                row.way,
                row.address,
                row.site_id,
                row.week,
                row.id,
            )
            for row in self._connection.execute(wanted)
        ]


@contextmanager
def exempted(
    connection: Connection,
    actor: Actor,
    kind: str,
    action: str,
    subject: str,
    detail: Mapping[str, object],
    site: str | None = None,
) -> Iterator[None]:
    """Let this transaction `rename` in entries of the log, or `prune` them, and tell so in the log itself.

    The exemption is gone when the block is left; a commit inside it fails.
    """
    entry = SqlLog(connection).add(actor, action, subject, detail, site)
    connection.execute(insert(log_exemptions).values(entry_id=entry, kind=kind))
    yield
    connection.execute(delete(log_exemptions).where(log_exemptions.c.entry_id == entry))


def _conditions(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    told = activity_log.c
    if wanted.actors:
        yield told.actor.in_(wanted.actors)
    if wanted.actions:
        yield told.action.in_(wanted.actions)
    if wanted.site:
        yield told.site_id == wanted.site
    if wanted.week:
        yield told.week == wanted.week
    if wanted.since:
        yield told.at >= wanted.since
    if wanted.until:
        yield told.at < wanted.until
    if wanted.text:
        # As one text, which takes half the time of looking into each; nobody searches for the line breaks between.
        everything = reduce(lambda one, two: one + "\n" + two, (*TEXTS, told.actor, told.action))
        yield everything.icontains(wanted.text, autoescape=True)


def _renamed(row: Row[Any], say: Callable[[str], str], account: tuple[str, str] | None) -> dict[str, object]:
    """The columns of an entry that say something else with the new name."""

    def said(value: Any) -> Any:
        match value:
            case str():
                return say(value)
            case dict():
                return {key: said(one) for key, one in value.items()}
            case list():
                return [said(one) for one in value]
        return value

    values = {name: said(getattr(row, name)) for name in ("subject", "before", "after", "detail")}
    values["subject"] = values["subject"][:LONGEST]
    for name in ("actor", "subject"):
        if account and getattr(row, name) == account[0]:
            values[name] = account[1]
    return {name: value for name, value in values.items() if value != getattr(row, name)}
