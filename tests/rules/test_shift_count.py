"""Number of shifts: of all templates or some, per block, with the month so far."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, setting


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    """Early and night shifts on every day, and an evening on day 2; day 0 is the last of November."""
    build = ProblemBuilder(days, start).people("ann").template("E", 360, 840, frozenset({"early"}))
    return build.template("N", 1320, 1800).template("L", 960, 1200).plan("E").plan("N").plan("L", 2)


PLAN = {"ann": ["E@0", "E@2", "L@2", "N@4", "N@6"]}


@pytest.mark.parametrize(("maximum", "units"), [(5, 0), (4, 1), (0, 5)])
def test_each_shift_above_the_maximum_is_a_unit_also_the_second_of_a_day(maximum: int, units: int) -> None:
    assert amount(plan_of(), PLAN, setting("shift_count", maximum=maximum)) == units


@pytest.mark.parametrize(("minimum", "units"), [(5, 0), (7, 2)])
def test_each_missing_shift_is_a_unit(minimum: int, units: int) -> None:
    assert amount(plan_of(), PLAN, setting("shift_count", minimum=minimum)) == units


def test_only_the_named_templates_count() -> None:
    assert amount(plan_of(), PLAN, setting("shift_count", templates=("N",), maximum=0)) == 2
    assert amount(plan_of(), PLAN, setting("shift_count", templates=("E", "L"), maximum=0)) == 3
    assert amount(plan_of(), PLAN, setting("shift_count", templates=("L",), minimum=2)) == 1


def test_both_limits_of_one_setting_hold() -> None:
    found = breaches(plan_of(14), PLAN, setting("shift_count", 10, minimum=2, maximum=3))
    assert [(v.date, v.penalty) for v in found] == [(MONDAY, 20), (date(2026, 12, 7), 20)]
    assert "2 shifts over the limit" in found[0].message
    assert "2 shifts under the minimum" in found[1].message


def test_a_cut_off_fortnight_has_a_maximum_but_no_minimum() -> None:
    late = {"ann": ["N@14", "N@15"]}
    assert amount(plan_of(17), late, setting("shift_count", minimum=1, period="fortnight")) == 1
    assert amount(plan_of(17), late, setting("shift_count", maximum=1, period="fortnight")) == 1


def test_months_count_what_was_worked_before_and_split_the_plan() -> None:
    build = plan_of().known_since(-29).worked("ann", "N", -1, -20).worked("ann", "E", -3)
    plan = {"ann": ["N@0", "N@1", "N@3"]}
    rule = setting("shift_count", templates=("N",), maximum=2, period="month")
    assert [(v.date, v.amount) for v in breaches(build, plan, rule)] == [(date(2026, 11, 1), 1)]
    short = setting("shift_count", templates=("N",), minimum=4, period="month")
    assert [(v.date, v.amount) for v in breaches(build, plan, short)] == [(date(2026, 11, 1), 1)]


def test_filters_choose_the_shifts_before_the_plan_as_well() -> None:
    build = plan_of().known_since(-29).worked("ann", "E", -3).worked("ann", "N", -2)
    early = Scope(template_labels=frozenset({"early"}))
    rule = setting("shift_count", scope=early, maximum=1, period="month")
    assert amount(build, {"ann": ["E@0", "N@0"]}, rule) == 1
    mondays = Scope(weekdays=frozenset({0}))
    assert amount(plan_of(), PLAN, setting("shift_count", scope=mondays, maximum=0)) == 1


def test_crossed_limits_are_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="Number of shifts, parameters: at least 3 is more than at most 2"):
        amount(plan_of(), {}, setting("shift_count", minimum=3, maximum=2))
