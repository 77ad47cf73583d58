"""The demos: the same every time, and short of people in exactly the one place that is meant to be."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from data.demo import DEMOS, load_when_empty, monday_after
from data.unit_of_work import SqlUnitOfWork
from scheduling.checker import score
from scheduling.domain.problem import AvailabilityKind, Employee, Problem, Shift
from scheduling.domain.runs import SolveOptions
from scheduling.services.records import TimeOffStatus
from scheduling.solver import solve

MONDAY = date(2026, 11, 30)
SPOTS = {
    "restaurant": ("Friday", "Evening", "Cook"),
    "large": ("Saturday", "Early", "Bakery"),
    "ward": ("Wednesday", "Early", "Senior nurse"),
}


def able(problem: Problem, person: Employee, shift: Shift, role: str) -> bool:
    """Whether nothing that the person said or was granted speaks against this shift."""
    spans = [
        *(a for a in problem.absences if a.employee == person.id),
        *(a for a in problem.availability if a.employee == person.id and a.kind is AvailabilityKind.UNAVAILABLE),
    ]
    return role in person.roles and not any(s.start < shift.end and shift.start < s.end for s in spans)


def lacking(problem: Problem) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Where fewer people are able than are wanted, and by how many."""
    for shift in problem.shifts:
        for demand in shift.demands:
            short = (demand.target or 0) - sum(able(problem, p, shift, demand.role) for p in problem.employees)
            if short > 0:
                template, role = problem.template_by_id[shift.template], problem.role_by_id[demand.role]
                yield (f"{shift.date:%A}", template.name, role.name), short


@pytest.mark.parametrize("name", DEMOS)
def test_a_demo_is_the_same_every_time(name: str) -> None:
    assert DEMOS[name](MONDAY) == DEMOS[name](MONDAY)


@pytest.mark.parametrize(
    ("name", "people", "roles", "templates", "days"),
    [("restaurant", 25, 4, 3, 7), ("large", 100, 5, 5, 7), ("ward", 30, 2, 3, 28)],
)
def test_a_demo_has_the_size_it_promises(name: str, people: int, roles: int, templates: int, days: int) -> None:
    demo = DEMOS[name](MONDAY)
    problem = demo.problem
    sizes = len(problem.employees), len(problem.roles), len(problem.templates), problem.days
    assert sizes == (people, roles, templates, days)
    assert len({person.name for person in problem.employees}) == people
    assert {said.kind for said in problem.availability} == set(AvailabilityKind)
    assert problem.preferences
    assert problem.absences
    assert {request.status for request in demo.pending} == {TimeOffStatus.PENDING}
    assert [profile.is_default for profile in demo.profiles] == [True, False]


@pytest.mark.parametrize("name", DEMOS)
def test_exactly_the_planned_spot_wants_one_more_than_there_can_be(name: str) -> None:
    assert list(lacking(DEMOS[name](MONDAY).problem)) == [(SPOTS[name], 1)]


def test_the_restaurant_solves_within_seconds_with_only_the_planned_spot_short() -> None:
    demo = DEMOS["restaurant"](MONDAY)
    result = solve(demo.problem, demo.settings, SolveOptions(time_limit=20, threads=2))
    assert result.roster is not None
    verdict = score(demo.problem, result.roster, demo.settings)
    assert verdict.hard == 0
    short = [violation for violation in verdict.violations if violation.code == "coverage"]
    assert [(violation.amount, violation.message) for violation in short] == [
        (1, "Evening on Fri 4 Dec: 4 of 5 Cook, 1 short")
    ]


@pytest.mark.parametrize("name", DEMOS)
def test_an_empty_house_is_filled_once(name: str, transactions: Callable[[], SqlUnitOfWork]) -> None:
    today = MONDAY - timedelta(days=4)
    demo = DEMOS[name](MONDAY)
    assert load_when_empty(name, today, transactions)
    assert not load_when_empty(name, today, transactions)
    with transactions() as unit:
        (site,) = unit.schedules.sites()
        (schedule,) = unit.schedules.of_site(site.id)
        problem, settings = unit.problems.load(schedule.id)
        requests = unit.wishes.time_off(site.id)
        profiles = unit.rules.profiles(site.id)
    assert (site.name, site.region, schedule.start) == (demo.site, demo.region, MONDAY)
    assert ("Christmas Day" in {holiday.name for holiday in problem.holidays}) == (name == "ward")
    assert list(lacking(problem)) == [(SPOTS[name], 1)]
    assert [setting.code for setting in settings] == [setting.code for setting in demo.settings]
    pending = [request for request in requests if request.status is TimeOffStatus.PENDING]
    assert len(pending) == len(demo.pending)
    assert sorted(profile.name for profile in profiles) == ["Balanced", "People first"]


@pytest.mark.parametrize(
    ("today", "monday"), [(MONDAY - timedelta(days=1), MONDAY), (MONDAY - timedelta(days=7), MONDAY)]
)
def test_a_demo_starts_on_the_next_monday(today: date, monday: date) -> None:
    assert monday_after(today) == monday
