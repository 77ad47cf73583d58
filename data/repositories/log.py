"""The activity log: written in the transaction it tells of, never changed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from data.tables import activity_log
from scheduling.services.records import LogRecord


class SqlLog:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        actor: str,
        action: str,
        subject: str,
        detail: Mapping[str, object] | None = None,
        site: str | None = None,
    ) -> None:
        values = {
            "site_id": site,
            "at": datetime.now(UTC),
            "actor": actor,
            "action": action,
            "subject": subject,
            "detail": dict(detail or {}),
        }
        self._connection.execute(insert(activity_log).values(values))

    def latest(self, site_id: str, count: int) -> Sequence[LogRecord]:
        wanted = select(activity_log).where(activity_log.c.site_id == site_id)
        newest = wanted.order_by(activity_log.c.id.desc()).limit(count)
        return [
            LogRecord(row.at, row.actor, row.action, row.subject, row.detail)
            for row in self._connection.execute(newest)
        ]
