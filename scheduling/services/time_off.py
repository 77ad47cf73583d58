"""Time off: asked for, then approved or rejected by a manager, or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from scheduling.domain.clock import MINUTES_PER_DAY, day_text, instant
from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.services.before_after import dates_text, differing
from scheduling.services.hands import ABOUT, last_hand
from scheduling.services.mine import myself
from scheduling.services.names import check_text
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import SiteRecord, TimeOffKind, TimeOffRecord, TimeOffStatus

LONGEST_DAYS = 366
LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class TimeOffLine:
    """A request as a person reads it: first and last date in the site's time."""

    request: TimeOffRecord
    name: str
    first: date
    last: date

    @property
    def dates(self) -> str:
        return dates_text(self.first, self.last)


class TimeOffService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def lines(self, actor: Actor, site_id: str) -> list[TimeOffLine]:
        """Every request of a site, earliest first."""
        actor.must(Action.SEE_ABSENCES)
        with self._transactions() as unit:
            site = unit.schedules.site(site_id)
            return _lines(unit, site, unit.wishes.time_off(site_id))

    def own(self, actor: Actor) -> list[TimeOffLine]:
        """The actor's own requests, earliest first; NotAllowed when the account is that of nobody who is planned."""
        actor.must(Action.ASK_OWN_TIME_OFF)
        with self._transactions() as unit:
            me = myself(unit, actor)
            site = unit.schedules.site(me.site)
            return _lines(unit, site, [one for one in unit.wishes.time_off(me.site) if one.employee == me.id])

    def ask(
        self, actor: Actor, site_id: str, employee: str, kind: TimeOffKind, first: date, last: date, note: str
    ) -> str:
        """Ask for whole days off, both dates included; returns the request's id.

        Raises
        ------
        InvalidInput
            When it ends before it begins, is longer than a year, or overlaps other time off of the same person.
        """
        actor.must_for(employee, Action.ASK_OWN_TIME_OFF, Action.ENTER_TIME_OFF)
        with self._transactions() as unit:
            site = unit.schedules.site(site_id)
            unit.wishes.lock({employee})
            name = _name(unit, site_id, employee)
            _check_dates(name, first, last)
            for line in _lines(unit, site, unit.wishes.time_off(site_id)):
                if line.request.employee == employee and line.request.status is not TimeOffStatus.REJECTED:
                    _check_apart(line, first, last)
            starts, ends = _midnight(first, 0, site), _midnight(last, MINUTES_PER_DAY, site)
            check_text(note.strip(), "The note", LONGEST_NOTE)
            request = TimeOffRecord(uuid4().hex, employee, kind, starts, ends, note=note.strip())
            unit.wishes.add_time_off(request)
            self._log(unit, site, None, request, "time off asked for", actor)
            unit.commit()
        return request.id

    def decide(self, actor: Actor, site_id: str, seen: TimeOffRecord, approve: bool) -> None:
        """Approve or reject a pending request.

        Raises
        ------
        NotAllowed
            When the actor does not decide on time off.
        Conflict
            When somebody else decided or changed it since it was seen.
        """
        actor.must(Action.DECIDE_TIME_OFF)
        status = TimeOffStatus.APPROVED if approve else TimeOffStatus.REJECTED
        with self._transactions() as unit:
            _check_seen(unit, site_id, seen)
            if seen.status is not TimeOffStatus.PENDING:
                raise InvalidInput(f"This request is already {seen.status.value.lower()}.")
            decided = replace(seen, status=status, decided_by=actor.username)
            unit.wishes.save_time_off(decided)
            site = unit.schedules.site(site_id)
            self._log(unit, site, seen, decided, f"time off {status.value.lower()}", actor)
            unit.commit()

    def withdraw(self, actor: Actor, site_id: str, seen: TimeOffRecord) -> None:
        """Take a request back. What is decided is taken back by those who enter other people's.

        Raises
        ------
        Conflict
            When somebody else decided or changed it since it was seen.
        InvalidInput
            When the actor may take back only what still waits for a decision, and this does not.
        """
        actor.must_for(seen.employee, Action.ASK_OWN_TIME_OFF, Action.ENTER_TIME_OFF)
        with self._transactions() as unit:
            _check_seen(unit, site_id, seen)
            if seen.status is not TimeOffStatus.PENDING and not actor.may(Action.ENTER_TIME_OFF):
                told = f"This request is already {seen.status.value.lower()}."
                raise InvalidInput(f"{told} Ask a manager if it should not stand.")
            unit.wishes.remove_time_off(seen.id, seen.version)
            self._log(unit, unit.schedules.site(site_id), seen, None, "time off withdrawn", actor)
            unit.commit()

    @staticmethod
    def _log(
        unit: UnitOfWork,
        site: SiteRecord,
        before: TimeOffRecord | None,
        after: TimeOffRecord | None,
        action: str,
        actor: Actor,
    ) -> None:
        """Tell of a request that is new (`before` None), decided on, or gone (`after` None)."""
        request = after or before
        assert request is not None
        (line,) = _lines(unit, site, [request])
        said = [
            (one and {"kind": one.kind.value.lower(), "days": line.dates, "state": one.status.value.lower()}) or {}
            for one in (before, after)
        ]
        subject = f"{line.name}, {line.dates}"
        unit.log.add(actor, action, subject, {ABOUT: [request.id]}, site.id, **differing(*said))


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
    stored = unit.wishes.time_off_request(seen.id)
    # Whose it is has been asked about what was seen, so that must be true.
    if (stored.version, stored.employee, stored.status) != (seen.version, seen.employee, seen.status):
        hand = last_hand(unit, unit.schedules.site(site_id), seen.id)
        raise Conflict(f"{hand}. Look at the request again, then decide.")


def _midnight(day: date, minute: int, site: SiteRecord) -> datetime:
    return datetime.fromtimestamp(instant(day, minute, ZoneInfo(site.timezone)) * 60, tz=UTC)
