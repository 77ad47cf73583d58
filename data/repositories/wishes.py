"""Availability, shift requests, preferences and time off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, insert, select

from data.repositories.rows import get_row, insert_all, new_id, remove_row, save_row
from data.tables import availability, employees, preferences, shift_requests, time_off_requests
from scheduling.domain.problem import AvailabilityKind, Preference, ShiftRequest
from scheduling.services.records import AvailabilityRecord, TimeOffKind, TimeOffRecord, TimeOffStatus


class SqlWishes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def availability(self, site_id: str, first: date, last: date) -> Sequence[AvailabilityRecord]:
        wanted = (
            select(availability)
            .join(employees)
            .where(employees.c.site_id == site_id, availability.c.date.between(first, last))
            .order_by(availability.c.employee_id, availability.c.date, availability.c.from_minute)
        )
        return [
            AvailabilityRecord(
                row.employee_id,
                row.date,
                row.from_minute,
                row.to_minute,
                AvailabilityKind(row.kind),
                row.weight,
            )
            for row in self._connection.execute(wanted)
        ]

    def lock(self, employee_ids: Iterable[str]) -> None:
        ours = select(employees.c.id).where(employees.c.id.in_(sorted(employee_ids)))
        self._connection.execute(ours.order_by(employees.c.id).with_for_update())

    def replace_day(self, employee_id: str, day: date, stretches: Iterable[AvailabilityRecord]) -> None:
        here = (availability.c.employee_id == employee_id, availability.c.date == day)
        self._connection.execute(delete(availability).where(*here))
        insert_all(self._connection, availability, [availability_row(stretch) for stretch in stretches])

    def requests(self, site_id: str, first: date, last: date) -> Sequence[ShiftRequest]:
        wanted = (
            select(shift_requests)
            .join(employees)
            .where(employees.c.site_id == site_id, shift_requests.c.date.between(first, last))
            .order_by(shift_requests.c.date, shift_requests.c.employee_id)
        )
        return [
            ShiftRequest(row.employee_id, row.date, row.template_id, row.wanted, row.weight)
            for row in self._connection.execute(wanted)
        ]

    def preferences(self, site_id: str) -> Sequence[Preference]:
        wanted = select(preferences).join(employees).where(employees.c.site_id == site_id).order_by(preferences.c.id)
        return [
            Preference(
                row.employee_id,
                row.template_id,
                row.weekday,
                row.from_minute,
                row.to_minute,
                row.weight,
                row.avoid,
            )
            for row in self._connection.execute(wanted)
        ]

    def keep(self, wish: ShiftRequest | Preference) -> None:
        table, about, rest = _said(wish)
        self._connection.execute(delete(table).where(*_equal(table, about)))
        key = {"id": new_id()} if table is preferences else {}
        self._connection.execute(insert(table).values(**key, **about, **rest))

    def drop(self, wish: ShiftRequest | Preference) -> bool:
        table, about, rest = _said(wish)
        return self._connection.execute(delete(table).where(*_equal(table, {**about, **rest}))).rowcount > 0

    def time_off(self, site_id: str) -> Sequence[TimeOffRecord]:
        wanted = select(time_off_requests).join(employees).where(employees.c.site_id == site_id)
        ordered = wanted.order_by(time_off_requests.c.starts_at, time_off_requests.c.id)
        return [_time_off(row) for row in self._connection.execute(ordered)]

    def time_off_request(self, request_id: str) -> TimeOffRecord:
        return _time_off(get_row(self._connection, time_off_requests, request_id, "time-off request"))

    def add_time_off(self, request: TimeOffRecord) -> None:
        self._connection.execute(insert(time_off_requests).values(id=request.id, **_values(request)))

    def save_time_off(self, request: TimeOffRecord) -> None:
        what = "this time-off request"
        save_row(self._connection, time_off_requests, request.id, request.version, _values(request), what)

    def remove_time_off(self, request_id: str, version: int) -> None:
        remove_row(self._connection, time_off_requests, request_id, version, "this time-off request")


def availability_row(stretch: AvailabilityRecord) -> Mapping[str, Any]:
    return {
        "employee_id": stretch.employee,
        "date": stretch.date,
        "from_minute": stretch.start,
        "to_minute": stretch.end,
        "kind": stretch.kind,
        "weight": stretch.weight,
    }


def _said(wish: ShiftRequest | Preference) -> tuple[Table, dict[str, Any], dict[str, Any]]:
    """The table of a wish, the columns that say what it is about, and the others."""
    about: dict[str, Any] = {"employee_id": wish.employee, "template_id": wish.template}
    if isinstance(wish, ShiftRequest):
        return shift_requests, {**about, "date": wish.date}, {"wanted": wish.on, "weight": wish.weight}
    about |= {"weekday": wish.weekday, "from_minute": wish.start, "to_minute": wish.end}
    return preferences, about, {"weight": wish.weight, "avoid": wish.avoid}


def _equal(table: Table, values: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    return [table.c[name].is_not_distinct_from(value) for name, value in values.items()]


def _values(request: TimeOffRecord) -> dict[str, Any]:
    return {
        "employee_id": request.employee,
        "kind": request.kind,
        "starts_at": request.starts_at,
        "ends_at": request.ends_at,
        "status": request.status,
        "note": request.note,
        "decided_by": request.decided_by,
    }


def _time_off(row: Row[tuple[object, ...]]) -> TimeOffRecord:
    return TimeOffRecord(
        row.id,
        row.employee_id,
        TimeOffKind(row.kind),
        row.starts_at,
        row.ends_at,
        TimeOffStatus(row.status),
        row.note,
        row.decided_by,
        row.version,
    )
