"""Number of shifts: of all templates or some, per block, with the month so far."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, roster, setting


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


def carrying(weight: int | None = 1, **limits: int) -> RuleSetting:
    return setting("shift_count", weight, period="horizon", carry=True, **limits)


@pytest.mark.parametrize(("brought", "maximum", "units"), [(5, 10, 0), (5, 9, 1), (6, 9, 2), (0, 5, 0)])
def test_what_came_before_is_added_to_the_whole_plan(brought: int, maximum: int, units: int) -> None:
    build = plan_of().brings("ann", shifts=brought, minutes=9999, weekends=99)
    assert amount(build, PLAN, carrying(maximum=maximum)) == units
    assert amount(build, PLAN, setting("shift_count", period="horizon", maximum=maximum)) == 0


def test_what_came_before_can_make_up_the_minimum() -> None:
    build = plan_of().people("ben").brings("ann", shifts=4)
    found = breaches(build, PLAN, carrying(20, minimum=10))
    assert [(v.employee, v.penalty) for v in found] == [("ann", 20), ("ben", 200)]
    assert "Ann: 9 shifts in the plan from 30 Nov and all the time before, 1 shift under" in found[0].message


def test_a_wish_judges_all_of_it_and_a_law_only_what_the_plan_adds() -> None:
    build = plan_of().brings("ann", shifts=12)
    assert amount(build, {}, carrying(maximum=10)) == 2
    assert amount(build, {"ann": ["E@0"]}, carrying(maximum=10)) == 3
    assert amount(build, {}, carrying(None, maximum=10)) == 0
    assert amount(build, {"ann": ["E@0"]}, carrying(None, maximum=10)) == 1
    assert amount(build, {}, carrying(None, maximum=12)) == 0


def test_with_a_limit_of_nothing_a_wish_judges_the_first_shift() -> None:
    assert amount(plan_of(), {"ann": ["E@0"]}, carrying(maximum=0)) == 1
    assert amount(plan_of().brings("ann", shifts=1), {"ann": ["E@0"]}, carrying(maximum=0)) == 2


def test_what_came_before_counts_whatever_the_filters() -> None:
    early = Scope(template_labels=frozenset({"early"}))
    rule = setting("shift_count", scope=early, period="horizon", carry=True, maximum=5)
    assert amount(plan_of().brings("ann", shifts=4), PLAN, rule) == 1


def test_a_total_with_what_came_before_is_another_limit_than_one_without() -> None:
    build = plan_of().contract("full").people("ben", contract="full").brings("ben", shifts=8)
    everyone = replace(setting("shift_count", period="horizon", maximum=1), id="plan")
    theirs = setting("shift_count", scope=Scope(ScopeKind.CONTRACT, ("full",)), period="horizon", carry=True, maximum=9)
    found = score(build.problem, roster({"ben": ["E@0", "E@2"]}), [everyone, theirs]).violations
    assert [(v.setting, v.amount) for v in found] == [("plan", 1), (theirs.id, 1)]


@pytest.mark.parametrize("period", ["week", "fortnight", "month"])
def test_what_came_before_belongs_to_no_shorter_period(period: str) -> None:
    with pytest.raises(InvalidInput, match=f"what came before has no place in each {period}; choose the period hor"):
        amount(plan_of(), {}, setting("shift_count", period=period, carry=True))


def test_what_came_before_is_not_known_for_single_templates() -> None:
    with pytest.raises(InvalidInput, match="known for all shifts together; name no templates here"):
        amount(plan_of(), {}, setting("shift_count", period="horizon", carry=True, templates=("E",)))


FEBRUARIES = [
    (date(2028, 2, 1), 29, 1),
    (date(2028, 2, 2), 28, 0),
    (date(2033, 2, 1), 28, 1),
    (date(2035, 2, 1), 28, 1),
]


@pytest.mark.parametrize("since", [None, 0, 2, -3])
@pytest.mark.parametrize(("start", "days", "units"), FEBRUARIES)
def test_a_month_is_judged_where_all_its_days_are_known(since: int | None, start: date, days: int, units: int) -> None:
    build = ProblemBuilder(days, start).people("ann").template("D", 480, 960).plan("D")
    build = build if since is None else build.known_since(since)
    rule = setting("shift_count", minimum=1, period="month")
    assert amount(build, {}, rule) == (1 if since == -3 else units)


def test_of_the_month_so_far_only_what_filters_let_through_counts() -> None:
    build = plan_of(1).worked("ann", "E", -1).worked("ann", "N", -2)
    early = Scope(template_labels=frozenset({"early"}))
    assert amount(build, {"ann": ["E@0"]}, setting("shift_count", scope=early, maximum=2, period="month")) == 0


def test_a_template_named_twice_counts_once() -> None:
    assert amount(plan_of(), PLAN, setting("shift_count", templates=("N", "N"), maximum=1)) == 1
