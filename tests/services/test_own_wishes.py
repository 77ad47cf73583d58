"""My wishes: one's own alone, one about each thing, told to the log, and heeded by the next search."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from scheduling.domain.errors import InvalidInput, NotAllowed, NotFound
from scheduling.domain.problem import Preference, ShiftRequest
from scheduling.services.own_wishes import MOST, OwnWishesService, Strength
from scheduling.services.permissions import Actor
from scheduling.services.records import UserRole
from tests.actors import EVE
from tests.services.loop import Open, stored_week

MONDAY = date(2026, 11, 30)
BEFORE = datetime.combine(MONDAY, time(9), UTC)


@pytest.fixture
def week(transactions: Open) -> str:
    return stored_week(transactions)


@pytest.fixture
def service(transactions: Open) -> OwnWishesService:
    return OwnWishesService(transactions)


def employee(transactions: Open, week: str, name: str) -> Actor:
    """The account of somebody who is planned."""
    with transactions() as work:
        people = work.team.employees(work.schedules.get(week).site)
    return Actor(name.lower(), UserRole.EMPLOYEE, next(one.id for one in people if one.name == name))


def shift(service: OwnWishesService, me: Actor, name: str) -> str:
    return next(one for one, called in service.view(me).shifts.items() if called == name)


def test_a_wish_is_part_of_the_week_and_told_to_the_log(
    transactions: Open, week: str, service: OwnWishesService
) -> None:
    ann = employee(transactions, week, "Ann")
    night, day = shift(service, ann, "N"), shift(service, ann, "D")
    service.ask(ann, MONDAY, night, Strength.VERY_MUCH, wanted=False, at=BEFORE)
    service.prefer(ann, day, 4, Strength.A_LITTLE, avoid=False)
    with transactions() as work:
        problem, _ = work.problems.load(week)
        log = work.log.latest(work.schedules.get(week).site, 2)
    me = ann.employee or ""
    assert problem.requests == (ShiftRequest(me, MONDAY, night, False, 3),)
    assert problem.preferences == (Preference(me, day, 4, weight=1),)
    assert [(one.actor, one.action, one.subject, one.before, one.after) for one in log] == [
        ("ann", "wish said", "Ann", "", "Prefers D on Fridays, counts 1"),
        ("ann", "wish said", "Ann", "", "Does not want to work N on Mon 30 Nov, counts 3"),
    ]


def test_what_is_said_later_about_the_same_takes_its_place(
    transactions: Open, week: str, service: OwnWishesService
) -> None:
    ann = employee(transactions, week, "Ann")
    night = shift(service, ann, "N")
    for wanted, strength in ((True, Strength.A_LITTLE), (False, Strength.CLEARLY), (False, Strength.CLEARLY)):
        service.ask(ann, MONDAY, night, strength, wanted=wanted, at=BEFORE)
        service.prefer(ann, None, 6, strength, avoid=not wanted)
    seen = service.view(ann, BEFORE)
    assert [(one.on, one.weight) for one in seen.requests] == [(False, 2)]
    assert [(one.template, one.weekday, one.avoid, one.weight) for one in seen.preferences] == [(None, 6, True, 2)]
    with transactions() as work:
        log = work.log.latest(work.schedules.get(week).site, 50)
    said = [(entry.before, entry.after) for entry in log if entry.action == "wish said"]
    assert len(said) == 4, "saying the same again is nothing new"
    assert said[0] == ("Prefers shifts on Sundays, counts 1", "Avoids shifts on Sundays, counts 2")


def test_a_wish_is_withdrawn_once_and_by_nobody_else(transactions: Open, week: str, service: OwnWishesService) -> None:
    ann, ben = (employee(transactions, week, name) for name in ("Ann", "Ben"))
    service.ask(ann, MONDAY, shift(service, ann, "D"), Strength.CLEARLY, wanted=True, at=BEFORE)
    (wish,) = service.view(ann, BEFORE).requests
    assert service.view(ben, BEFORE).requests == ()
    with pytest.raises(NotFound, match="not there any more"):
        service.drop(ben, wish)
    assert service.view(ann, BEFORE).requests == (wish,)
    service.drop(ann, wish)
    assert service.view(ann, BEFORE).requests == ()
    with pytest.raises(NotFound, match="not there any more"):
        service.drop(ann, wish)


def test_what_cannot_be_wished_is_refused_in_words(transactions: Open, week: str, service: OwnWishesService) -> None:
    ann = employee(transactions, week, "Ann")
    day, later = shift(service, ann, "D"), datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    with pytest.raises(InvalidInput, match="Mon 30 Nov is over"):
        service.ask(ann, MONDAY, day, Strength.CLEARLY, wanted=True, at=later)
    with pytest.raises(NotFound, match="does not exist any more"):
        service.prefer(ann, "gone", None, Strength.CLEARLY, avoid=True)
    with pytest.raises(InvalidInput, match="a shift, a weekday, or both"):
        service.prefer(ann, None, None, Strength.CLEARLY, avoid=True)
    with pytest.raises(InvalidInput, match="Monday to Sunday"):
        service.prefer(ann, day, 7, Strength.CLEARLY, avoid=True)
    with pytest.raises(NotAllowed, match="does not belong to anybody"):
        service.view(EVE)
    assert service.view(ann).preferences == ()


def test_there_are_so_many_wishes_and_no_more(transactions: Open, week: str, service: OwnWishesService) -> None:
    ann = employee(transactions, week, "Ann")
    with transactions() as work:
        for number in range(MOST):
            work.wishes.keep(Preference(ann.employee or "", None, 1, number, number + 1))
        work.commit()
    with pytest.raises(InvalidInput, match=f"{MOST} wishes already"):
        service.prefer(ann, None, 2, Strength.CLEARLY, avoid=True)
    service.drop(ann, service.view(ann).preferences[0])
    service.prefer(ann, None, 2, Strength.CLEARLY, avoid=True)


def test_a_wish_of_the_past_is_not_listed_any_more(transactions: Open, week: str, service: OwnWishesService) -> None:
    ann = employee(transactions, week, "Ann")
    service.ask(ann, MONDAY, shift(service, ann, "D"), Strength.CLEARLY, wanted=True, at=BEFORE)
    tuesday = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert service.view(ann, tuesday).requests == ()
