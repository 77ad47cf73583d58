"""Totals along a path: blocks of equal and of other limits, what came before, and bounds that bar or say nothing."""

import pytest

from scheduling.domain.settings import Scope
from tests.builders import ProblemBuilder, setting
from tests.walked import Walk, cost


def plan_of(days: int = 14) -> ProblemBuilder:
    """D and N of 8 hours and S of 2 hours on every day; day 0 is the last of November."""
    build = ProblemBuilder(days).people("ann", "ben").template("D", 480, 960, frozenset({"day"}))
    build = build.template("N", 1320, 1800).template("S", 480, 600)
    return build.plan("D").plan("N").plan("S")


def on(*days: int) -> list[str]:
    return [f"D@{day}" for day in days]


@pytest.mark.parametrize(
    ("days", "units"), [((0, 6), 0), ((0, 1, 6), 1), ((6, 7, 8), 0), ((0, 1, 2, 7, 8, 9), 2), ((9, 11, 13), 1)]
)
def test_each_week_has_a_maximum_of_its_own(days: tuple[int, ...], units: int) -> None:
    assert cost(plan_of(), setting("shift_count", maximum=2), *on(*days)) == units


def test_each_whole_week_has_a_minimum_and_one_cut_off_has_none() -> None:
    assert cost(plan_of(), setting("shift_count", 1, minimum=2), *on(0, 1, 9), ben=on(2, 3, 7, 13)) == 1
    assert cost(plan_of(10), setting("shift_count", 1, minimum=2), *on(0, 1), ben=on(8, 9)) == 2
    assert cost(plan_of(10), setting("shift_count", minimum=1, maximum=2), *on(0, 7, 8, 9), ben=on(6)) == 1


def test_the_month_so_far_leaves_less_room_in_it_alone() -> None:
    build = plan_of().known_since(-29).worked("ann", "D", -1, -2).people("cem")
    rule = setting("shift_count", maximum=2, period="month")
    assert cost(build, rule, *on(0, 1, 2), ben=on(0, 1, 2)) == 1
    assert cost(build, rule, *on(1, 2, 3)) == 1
    short = setting("shift_count", minimum=3, period="month")
    assert cost(build, short, *on(1), ben=on(0), cem=on(0, 1, 2)) == 1 + 2 + 2


def test_minutes_are_those_of_each_template_and_paid_leave_counts() -> None:
    rule = setting("working_time", maximum=600)
    assert cost(plan_of(7), rule, "D@0", "S@1") == 0
    assert cost(plan_of(7), rule, "D@0", "S@1", "S@2") == 120
    paid = plan_of(7).off("ann", 6, 0, 1440, paid={6: 240})
    assert cost(paid, rule, "D@0", "S@1") == 240
    assert cost(paid, setting("working_time", minimum=600), "S@0", ben=["D@0", "S@1"]) == 240


def test_named_templates_and_filters_choose_what_counts() -> None:
    plan = ["D@0", "N@1", "N@2", "S@4"]
    assert cost(plan_of(7), setting("shift_count", templates=("N",), maximum=1), *plan) == 1
    assert cost(plan_of(7), setting("shift_count", scope=Scope(weekdays=frozenset({1, 4})), maximum=1), *plan) == 1
    labelled = setting("shift_count", scope=Scope(template_labels=frozenset({"day"})), maximum=0)
    assert cost(plan_of(7), labelled, *plan) == 1


@pytest.mark.parametrize(("brought", "units"), [(0, 0), (2, 1), (5, 2 + 2)])
def test_what_came_before_is_added_to_the_whole_plan(brought: int, units: int) -> None:
    rule = setting("shift_count", period="horizon", carry=True, maximum=3)
    assert cost(plan_of().brings("ann", shifts=brought), rule, *on(0, 9)) == units


def test_what_came_before_can_make_up_the_minimum() -> None:
    rule = setting("shift_count", period="horizon", carry=True, minimum=4)
    assert cost(plan_of().brings("ann", shifts=3), rule, *on(0), ben=on(1)) == 3
    assert cost(plan_of().brings("ann", shifts=5), rule, ben=on(*range(4))) == 0


def test_a_limit_of_nothing_is_a_cost_of_each_shift() -> None:
    rule = setting("working_time", maximum=0)
    assert cost(plan_of(), rule, "D@0", "S@8", ben=["S@1"]) == 480 + 120 + 120
    said = Walk(plan_of().problem, [rule]).said
    assert not said.totals["ann"]
    assert said.cells["ann", "S@3"] == 120


def test_nothing_is_said_where_one_shift_a_day_can_never_be_too_much() -> None:
    def counted(maximum: int) -> int:
        return len(Walk(plan_of(7).problem, [setting("working_time", maximum=maximum)]).said.totals["ann"])

    assert (counted(7 * 480), counted(7 * 480 - 1)) == (0, 1)


def test_blocks_with_the_same_limits_are_one_sum_and_others_are_one_each() -> None:
    rule, build = setting("shift_count", maximum=2), plan_of().off("ben", 9, 0, 1440, paid={9: 60})
    assert len(Walk(build.problem, [rule]).said.totals["ben"]) == 1
    hours = setting("working_time", maximum=600)
    assert [len(Walk(build.problem, [hours]).said.totals[who]) for who in ("ann", "ben")] == [1, 2]
    assert cost(build, hours, *on(0, 2, 7, 8), ben=["D@0", "D@7", "S@8"]) == 360 + 360 + 60


def test_three_weeks_are_judged_one_by_one() -> None:
    assert cost(plan_of(21), setting("shift_count", maximum=1), *on(0, 1, 7, 8, 14)) == 2


def test_what_the_month_has_too_much_before_the_plan_costs_nothing_and_what_is_brought_costs_each_unit() -> None:
    begun = plan_of(1).known_since(-29).worked("ann", "D", -1, -2, -3)
    assert cost(begun, setting("shift_count", maximum=1, period="month")) == 0
    for brought, units in ((2, 0), (3, 1), (4, 2)):
        carried = setting("shift_count", maximum=2, period="horizon", carry=True)
        assert cost(plan_of().brings("ann", shifts=brought), carried) == units
