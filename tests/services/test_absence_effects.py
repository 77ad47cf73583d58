"""Before time off is decided, it is told what nobody could fill any more, and which shifts of the roster it empties."""

from datetime import date, timedelta

import pytest

from scheduling.domain.problem import Demand
from scheduling.services.absence_effects import AbsenceEffect, AbsenceEffectService
from scheduling.services.ports import Transactions
from scheduling.services.records import AssignmentRecord, TimeOffKind
from scheduling.services.time_off import TimeOffService
from tests.actors import MIA
from tests.builders import ProblemBuilder
from tests.services.loop import stored_week

MONDAY = date(2026, 11, 30)
SHORT = "Tuesday 1 Dec, D: 2 Nurse wanted, at most 1 can work ({}); one will be missing."


@pytest.fixture
def week(transactions: Transactions) -> str:
    """Two people: both are wanted on the first two days and on the last night, one is on the day between."""
    build = ProblemBuilder(days=4).people("ann", "ben").template("D", 480, 960).template("N", 1320, 1800)
    build = build.plan("D", 0, 1, demands=(Demand("r", 0, 2),)).plan("D", 2, demands=(Demand("r", 1),))
    return stored_week(transactions, build.plan("N", 3, demands=(Demand("r", 2),)))


def effect(transactions: Transactions, week: str, name: str, first: int, last: int) -> AbsenceEffect:
    """Ask for time off from one day of the week to another, and look at what it would do."""
    with transactions() as unit:
        site = unit.schedules.get(week).site
        person = next(one.id for one in unit.team.employees(site) if one.name == name)
    service = TimeOffService(transactions)
    days = (MONDAY + timedelta(days=k) for k in (first, last))
    key = service.ask(MIA, site, person, TimeOffKind.VACATION, *days, "")
    request = next(line.request for line in service.lines(MIA, site) if line.request.id == key)
    return AbsenceEffectService(transactions).of(MIA, site, [request])[key]


def test_what_nobody_could_fill_any_more_is_told_by_day_shift_and_role(transactions: Transactions, week: str) -> None:
    assert effect(transactions, week, "Ann", 1, 2) == AbsenceEffect((), (SHORT.format("Ben"),), 1)


def test_a_day_that_is_short_anyway_is_told_only_where_it_gets_worse(transactions: Transactions, week: str) -> None:
    with transactions() as unit:
        site = unit.schedules.get(week).site
    service = TimeOffService(transactions)
    effect(transactions, week, "Ann", 1, 1)
    (line,) = service.lines(MIA, site)
    service.decide(MIA, site, line.request, approve=True)
    (short,) = effect(transactions, week, "Ben", 1, 1).short
    assert short == "Tuesday 1 Dec, D: 2 Nurse wanted, nobody can work; two will be missing."
    assert effect(transactions, week, "Ann", 2, 2) == AbsenceEffect((), (), 1)


def test_the_shifts_of_the_roster_that_lose_somebody_are_told(transactions: Transactions, week: str) -> None:
    with transactions() as unit:
        site = unit.schedules.get(week).site
        ids = {person.name: person.id for person in unit.team.employees(site)}
        (role,) = unit.team.roles(site)
        on = {shift.date: shift.id for shift in unit.demand.planned(week)}
        told = [AssignmentRecord(on[MONDAY + timedelta(days=k)], ids["Ann"], role.id) for k in (0, 2, 3)]
        unit.assignments.replace(week, [*told, AssignmentRecord(on[MONDAY], ids["Ben"], role.id)])
        unit.commit()
    found = effect(transactions, week, "Ann", 0, 2)
    assert found.left == ("Mon 30 Nov, D: 1 of 2 Nurse left.", "Wed 2 Dec, D: 0 of 1 Nurse left.")


def test_a_night_before_the_first_day_off_reaches_into_it_also_from_the_last_day_of_a_week(
    transactions: Transactions, week: str
) -> None:
    (short,) = effect(transactions, week, "Ann", 4, 4).short
    assert short.startswith("Thursday 3 Dec, N: 2 Nurse wanted, at most 1 can work (Ben)")


def test_where_nothing_is_planned_it_does_nothing(transactions: Transactions, week: str) -> None:
    assert effect(transactions, week, "Ann", 5, 8) == AbsenceEffect()
