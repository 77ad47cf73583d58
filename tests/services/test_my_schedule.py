"""Somebody sees their own shifts of published weeks, and nothing of drafts or of other people."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduling.domain.errors import NotAllowed, NotFound
from scheduling.services.my_schedule import MyScheduleService
from scheduling.services.permissions import Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import (
    AssignmentRecord,
    PlannedShiftRecord,
    PlannedShiftStatus,
    ScheduleRecord,
    ScheduleStatus,
    UserRole,
)
from tests.actors import EVE
from tests.services.small_site import MONDAY, add_site

Publish = Callable[..., str]


@pytest.fixture
def site(transactions: Transactions) -> str:
    return add_site(transactions)[0]


@pytest.fixture
def service(transactions: Transactions) -> MyScheduleService:
    return MyScheduleService(transactions)


def actor(transactions: Transactions, site: str, name: str) -> Actor:
    with transactions() as unit:
        person = next(person for person in unit.team.employees(site) if person.name == name)
    return Actor(name.lower(), UserRole.EMPLOYEE, person.id)


@pytest.fixture
def plan(transactions: Transactions, site: str) -> Publish:
    """A week of a status in which Ann works the night of some dates, counted from the first Monday; Ben all of them."""

    def one(first: int, *nights: int, status: ScheduleStatus = ScheduleStatus.PUBLISHED) -> str:
        week = ScheduleRecord(f"week{first}", site, "Week", MONDAY + timedelta(days=first), 7, status)
        with transactions() as unit:
            night = next(t for t in unit.demand.templates(site) if t.template.name == "Night")
            cook = next(role for role in unit.team.roles(site) if role.name == "Cook")
            ids = {person.name: person.id for person in unit.team.employees(site)}
            unit.schedules.add(week)
            told = []
            for day in range(first, first + 7):
                shift = PlannedShiftRecord(f"night{day}", week.id, night.id, MONDAY + timedelta(days=day))
                unit.demand.add_planned(shift)
                names = ("Ann", "Ben") if day in nights else ("Ben",)
                told += [AssignmentRecord(shift.id, ids[name], cook.id) for name in names]
            unit.assignments.replace(week.id, told)
            unit.commit()
        return week.id

    return one


def test_only_published_weeks_and_ones_own_shifts_are_shown(
    service: MyScheduleService, transactions: Transactions, site: str, plan: Publish
) -> None:
    plan(7, 8, 10)
    plan(14, 15, status=ScheduleStatus.DRAFT)
    view = service.view(actor(transactions, site, "Ann"), datetime(2026, 1, 12, 8, tzinfo=UTC))
    assert [(s.date, s.name, s.role, s.place) for s in view.shifts] == [
        (MONDAY + timedelta(days=day), "Night", "Cook", "Harbour") for day in (8, 10)
    ]
    assert (view.name, view.today, view.minutes) == ("Ann", date(2026, 1, 12), (960, 0))
    assert view.published_to == MONDAY + timedelta(days=13)


def test_a_night_stays_until_it_is_over_and_counts_for_the_week_it_starts_in(
    service: MyScheduleService, transactions: Transactions, site: str, plan: Publish
) -> None:
    plan(7, 13)
    plan(14, 14, 16)
    ann = actor(transactions, site, "Ann")
    under_way = service.view(ann, datetime(2026, 1, 19, 5, 59, tzinfo=UTC))
    assert [shift.date.day for shift in under_way.shifts] == [18, 19, 21]
    assert under_way.minutes == (960, 0)
    assert [shift.date.day for shift in service.view(ann, datetime(2026, 1, 19, 6, tzinfo=UTC)).shifts] == [19, 21]
    assert service.view(ann, datetime(2026, 1, 18, 12, tzinfo=UTC)).minutes == (480, 960)


def test_a_cancelled_shift_is_not_worked(
    service: MyScheduleService, transactions: Transactions, site: str, plan: Publish
) -> None:
    week = plan(7, 8, 10)
    with transactions() as unit:
        shift = next(one for one in unit.demand.planned(week) if one.id == "night8")
        unit.demand.save_planned(
            PlannedShiftRecord(shift.id, week, shift.template, shift.date, (), PlannedShiftStatus.CANCELLED)
        )
        unit.commit()
    view = service.view(actor(transactions, site, "Ann"), datetime(2026, 1, 12, 8, tzinfo=UTC))
    assert [shift.id for shift in view.shifts] == ["night10"]


def test_without_published_weeks_there_is_nothing_and_it_says_so(
    service: MyScheduleService, transactions: Transactions, site: str
) -> None:
    view = service.view(actor(transactions, site, "Ann"))
    assert (view.shifts, view.minutes, view.published_to) == ((), (0, 0), None)


def test_an_account_of_nobody_or_of_somebody_gone_is_told_so(service: MyScheduleService, site: str) -> None:
    with pytest.raises(NotAllowed, match="Ask an administrator"):
        service.view(EVE)
    with pytest.raises(NotFound, match="person does not exist"):
        service.view(Actor("eve", UserRole.EMPLOYEE, "gone"))
