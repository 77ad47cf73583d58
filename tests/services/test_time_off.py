"""Time off is asked for, decided by a manager, withdrawn; two of one person never overlap."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduling.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from scheduling.services.availability import AvailabilityService
from scheduling.services.permissions import Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import TimeOffKind, TimeOffRecord, TimeOffStatus, UserRecord, UserRole
from scheduling.services.time_off import TimeOffService
from tests.actors import EVE, MIA, SAM
from tests.services.small_site import MONDAY, add_site

Ask = Callable[..., str]


@pytest.fixture
def place(transactions: Transactions) -> tuple[str, str]:
    with transactions() as unit:
        unit.users.add(UserRecord("u1", "mia", "Mia", UserRole.MANAGER))
        unit.commit()
    return add_site(transactions)


@pytest.fixture
def service(transactions: Transactions) -> TimeOffService:
    return TimeOffService(transactions)


@pytest.fixture
def ask(service: TimeOffService, transactions: Transactions, place: tuple[str, str]) -> Ask:
    with transactions() as unit:
        ids = {person.name: person.id for person in unit.team.employees(place[0])}

    def one(name: str, first: int, last: int) -> str:
        first_day, last_day = (MONDAY + timedelta(days=k) for k in (first, last))
        return service.ask(MIA, place[0], ids[name], TimeOffKind.VACATION, first_day, last_day, "sea")

    return one


def request(service: TimeOffService, site: str, key: str) -> TimeOffRecord:
    return next(line.request for line in service.lines(MIA, site) if line.request.id == key)


def test_a_request_waits_and_covers_both_its_dates(service: TimeOffService, place: tuple[str, str], ask: Ask) -> None:
    ask("Ann", 1, 3)
    (line,) = service.lines(MIA, place[0])
    assert (line.name, line.first, line.last) == ("Ann", date(2026, 1, 6), date(2026, 1, 8))
    assert (line.request.status, line.request.note) == (TimeOffStatus.PENDING, "sea")


def test_overlapping_time_off_is_refused_until_the_first_is_out_of_the_way(
    service: TimeOffService, place: tuple[str, str], ask: Ask
) -> None:
    first = ask("Ann", 1, 3)
    for days in ((3, 4), (0, 1), (2, 2), (0, 6)):
        with pytest.raises(InvalidInput, match=r"Ann already has time off.*vacation, Tue 6 Jan to Thu 8 Jan 2026"):
            ask("Ann", *days)
    ask("Ann", 4, 4)
    ask("Ben", 1, 3)
    service.decide(MIA, place[0], request(service, place[0], first), False)
    ask("Ann", 2, 3)


def test_what_ends_before_it_begins_or_lasts_for_ever_is_refused(ask: Ask) -> None:
    with pytest.raises(InvalidInput, match="before it begins"):
        ask("Ann", 3, 2)
    with pytest.raises(InvalidInput, match="longer than a year"):
        ask("Ann", 0, 366)


def test_only_approved_time_off_reaches_the_problem(
    service: TimeOffService, transactions: Transactions, place: tuple[str, str], ask: Ask
) -> None:
    site, week = place
    key = ask("Ann", 1, 2)
    with transactions() as unit:
        assert unit.problems.load(week)[0].absences == ()
    service.decide(MIA, site, request(service, site, key), True)
    with transactions() as unit:
        (absence,) = unit.problems.load(week)[0].absences
    assert absence.end - absence.start == 2 * 1440
    approved = request(service, site, key)
    assert (approved.status, approved.decided_by) == (TimeOffStatus.APPROVED, "mia")
    service.withdraw(MIA, site, approved)
    assert service.lines(MIA, site) == []


def test_only_a_manager_decides(service: TimeOffService, place: tuple[str, str], ask: Ask) -> None:
    waiting = request(service, place[0], ask("Ann", 1, 2))
    for actor in (SAM, EVE):
        with pytest.raises(NotAllowed, match="Only a manager"):
            service.decide(actor, place[0], waiting, True)
    assert request(service, place[0], waiting.id).status is TimeOffStatus.PENDING


def test_a_request_decided_or_withdrawn_meanwhile_is_told(
    service: TimeOffService, place: tuple[str, str], ask: Ask
) -> None:
    site = place[0]
    seen = request(service, site, ask("Ann", 1, 2))
    service.decide(MIA, site, seen, False)
    with pytest.raises(Conflict, match="Mia changed this at"):
        service.decide(MIA, site, seen, True)
    with pytest.raises(InvalidInput, match="already rejected"):
        service.decide(MIA, site, request(service, site, seen.id), True)
    service.withdraw(MIA, site, request(service, site, seen.id))
    with pytest.raises(NotFound):
        service.withdraw(MIA, site, seen)


def test_the_grid_shows_time_off_on_its_own_dates_only(
    transactions: Transactions, place: tuple[str, str], ask: Ask
) -> None:
    ask("Ann", 2, 3)
    off = AvailabilityService(transactions).view(MIA, place[1]).off
    assert sorted(day for _, day in off) == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)]


def employee(transactions: Transactions, site: str, name: str) -> Actor:
    with transactions() as unit:
        person = next(one.id for one in unit.team.employees(site) if one.name == name)
    return Actor(name.lower(), UserRole.EMPLOYEE, person)


def test_employees_see_and_withdraw_their_own_only(
    service: TimeOffService, transactions: Transactions, place: tuple[str, str], ask: Ask
) -> None:
    site = place[0]
    ann = employee(transactions, site, "Ann")
    mine, other = ask("Ann", 1, 2), request(service, site, ask("Ben", 1, 2))
    (line,) = service.own(ann)
    assert (line.request.id, line.name) == (mine, "Ann")
    with pytest.raises(NotAllowed, match="other people's time off"):
        service.withdraw(ann, site, other)
    with pytest.raises(NotAllowed, match="other people's time off"):
        service.ask(ann, site, other.employee, TimeOffKind.SICK, MONDAY, MONDAY, "")
    service.withdraw(ann, site, line.request)
    assert service.own(ann) == []


def test_a_request_passed_off_as_ones_own_is_not_withdrawn(
    service: TimeOffService, transactions: Transactions, place: tuple[str, str], ask: Ask
) -> None:
    ann = employee(transactions, place[0], "Ann")
    other = request(service, place[0], ask("Ben", 1, 2))
    assert ann.employee is not None
    with pytest.raises(Conflict):
        service.withdraw(ann, place[0], replace(other, employee=ann.employee))
    assert request(service, place[0], other.id) == other


def test_employees_withdraw_only_what_still_waits(
    service: TimeOffService, transactions: Transactions, place: tuple[str, str], ask: Ask
) -> None:
    site = place[0]
    ann, seen = employee(transactions, site, "Ann"), request(service, site, ask("Ann", 1, 2))
    service.decide(MIA, site, seen, True)
    with pytest.raises(Conflict):
        service.withdraw(ann, site, seen)
    (approved,) = service.own(ann)
    with pytest.raises(InvalidInput, match=r"already approved\. Ask a manager"):
        service.withdraw(ann, site, approved.request)
    with pytest.raises(Conflict):
        service.withdraw(ann, site, replace(approved.request, status=TimeOffStatus.PENDING))
    assert len(service.own(ann)) == 1
