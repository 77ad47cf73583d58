"""Where people are named: in every text of every table, also those that are added later."""

import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Connection, String, Table, cast, or_, select, update

from data.tables import activity_log, employees, metadata, runs, sessions, sign_in_tries, users
from scheduling.services.account_records import Renaming
from scheduling.services.snapshot import fingerprint, from_text

# The log keeps itself as it was written and is renamed in by its own repository; the others name people by their rows.
APART = (activity_log, employees, users, sessions, sign_in_tries)
BY_USERNAME = {"author", "owner", "requested_by", "saved_by", "decided_by"}
"""Columns, of whatever table, that hold the name of an account and nothing else."""
Say = Callable[[str], str]


class SqlTraces:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rename(self, renaming: Renaming) -> int:
        say = _saying(renaming)
        found = 0
        for table in metadata.sorted_tables:
            if table not in APART:
                found += self._by_username(table, renaming)
                found += self._in_texts(table, renaming, say)
        return found

    def _by_username(self, table: Table, renaming: Renaming) -> int:
        found = 0
        for column in table.c:
            if renaming.username and column.name in BY_USERNAME:
                changed = update(table).where(column == renaming.username).values({column: renaming.new_username})
                found += self._connection.execute(changed).rowcount
        return found

    def _in_texts(self, table: Table, renaming: Renaming, say: Say) -> int:
        texts = list(_texts(table))
        keys = list(table.primary_key.columns)
        if not texts:
            return 0
        likely = or_(*(_may_name(column, name) for column in texts for name in renaming.names))
        found = 0
        for row in self._connection.execute(select(*keys, *texts).where(likely)).all():
            before = {column: getattr(row, column.name) for column in texts}
            after = {column: value for column, old in before.items() if (value := walked(old, say)) != old}
            if after:
                this = [key == getattr(row, key.name) for key in keys]
                self._connection.execute(update(table).where(*this).values(after))
                found += len(after)
        return found

    def rename_in_runs(self, renaming: Renaming, most: int) -> int:
        say, found = _saying(renaming), 0
        for run in self._connection.execute(select(runs.c.id).order_by(runs.c.id)).scalars().all():
            packed = self._connection.execute(select(runs.c.snapshot).where(runs.c.id == run)).scalar_one()
            before = zlib.decompress(packed).decode()
            if not any(_written(name) in before or name in before for name in renaming.names):
                continue
            read = json.loads(before)
            said = walked(read, say)
            if said != read:
                after = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
                values = {"snapshot": zlib.compress(after.encode()), "snapshot_hash": _hash(after)}
                self._connection.execute(update(runs).where(runs.c.id == run).values(values))
                found += 1
            if found >= most:
                break
        return found


def walked(value: Any, say: Say) -> Any:
    """The same with every text in it said anew, but for the keys, which are ids."""
    match value:
        case str():
            return say(value)
        case dict():
            return {key: walked(one, say) for key, one in value.items()}
        case list():
            return [walked(one, say) for one in value]
    return value


def _hash(snapshot: str) -> str:
    """The fingerprint counts names, too: an old run must not seem to be about other inputs for one."""
    read = from_text(snapshot)
    return fingerprint(read.problem, read.settings)


def _texts(table: Table) -> Iterator[Column[Any]]:
    """The columns in which somebody may be named: no keys, no choices from a list."""
    checks = [one for one in table.constraints if isinstance(one, CheckConstraint)]
    chosen = {column.name for check in checks for column in table.c if f"{column.name} IN (" in str(check.sqltext)}
    for column in table.c:
        of_text = isinstance(column.type, String | JSON)
        if of_text and not column.primary_key and not column.foreign_keys and column.name not in chosen:
            yield column


def _may_name(column: Column[Any], name: str) -> Any:
    text = cast(column, String) if isinstance(column.type, JSON) else column
    # JSON is written with letters beyond ASCII as codes, in the database and in texts that hold JSON themselves.
    return or_(text.icontains(name, autoescape=True), text.icontains(_written(name), autoescape=True))


def _written(name: str) -> str:
    return json.dumps(name)[1:-1]


def _saying(renaming: Renaming) -> Say:
    """Puts the word for each name that stands by itself; longer names of others stay.

    A name of several words is meant whatever its case; one of a single word might be an ordinary word elsewhere.
    """
    names = {
        form for name in renaming.names for form in (name, _written(name), json.dumps(name, ensure_ascii=False)[1:-1])
    }
    spoken = {form.lower() for form in names if len(form.split()) > 1}
    longest = sorted({*names, *renaming.kept}, key=len, reverse=True)
    parts = [f"(?i:{re.escape(one)})" if one.lower() in spoken else re.escape(one) for one in longest]
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")

    def word(found: re.Match[str]) -> str:
        return renaming.word if found[0] in names or found[0].lower() in spoken else found[0]

    return lambda text: whole.sub(word, text)
