"""Availability as costs of cells: what is said in full, and what a path cannot say."""

import pytest

from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from tests.builders import ProblemBuilder, setting
from tests.walked import Walk, cost


def plan_of() -> ProblemBuilder:
    build = ProblemBuilder().people("ann", "ben").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


def whole(build: ProblemBuilder, rule: RuleSetting) -> bool:
    """Whether the rule is said in full."""
    return not Walk(build.problem, [rule]).said.left_out


def test_a_shift_asked_for_costs_where_it_is_not_worked_and_one_asked_off_where_it_is() -> None:
    build = plan_of().asks("ann", "D", 1, on=True, weight=3).asks("ann", "N", 2, on=False, weight=2)
    rule = setting("availability", 5, kind="requests")
    assert cost(build, rule) == 15
    assert cost(build, rule, "D@1") == 0
    assert cost(build, rule, "N@1", "N@2") == 15 + 10
    assert cost(build, rule, "D@1", "N@3", ben=["N@2"]) == 0


def test_requests_of_no_weight_of_others_or_beyond_the_filters_cost_nothing() -> None:
    build = plan_of().asks("ann", "D", 1, on=True, weight=0).asks("ben", "D", 1, on=True)
    assert cost(build, setting("availability", scope=Scope(ScopeKind.EMPLOYEE, ("ann",)), kind="requests")) == 0
    late = setting("availability", scope=Scope(template_labels=frozenset({"day"})), kind="requests")
    assert cost(plan_of().asks("ann", "N", 1, on=True).asks("ann", "D", 2, on=True), late) == 1
    mondays = setting("availability", scope=Scope(weekdays=frozenset({0})), kind="requests")
    assert cost(plan_of().asks("ann", "N", 1, on=True).asks("ann", "D", 0, on=True), mondays) == 1
    assert cost(plan_of().asks("ann", "gone", 1, on=True), setting("availability", kind="requests")) == 1


def test_a_law_can_bar_a_shift_and_not_demand_one() -> None:
    law = setting("availability", None, kind="requests")
    assert whole(plan_of().asks("ann", "D", 1, on=False), law)
    assert not whole(plan_of().asks("ann", "D", 1, on=True), law)
    assert not whole(plan_of().asks("ann", "D", 1, on=True).asks("ann", "D", 2, on=False), law)
    wanted = setting("availability", None, kind="desired")
    assert not whole(plan_of().says("ann", "desired", 1, 0, 1440), wanted)


@pytest.mark.parametrize(
    ("start", "end", "minutes", "times"), [(400, 480, 0, 0), (400, 481, 1, 1), (959, 1000, 1, 1), (960, 1000, 0, 0)]
)
def test_touching_by_a_minute_costs(start: int, end: int, minutes: int, times: int) -> None:
    build = plan_of().says("ann", "undesired", 1, start, end, weight=2)
    assert cost(build, setting("availability", kind="undesired", per="minute"), "D@1") == 2 * minutes
    assert cost(build, setting("availability", kind="undesired", per="request"), "D@1") == 2 * times


def test_a_time_that_shifts_of_two_dates_touch_costs_by_the_minute_and_bars_but_is_not_said_once() -> None:
    build = plan_of().says("ann", "undesired", 1, 0, 1440)
    by_minute = setting("availability", kind="undesired", per="minute")
    assert cost(build, by_minute, "N@0", "D@1") == 360 + 480
    assert not whole(build, setting("availability", kind="undesired", per="request"))
    assert whole(build, setting("availability", None, kind="undesired", per="request"))
    others = setting("availability", scope=Scope(template_labels=frozenset({"day"})), kind="undesired", per="request")
    assert cost(build, others, "N@0", "D@1") == 1
    assert cost(build, setting("availability", kind="unavailable", per="request"), "D@1") == 0


def test_a_time_one_wants_to_work_costs_unless_a_shift_touches_it() -> None:
    build = plan_of().says("ann", "desired", 1, 600, 1400, weight=4).says("ben", "desired", 3, 500, 501)
    rule = setting("availability", 2, kind="desired")
    assert cost(build, rule) == 8 + 2
    assert cost(build, rule, "D@1", ben=["D@3"]) == 0
    assert cost(build, rule, "N@1", ben=["N@3"]) == 2
    assert not whole(plan_of().says("ann", "desired", 1, 0, 1440), rule)


def test_filters_on_days_are_about_the_day_on_which_the_wanted_time_begins() -> None:
    build = plan_of().says("ann", "desired", 1, 500, 900)
    for weekday, units in ((1, 1), (2, 0)):
        scope = Scope(weekdays=frozenset({weekday}))
        assert cost(build, setting("availability", scope=scope, kind="desired")) == units
    ben = Scope(ScopeKind.EMPLOYEE, ("ben",))
    assert cost(build, setting("availability", scope=ben, kind="desired")) == 0
