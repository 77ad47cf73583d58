"""Time off: asked for, then approved or rejected by a manager, or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from scheduling.domain.clock import MINUTES_PER_DAY, day_text, instant
from scheduling.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from scheduling.services.hands import ABOUT, last_hand
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import SiteRecord, TimeOffKind, TimeOffRecord, TimeOffStatus, UserRole

DECIDING = (UserRole.MANAGER, UserRole.ADMINISTRATOR)
LONGEST_DAYS = 366


@dataclass(frozen=True)
class TimeOffLine:
    """A request as a person reads it: first and last date in the site's time."""

    request: TimeOffRecord
    name: str
    first: date
    last: date

    @property
    def dates(self) -> str:
        days = dict.fromkeys((day_text(self.first), day_text(self.last)))
        return f"{' to '.join(days)} {self.last.year}"


class TimeOffService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def lines(self, site_id: str) -> list[TimeOffLine]:
        """Every request of a site, earliest first."""
        with self._transactions() as unit:
            site = unit.schedules.site(site_id)
            return _lines(unit, site, unit.wishes.time_off(site_id))

    def ask(
        self, site_id: str, employee: str, kind: TimeOffKind, first: date, last: date, note: str, actor: str
    ) -> str:
        """Ask for whole days off, both dates included; returns the request's id.

        Raises
        ------
        InvalidInput
            When it ends before it begins, is longer than a year, or overlaps other time off of the same person.
        """
        with self._transactions() as unit:
            site = unit.schedules.site(site_id)
            unit.wishes.lock({employee})
            name = _name(unit, site_id, employee)
            _check_dates(name, first, last)
            for line in _lines(unit, site, unit.wishes.time_off(site_id)):
                if line.request.employee == employee and line.request.status is not TimeOffStatus.REJECTED:
                    _check_apart(line, first, last)
            starts, ends = _midnight(first, 0, site), _midnight(last, MINUTES_PER_DAY, site)
            request = TimeOffRecord(uuid4().hex, employee, kind, starts, ends, note=note.strip())
            unit.wishes.add_time_off(request)
            unit.log.add(actor, "time off asked for", name, {ABOUT: [request.id]}, site_id)
            unit.commit()
        return request.id

    def decide(self, site_id: str, seen: TimeOffRecord, approve: bool, actor: str) -> None:
        """Approve or reject a pending request.

        Raises
        ------
        NotAllowed
            When the actor is no manager.
        Conflict
            When somebody else decided or changed it since it was seen.
        """
        status = TimeOffStatus.APPROVED if approve else TimeOffStatus.REJECTED
        with self._transactions() as unit:
            user = unit.users.by_username(actor)
            if user is None or user.role not in DECIDING:
                raise NotAllowed("Only a manager decides on time off; ask one to do it.")
            _check_seen(unit, site_id, seen)
            if seen.status is not TimeOffStatus.PENDING:
                raise InvalidInput(f"This request is already {seen.status.value.lower()}.")
            unit.wishes.save_time_off(replace(seen, status=status, decided_by=actor))
            self._log(unit, site_id, seen, f"time off {status.value.lower()}", actor)
            unit.commit()

    def withdraw(self, site_id: str, seen: TimeOffRecord, actor: str) -> None:
        """Take a request back; Conflict when somebody else changed it since it was seen."""
        with self._transactions() as unit:
            _check_seen(unit, site_id, seen)
            unit.wishes.remove_time_off(seen.id, seen.version)
            self._log(unit, site_id, seen, "time off withdrawn", actor)
            unit.commit()

    @staticmethod
    def _log(unit: UnitOfWork, site_id: str, request: TimeOffRecord, action: str, actor: str) -> None:
        unit.log.add(actor, action, _name(unit, site_id, request.employee), {ABOUT: [request.id]}, site_id)


def _lines(unit: UnitOfWork, site: SiteRecord, requests: Iterable[TimeOffRecord]) -> list[TimeOffLine]:
    zone = ZoneInfo(site.timezone)
    names = {person.id: person.name for person in unit.team.employees(site.id)}
    return [
        TimeOffLine(
            request,
            names[request.employee],
            request.starts_at.astimezone(zone).date(),
            (request.ends_at - timedelta(microseconds=1)).astimezone(zone).date(),
        )
        for request in requests
    ]


def _name(unit: UnitOfWork, site_id: str, employee: str) -> str:
    for person in unit.team.employees(site_id):
        if person.id == employee:
            return person.name
    raise NotFound("This person is not in the team any more; reload the page and choose again.")


def _check_dates(name: str, first: date, last: date) -> None:
    if last < first:
        raise InvalidInput(
            f"{name}'s time off would end on {day_text(last)}, before it begins on {day_text(first)}. Correct the days."
        )
    if (last - first).days >= LONGEST_DAYS:
        raise InvalidInput(f"{name}'s time off would last longer than a year; ask for a shorter time.")


def _check_apart(line: TimeOffLine, first: date, last: date) -> None:
    if first <= line.last and line.first <= last:
        request = line.request
        raise InvalidInput(
            f"{line.name} already has time off on these days: {request.kind.value.lower()}, {line.dates} "
            f"({request.status.value.lower()}). Choose other days, or withdraw that request first."
        )


def _check_seen(unit: UnitOfWork, site_id: str, seen: TimeOffRecord) -> None:
    if unit.wishes.time_off_request(seen.id).version != seen.version:
        hand = last_hand(unit, unit.schedules.site(site_id), seen.id)
        raise Conflict(f"{hand}. Look at the request again, then decide.")


def _midnight(day: date, minute: int, site: SiteRecord) -> datetime:
    return datetime.fromtimestamp(instant(day, minute, ZoneInfo(site.timezone)) * 60, tz=UTC)
