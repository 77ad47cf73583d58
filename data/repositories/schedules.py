"""Sites and their weeks."""

from collections.abc import Sequence

from sqlalchemy import Connection, Row, insert, select, update

from data.repositories.rows import get_row, refuse
from data.tables import schedules, sites
from scheduling.services.records import ScheduleRecord, ScheduleStatus, SiteRecord


class SqlSchedules:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sites(self) -> Sequence[SiteRecord]:
        rows = self._connection.execute(select(sites).order_by(sites.c.name))
        return [SiteRecord(*row) for row in rows]

    def site(self, site_id: str) -> SiteRecord:
        return SiteRecord(*get_row(self._connection, sites, site_id, "site"))

    def of_site(self, site_id: str) -> Sequence[ScheduleRecord]:
        wanted = select(schedules).where(schedules.c.site_id == site_id)
        return [_schedule(row) for row in self._connection.execute(wanted.order_by(schedules.c.start))]

    def get(self, schedule_id: str) -> ScheduleRecord:
        return _schedule(get_row(self._connection, schedules, schedule_id, "week"))

    def add(self, schedule: ScheduleRecord) -> None:
        values = {
            "id": schedule.id,
            "site_id": schedule.site,
            "name": schedule.name,
            "start": schedule.start,
            "days": schedule.days,
            "status": schedule.status,
        }
        self._connection.execute(insert(schedules).values(values))

    def move(self, schedule_id: str, seen: ScheduleStatus, to: ScheduleStatus) -> bool:
        as_seen = (schedules.c.id == schedule_id, schedules.c.status == seen)
        moved = update(schedules).where(*as_seen).values(status=to, version=schedules.c.version + 1)
        return self._connection.execute(moved).rowcount == 1

    def save_region(self, site_id: str, region: str, seen: str) -> None:
        as_seen = (sites.c.id == site_id, sites.c.region == seen)
        if self._connection.execute(update(sites).where(*as_seen).values(region=region)).rowcount == 0:
            refuse(self._connection, sites, site_id, "the holidays of this site")


def _schedule(row: Row[tuple[object, ...]]) -> ScheduleRecord:
    status = ScheduleStatus(row.status)
    return ScheduleRecord(row.id, row.site_id, row.name, row.start, row.days, status, row.version)
