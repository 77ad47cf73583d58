"""The week at a glance: what is wanted, who is assigned, and where somebody is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.unit_of_work import SqlUnitOfWork
from scheduling.services.overview import OverviewService, Shortfall
from scheduling.services.records import AssignmentRecord, TimeOffKind
from scheduling.services.time_off import TimeOffService
from tests.actors import ANN, MIA
from tests.services.loop import solved, stored_week, submitted
from tests.services.small_site import MONDAY, add_site

Open = Callable[[], SqlUnitOfWork]
TUESDAY = date(2026, 1, 6)


@pytest.fixture
def overview(transactions: Open) -> OverviewService:
    return OverviewService(transactions)


def assign(transactions: Open, week: str, day: date, *names: str) -> None:
    """Put people on the early shift of a day, as cooks."""
    with transactions() as work:
        site = work.schedules.get(week).site
        people = {person.name: person.id for person in work.team.employees(site)}
        shift = next(shift for shift in work.demand.planned(week) if shift.date == day)
        rows = [AssignmentRecord(shift.id, people[name], shift.demands[0].role) for name in names]
        work.assignments.replace(week, [*work.assignments.of_schedule(week), *rows])
        work.commit()


def cancel(transactions: Open, week: str, day: date) -> None:
    with transactions() as work:
        shift = next(shift for shift in work.demand.planned(week) if shift.date == day)
        work.demand.save_planned(replace(shift, status="CANCELLED"))
        work.commit()


def test_a_shift_with_fewer_heads_than_its_target_is_listed_with_both_numbers(
    overview: OverviewService, transactions: Open
) -> None:
    _, week = add_site(transactions)
    assign(transactions, week, MONDAY, "Ann", "Ben")
    assign(transactions, week, TUESDAY, "Ann")
    assert overview.shortfalls(MIA, week) == [Shortfall(TUESDAY, "Early", "Cook", 1, 2)]


def test_more_heads_than_wanted_on_one_shift_make_up_for_none_on_another(
    overview: OverviewService, transactions: Open
) -> None:
    site, week = add_site(transactions)
    assign(transactions, week, MONDAY, "Ann", "Ben", "Cem")
    (summary,) = overview.summaries(MIA, site)
    assert (summary.wanted, summary.assigned, summary.short, summary.people) == (4, 3, 2, 3)
    assert [(one.date, one.heads) for one in overview.shortfalls(MIA, week)] == [(TUESDAY, 0)]


def test_a_cancelled_shift_lacks_nobody(overview: OverviewService, transactions: Open) -> None:
    site, week = add_site(transactions)
    cancel(transactions, week, TUESDAY)
    assert [one.date for one in overview.shortfalls(MIA, week)] == [MONDAY]
    assert overview.summaries(MIA, site)[0].shifts == 1


def test_a_week_tells_whether_its_last_run_left_a_roster(transactions: Open, overview: OverviewService) -> None:
    solved(transactions, stored_week(transactions))
    (site,) = overview.sites(MIA)
    assert overview.summaries(MIA, site.id)[0].found
    submitted(transactions, overview.weeks(MIA, site.id)[0].id)
    assert not overview.summaries(MIA, site.id)[0].found


def test_only_requests_that_nobody_decided_wait(overview: OverviewService, transactions: Open) -> None:
    site, _ = add_site(transactions)
    service = TimeOffService(transactions)
    with transactions() as work:
        people = work.team.employees(site)
    asked = [service.ask(ANN, site, p.id, TimeOffKind.VACATION, MONDAY, MONDAY, "") for p in people[:2]]
    assert overview.undecided(MIA, site) == 2
    with transactions() as work:
        request = work.wishes.time_off_request(asked[0])
        work.wishes.save_time_off(replace(request, status="REJECTED"))
        work.commit()
    assert overview.undecided(MIA, site) == 1
