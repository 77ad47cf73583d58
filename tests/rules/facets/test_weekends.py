"""Weekends along a path: what filters let through, and weekends that began before the plan."""

from datetime import date

import pytest

from scheduling.domain.settings import Scope
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.walked import cost

SATURDAY, SUNDAY = date(2026, 12, 5), date(2026, 12, 6)
WHOLE = setting("weekends", complete=True)
LONG = setting("weekends", complete=True, days=(4, 5, 6))


def plan_of(days: int = 28, start: date = MONDAY) -> ProblemBuilder:
    """From a Monday: the weekends are days 5-6, 12-13, 19-20 and 26-27."""
    build = ProblemBuilder(days, start).people("ann").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


def test_only_shifts_that_filters_let_through_make_a_weekend_worked() -> None:
    by_day = Scope(template_labels=frozenset({"day"}))
    assert cost(plan_of(), setting("weekends", scope=by_day, complete=True), "N@5", "D@12", "N@13") == 1
    assert cost(plan_of(), setting("weekends", scope=by_day, maximum=0), "N@5", "D@12") == 1


@pytest.mark.parametrize(("worked", "units"), [("D@5", 0), ("D@12", 1), ("D@19", 0)])
def test_dates_choose_one_weekend_among_others(worked: str, units: int) -> None:
    one = Scope(dates=frozenset({date(2026, 12, 12)}))
    assert cost(plan_of(), setting("weekends", scope=one, maximum=0), worked) == units
    assert cost(plan_of(), setting("weekends", scope=one, maximum=0), "D@5", worked, "D@20") == units


def test_each_date_that_filters_tell_apart_is_judged_for_itself() -> None:
    for chosen in (date(2026, 12, 12), date(2026, 12, 19)):
        rule = setting("weekends", scope=Scope(dates=frozenset({chosen})), maximum=0)
        assert cost(plan_of(), rule, "D@12", "D@19") == 1


def test_a_weekend_that_began_before_what_is_known_is_left_alone_and_those_after_it_are_not() -> None:
    assert cost(plan_of(28, SUNDAY), WHOLE, "D@0", "D@7", "D@14") == 2
    assert cost(plan_of(28, SUNDAY), WHOLE, "D@0", "D@21") == 1
    assert cost(plan_of(28, SATURDAY), WHOLE, "D@0") == 1
    assert cost(plan_of(28, SUNDAY).known_since(-1), LONG, "D@0") == 0
    assert cost(plan_of(28, SUNDAY).known_since(-2), LONG, "D@0") == 1


def test_one_day_worked_and_one_free_before_the_plan_make_a_weekend_partly_worked() -> None:
    friday = plan_of(28, SUNDAY).known_since(-2).worked("ann", "D", -2)
    assert cost(friday, LONG) == 1
    assert cost(friday, LONG, "D@0") == 1
    assert cost(friday.worked("ann", "D", -1), LONG, "D@0") == 0
    night = plan_of(28, SUNDAY).known_since(-1).worked("ann", "N", -1)
    assert cost(night, setting("weekends", scope=Scope(template_labels=frozenset({"day"})), complete=True), "D@0") == 1


def test_a_weekend_begun_before_the_plan_is_counted_unless_it_is_among_those_brought() -> None:
    begun = plan_of(28, SUNDAY).worked("ann", "D", -1).brings("ann", weekends=1)
    assert cost(begun, setting("weekends", maximum=0), "D@0") == 1
    assert cost(begun, setting("weekends", maximum=1, carry=True), "D@0") == 0
    assert cost(plan_of(28, SUNDAY).brings("ann", weekends=1), setting("weekends", maximum=1, carry=True), "D@0") == 1
    assert cost(begun, setting("weekends", maximum=3, carry=True), "D@0") == 0
