"""Accounts and sessions. Only hashes of passwords and tokens are kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from data.tables import sessions, users
from scheduling.services.records import UserRecord, UserRole


class SqlUsers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_username(self, username: str) -> UserRecord | None:
        row = self._connection.execute(select(users).where(users.c.username == username)).first()
        return None if row is None else _user(row)

    def all(self) -> Sequence[UserRecord]:
        return [_user(row) for row in self._connection.execute(select(users).order_by(users.c.name))]

    def add(self, user: UserRecord) -> None:
        values = {
            "id": user.id,
            "username": user.username,
            "name": user.name,
            "role": user.role,
            "password_hash": user.password_hash,
            "active": user.active,
        }
        self._connection.execute(insert(users).values(values))

    def open_session(self, token_hash: str, user_id: str, expires_at: datetime) -> None:
        values = {"token_hash": token_hash, "user_id": user_id, "expires_at": expires_at}
        self._connection.execute(insert(sessions).values(values))

    def of_session(self, token_hash: str, now: datetime) -> UserRecord | None:
        wanted = (
            select(users)
            .join(sessions, sessions.c.user_id == users.c.id)
            .where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now)
            .where(~sessions.c.revoked, users.c.active)
        )
        row = self._connection.execute(wanted).first()
        return None if row is None else _user(row)

    def revoke_session(self, token_hash: str) -> None:
        self._connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(revoked=True))


def _user(row: Row[tuple[object, ...]]) -> UserRecord:
    return UserRecord(row.id, row.username, row.name, UserRole(row.role), row.password_hash, row.active)
