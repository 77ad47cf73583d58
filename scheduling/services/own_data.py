"""Everything that is stored about somebody, for themselves to take along."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduling.domain.clock import clock_text
from scheduling.services.access import AccessService
from scheduling.services.hands import ABOUT
from scheduling.services.log_records import LogFilter, LogRecord
from scheduling.services.own_account import own_user
from scheduling.services.permissions import Action, Actor, may_see
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import EmployeeRecord, OpeningBalance, PlannedShiftStatus, UserRecord

Data = dict[str, Any]
PORTION = 500


class OwnDataService:
    """What is about other people as well is left out, and so are weeks that the asker may not see yet."""

    def __init__(self, reading: Transactions, access: AccessService) -> None:
        self._reading, self._access = reading, access

    def all(self, actor: Actor) -> Data:
        """What the house stores about the actor's account and the person it belongs to, ready to be written as JSON.

        Dates are ISO dates, moments are ISO date-times with their zone, and times of day are the site's.
        """
        actor.must(Action.TAKE_OWN_DATA)
        now = datetime.now(UTC)
        with self._reading() as work:
            user = own_user(work, actor)
            person = work.team.employee(user.employee) if user.employee else None
            return {
                "taken_at": now.isoformat(),
                "account": self._account(work, user, now),
                "person": _person(work, person) if person else None,
                "availability": list(_availability(work, person)) if person else [],
                "wishes": list(_wishes(work, person)) if person else [],
                "time_off": list(_time_off(work, person)) if person else [],
                "assignments": list(_assignments(work, person, actor)) if person else [],
                "log": list(_log(work, user, person)),
            }

    def _account(self, work: UnitOfWork, user: UserRecord, now: datetime) -> Data:
        return {
            "name": user.name,
            "sign_in_name": user.username,
            "email": user.email,
            "role": user.role.value,
            "signed_in_at": _moment(user.signed_in_at),
            "sessions": [
                {
                    "since": _moment(one.created_at),
                    "seen_at": _moment(one.seen_at),
                    "address": one.visit.address,
                    "browser": one.visit.browser,
                }
                for one in work.sessions.of_user(user.id, now, now - self._access.limits.unseen)
            ],
        }


def _person(work: UnitOfWork, person: EmployeeRecord) -> Data:
    site = work.schedules.site(person.site)
    roles = {role.id: role.name for role in work.team.roles(site.id)}
    contract = next((one for one in work.team.contracts(site.id) if one.id == person.contract), None)
    return {
        "name": person.name,
        "site": site.name,
        "timezone": site.timezone,
        "roles": sorted(roles[role] for role in person.roles),
        "contract": contract and {"name": contract.name, "weekly_minutes": contract.weekly_minutes},
        "home": person.home,
        "labels": sorted(person.labels),
        "in_the_team": person.active,
        "worked_before": _worked_before(work.team.opening_balance(person.id)),
    }


def _worked_before(balance: OpeningBalance | None) -> Data | None:
    """What fairness counts of the time before this house."""
    return {**asdict(balance), "as_of": balance.as_of.isoformat()} if balance else None


def _availability(work: UnitOfWork, person: EmployeeRecord) -> Iterator[Data]:
    for one in work.wishes.availability(person.site, date.min, date.max):
        if one.employee == person.id:
            told = {"date": one.date.isoformat(), "from": clock_text(one.start), "minutes": one.end - one.start}
            yield {**told, "said": one.kind.value, "weight": one.weight}


def _wishes(work: UnitOfWork, person: EmployeeRecord) -> Iterator[Data]:
    templates = {one.id: one.template.name for one in work.demand.templates(person.site)}
    for wish in work.wishes.requests(person.site, date.min, date.max):
        if wish.employee == person.id:
            said = "wanted" if wish.on else "not wanted"
            yield {
                "date": wish.date.isoformat(),
                "shift": templates[wish.template],
                "said": said,
                "weight": wish.weight,
            }
    for one in work.wishes.preferences(person.site):
        if one.employee == person.id:
            yield {
                "shift": templates.get(one.template or ""),
                "weekday": one.weekday,
                "from": None if one.start is None else clock_text(one.start),
                "to": None if one.end is None else clock_text(one.end),
                "said": "avoid" if one.avoid else "prefer",
                "weight": one.weight,
            }


def _time_off(work: UnitOfWork, person: EmployeeRecord) -> Iterator[Data]:
    zone = ZoneInfo(work.schedules.site(person.site).timezone)
    for one in work.wishes.time_off(person.site):
        if one.employee == person.id:
            last = (one.ends_at - timedelta(microseconds=1)).astimezone(zone).date()
            yield {
                "first": one.starts_at.astimezone(zone).date().isoformat(),
                "last": last.isoformat(),
                "kind": one.kind.value,
                "status": one.status.value,
                "note": one.note,
                "decided_by": one.decided_by,
            }


def _assignments(work: UnitOfWork, person: EmployeeRecord, actor: Actor) -> Iterator[Data]:
    templates = {one.id: one.template for one in work.demand.templates(person.site)}
    roles = {role.id: role.name for role in work.team.roles(person.site)}
    for week in work.schedules.of_site(person.site):
        if not may_see(actor, week):
            continue
        planned = {shift.id: shift for shift in work.demand.planned(week.id)}
        for one in work.assignments.of_schedule(week.id):
            shift = planned[one.planned_shift]
            if one.employee == person.id and shift.status is not PlannedShiftStatus.CANCELLED:
                kind = templates[shift.template]
                yield {
                    "date": shift.date.isoformat(),
                    "shift": kind.name,
                    "from": clock_text(kind.start),
                    "minutes": kind.end - kind.start,
                    "role": roles[one.role],
                    "week": week.name,
                }


def _log(work: UnitOfWork, user: UserRecord, person: EmployeeRecord | None) -> Iterator[Mapping[str, object]]:
    """What they did; and what others did about them alone, without who it was."""
    mine, skip = LogFilter(actors=frozenset({user.username})), 0
    while found := work.log.find(mine, PORTION, skip):
        yield from (_entry(one, own=True) for one in found)
        skip += PORTION
    names, others = {user.username, *([person.name] if person else [])}, _namesakes(work, person)
    about, skip = LogFilter(site=person.site if person else "", text=person.name if person else user.username), 0
    while found := work.log.find(about, PORTION, skip):
        told = (one for one in found if one.actor != user.username and _names(one, names))
        yield from (_entry(one, own=False) for one in told if not _is_about(one, others))
        skip += PORTION


def _namesakes(work: UnitOfWork, person: EmployeeRecord | None) -> set[str]:
    """Ids of people of the site who are called the same, and of their requests for time off."""
    team = work.team.employees(person.site) if person else ()
    others = {one.id for one in team if person and one.name == person.name and one.id != person.id}
    requests = work.wishes.time_off(person.site) if person and others else ()
    return others | {one.id for one in requests if one.employee in others}


def _names(entry: LogRecord, names: set[str]) -> bool:
    """Whether an entry is about one of these names alone; days stand behind it where it is about time off."""
    said = entry.subject.rpartition(",")[0] if entry.action.startswith("time off") else entry.subject
    return said in names


def _is_about(entry: LogRecord, ids: set[str]) -> bool:
    about = entry.detail.get(ABOUT)
    return isinstance(about, list) and not ids.isdisjoint(about)


def _entry(entry: LogRecord, own: bool) -> Data:
    told = {"at": _moment(entry.at), "did": entry.action, "what": entry.subject}
    return {**told, "by": "you", "address": entry.address} if own else {**told, "by": "somebody else"}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
