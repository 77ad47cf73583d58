"""Sessions, of whose tokens only hashes are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from data.repositories.users import user_record
from data.tables import sessions, users
from scheduling.services.account_records import SessionRecord, Visit
from scheduling.services.records import UserRecord


class SqlSessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, token_hash: str, session: SessionRecord) -> None:
        values = {
            "token_hash": token_hash,
            "id": session.id,
            "user_id": session.user,
            "created_at": session.created_at,
            "seen_at": session.seen_at,
            "expires_at": session.expires_at,
            "address": session.visit.address[:64],
            "browser": session.visit.browser[:255],
        }
        self._connection.execute(insert(sessions).values(values))

    def user(self, token_hash: str, now: datetime, unseen_since: datetime) -> UserRecord | None:
        wanted = select(users).join(sessions, sessions.c.user_id == users.c.id)
        mine = wanted.where(sessions.c.token_hash == token_hash, users.c.active, *_is_open(now, unseen_since))
        row = self._connection.execute(mine).first()
        return None if row is None else user_record(row)

    def find(self, token_hash: str) -> SessionRecord | None:
        row = self._connection.execute(select(sessions).where(sessions.c.token_hash == token_hash)).first()
        return None if row is None else _session(row)

    def of_user(self, user_id: str, now: datetime, unseen_since: datetime) -> Sequence[SessionRecord]:
        theirs = select(sessions).where(sessions.c.user_id == user_id, *_is_open(now, unseen_since))
        rows = self._connection.execute(theirs.order_by(sessions.c.seen_at.desc(), sessions.c.id))
        return [_session(row) for row in rows]

    def see(self, token_hash: str, now: datetime) -> None:
        self._connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=now))

    def revoke(self, token_hash: str) -> None:
        self._revoke(sessions.c.token_hash == token_hash)

    def revoke_one(self, user_id: str, session_id: str) -> bool:
        return self._revoke(sessions.c.user_id == user_id, sessions.c.id == session_id) == 1

    def revoke_all(self, user_id: str, but: str | None = None) -> int:
        return self._revoke(sessions.c.user_id == user_id, sessions.c.token_hash != (but or ""))

    def remove_all(self, user_id: str) -> None:
        self._connection.execute(delete(sessions).where(sessions.c.user_id == user_id))

    def _revoke(self, *which: ColumnElement[bool]) -> int:
        ended = update(sessions).where(*which, ~sessions.c.revoked).values(revoked=True)
        return self._connection.execute(ended).rowcount


def _is_open(now: datetime, unseen_since: datetime) -> tuple[ColumnElement[bool], ...]:
    return sessions.c.expires_at > now, sessions.c.seen_at > unseen_since, ~sessions.c.revoked


def _session(row: Row[Any]) -> SessionRecord:
    visit = Visit(row.address, row.browser)
    return SessionRecord(row.id, row.user_id, row.created_at, row.seen_at, row.expires_at, visit)
