"""Runs of days along a path: what the record makes of the first day, open ends, and the days that filters choose."""

from datetime import date

import pytest

from scheduling.domain.calendar import DayClass
from scheduling.domain.settings import Scope
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.walked import cost


def plan_of() -> ProblemBuilder:
    """Ten days from a Monday."""
    build = ProblemBuilder(10).people("ann").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


def on(*days: int) -> list[str]:
    return [f"D@{day}" for day in days]


@pytest.mark.parametrize(
    ("days", "units"), [((2, 3), 0), ((2, 3, 4), 1), ((2, 3, 4, 5, 7, 8, 9), 3), ((7, 8, 9), 1), ((0, 1, 2), 1)]
)
def test_each_day_beyond_the_maximum_costs_one(days: tuple[int, ...], units: int) -> None:
    assert cost(plan_of(), setting("consecutive_days", maximum=2), *on(*days)) == units


@pytest.mark.parametrize(
    ("days", "units"), [((3, 4, 5), 0), ((3, 4), 1), ((3,), 2), ((3, 5), 4), ((9,), 0), ((8,), 2), ((0,), 0)]
)
def test_each_day_that_a_closed_run_lacks_costs_one(days: tuple[int, ...], units: int) -> None:
    assert cost(plan_of(), setting("consecutive_days", minimum=3), *on(*days)) == units


def test_both_limits_hold_and_none_costs_nothing() -> None:
    both = setting("consecutive_days", 5, minimum=2, maximum=3)
    assert cost(plan_of(), both, *on(1, 3, 4, 5, 6)) == 5 + 5
    assert cost(plan_of(), setting("consecutive_days"), *on(0, 1, 2, 3, 5)) == 0


def test_the_record_lengthens_the_first_run_and_tells_where_it_began() -> None:
    few, many = setting("consecutive_days", maximum=3), setting("consecutive_days", minimum=4)
    worked = plan_of().worked("ann", "D", -2, -1)
    assert cost(worked, few, *on(0, 1)) == 0, "without a record nothing is relied on"
    assert cost(worked.known_since(-2), few, *on(0, 1)) == 1
    assert cost(worked, many, *on(0)) == 0, "nor is it known where the run began"
    assert cost(worked.known_since(-3), many, *on(0)) == 1
    assert cost(worked, many) == 2
    assert cost(plan_of().known_since(-1), many, *on(0)) == 3
    assert cost(plan_of().known_since(-1), few, *on(0, 1, 2, 3)) == 1


def test_open_edges_leave_the_record_out() -> None:
    build = plan_of().known_since(-3).worked("ann", "D", -2, -1)
    assert cost(build, setting("consecutive_days", maximum=3, edges="open"), *on(0, 1, 2)) == 0
    assert cost(build, setting("consecutive_days", minimum=4, edges="open"), *on(0)) == 0


def test_days_off_are_counted_where_nothing_is_worked() -> None:
    few = setting("consecutive_days_off", maximum=2)
    assert cost(plan_of(), few, *on(0, 1, 4, 5, 9)) == 1
    assert cost(plan_of().known_since(-2), few, *on(1, 3, 5, 7, 9)) == 1
    assert cost(plan_of(), setting("consecutive_days_off", minimum=2), *on(*range(3), *range(4, 10))) == 1


def test_only_days_with_such_a_shift_make_a_run() -> None:
    nights = setting("consecutive_shifts", templates=("N",), maximum=1)
    assert cost(plan_of(), nights, "N@1", "D@2", "N@3", "N@4") == 1
    two_on_a_day = plan_of().known_since(-2).worked("ann", "D", -1).worked("ann", "N", -1)
    assert cost(two_on_a_day, nights, "N@0") == 1
    assert cost(two_on_a_day, setting("consecutive_shifts", templates=("D",), maximum=1), "D@0") == 1
    labelled = setting("consecutive_shifts", scope=Scope(template_labels=frozenset({"day"})), maximum=1)
    assert cost(plan_of(), labelled, "N@1", "D@2", "N@3", "N@4", "D@5", "D@6") == 1


@pytest.mark.parametrize(
    "scope",
    [
        Scope(weekdays=frozenset({0, 1})),
        Scope(dates=frozenset({MONDAY, date(2026, 12, 1)})),
        Scope(day_classes=frozenset({DayClass.WEEKEND})),
    ],
    ids=["weekdays", "dates", "kinds of days"],
)
def test_only_days_that_filters_let_through_make_a_run(scope: Scope) -> None:
    """Two days in a row of the first week count, and those like them on other days do not."""
    assert cost(plan_of(), setting("consecutive_shifts", scope=scope, maximum=1), *on(*range(7))) == 1
