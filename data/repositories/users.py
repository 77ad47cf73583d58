"""Accounts. Only hashes of passwords are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from data.repositories.rows import get_row, save_row
from data.tables import users
from scheduling.services.records import UserRecord, UserRole


class SqlUsers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_username(self, username: str) -> UserRecord | None:
        return self._one(func.lower(users.c.username) == username.lower())

    def by_email(self, email: str) -> UserRecord | None:
        return self._one(users.c.email == email.lower())

    def _one(self, where: ColumnElement[bool]) -> UserRecord | None:
        row = self._connection.execute(select(users).where(where)).first()
        return None if row is None else user_record(row)

    def get(self, user_id: str) -> UserRecord:
        return user_record(get_row(self._connection, users, user_id, "account"))

    def all(self) -> Sequence[UserRecord]:
        return [user_record(row) for row in self._connection.execute(select(users).order_by(users.c.name))]

    def add(self, user: UserRecord) -> None:
        self._connection.execute(insert(users).values(id=user.id, **_values(user)))

    def save(self, user: UserRecord) -> None:
        save_row(self._connection, users, user.id, user.version, _values(user), f"the account of {user.name}")

    def signed_in(self, user_id: str, at: datetime) -> None:
        self._connection.execute(update(users).where(users.c.id == user_id).values(signed_in_at=at))

    def lock_administrators(self) -> None:
        leading = select(users.c.id).where(users.c.role == UserRole.ADMINISTRATOR).order_by(users.c.id)
        self._connection.execute(leading.with_for_update())


def _values(user: UserRecord) -> dict[str, Any]:
    return {
        "username": user.username,
        "name": user.name,
        "role": user.role,
        "password_hash": user.password_hash,
        "active": user.active,
        "employee_id": user.employee,
        "email": user.email,
        "must_change": user.must_change,
        "password_until": user.password_until,
    }


def user_record(row: Row[Any]) -> UserRecord:
    return UserRecord(
        row.id,
        row.username,
        row.name,
        UserRole(row.role),
        row.password_hash,
        row.active,
        row.employee_id,
        row.email,
        row.must_change,
        row.password_until,
        row.signed_in_at,
        row.version,
    )
