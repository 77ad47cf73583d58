"""Failed tries to sign in, counted in the database so that they hold for every server process and over restarts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from data.tables import sign_in_tries
from scheduling.services.account_records import Tries

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlSignInTries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, subject: str, now: datetime) -> Tries:
        # A row that is not there yet cannot be locked; writing it does both at once.
        first = INSERTS[self._connection.dialect.name](sign_in_tries)
        values = first.values(subject=subject, count=0, first_at=now, last_at=now)
        as_it_is = {"count": sign_in_tries.c.count}
        locked = values.on_conflict_do_update(index_elements=["subject"], set_=as_it_is).returning(*sign_in_tries.c)
        row = self._connection.execute(locked).one()
        return Tries(row.count, row.first_at, row.last_at)

    def put(self, subject: str, tries: Tries) -> None:
        values = {"count": tries.count, "first_at": tries.first_at, "last_at": tries.last_at}
        self._connection.execute(update(sign_in_tries).where(sign_in_tries.c.subject == subject).values(values))

    def forget(self, subject: str) -> None:
        self._connection.execute(delete(sign_in_tries).where(sign_in_tries.c.subject == subject))

    def of(self, subjects: Sequence[str]) -> dict[str, Tries]:
        wanted = select(sign_in_tries).where(sign_in_tries.c.subject.in_(subjects))
        return {row.subject: Tries(row.count, row.first_at, row.last_at) for row in self._connection.execute(wanted)}
