"""What a rule says beforehand about sums is true of every roster that does not break it."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Bound, Rule
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from tests.builders import ProblemBuilder, setting
from tests.drawn import problems, quickly, rosters, rule_settings

BOUNDING = [code for code, rule in catalogue().items() if type(rule).bounds is not Rule.bounds]


def bounds(problem: Problem, rule: RuleSetting) -> list[Bound]:
    return [bound for applied in apply_settings(problem, [rule]) for bound in catalogue()[rule.code].bounds(applied)]


def held(problem: Problem, plan: Roster, bound: Bound) -> bool:
    worked = [problem.shift_by_id[a.shift] for a in plan if a.employee == bound.employee and a.shift in bound.shifts]
    total = sum(shift.minutes if bound.minutes else 1 for shift in worked)
    return (bound.least is None or bound.least <= total) and (bound.most is None or total <= bound.most)


def unbroken(problem: Problem, plan: Roster, rule: RuleSetting) -> bool:
    return not any(violation.setting for violation in score(problem, plan, [rule]).violations)


def some_rosters(data: st.DataObject, problem: Problem) -> list[Roster]:
    """To draw the problem costs more than to draw a roster of it: with several it is seldom drawn in vain."""
    return [data.draw(rosters(problem)) for _ in range(4)]


@pytest.mark.parametrize("code", BOUNDING)
@settings(quickly, max_examples=30)
@given(data=st.data())
def test_a_roster_without_a_breach_is_within_all_bounds(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=8, templates=3))
    rule = data.draw(rule_settings(problem, code, hard=True))
    plans = [plan for plan in some_rosters(data, problem) if unbroken(problem, plan, rule)]
    assume(plans)
    found = bounds(problem, rule)
    assert all(held(problem, plan, bound) for plan in plans for bound in found)


@pytest.mark.parametrize("code", [code for code in BOUNDING if catalogue()[code].bounds_say_all])
@settings(quickly, max_examples=30)
@given(data=st.data())
def test_where_bounds_say_all_a_roster_within_them_has_no_breach(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=8, templates=3))
    rule = data.draw(rule_settings(problem, code, hard=True))
    found = bounds(problem, rule)
    plans = [plan for plan in some_rosters(data, problem) if all(held(problem, plan, bound) for bound in found)]
    assume(plans)
    assert all(unbroken(problem, plan, rule) for plan in plans)


@pytest.mark.parametrize("code", [code for code, rule in catalogue().items() if type(rule).heads is not Rule.heads])
@settings(quickly, max_examples=30)
@given(data=st.data())
def test_a_roster_without_a_breach_has_the_heads_that_a_rule_asks_for(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=4, templates=2))
    rule = data.draw(rule_settings(problem, code, hard=True))
    plans = [plan for plan in some_rosters(data, problem) if unbroken(problem, plan, rule)]
    assume(plans)
    for plan, applied in product(plans, apply_settings(problem, [rule])):
        for asked in catalogue()[code].heads(applied):
            assert sum((a.shift, a.role) == (asked.shift, asked.role) for a in plan) >= asked.least


def week() -> ProblemBuilder:
    build = ProblemBuilder(days=8).people("ann").template("D", 480, 960).template("N", 1320, 1800)
    return build.plan("D").plan("N")


def only(build: ProblemBuilder, rule: RuleSetting) -> Bound:
    (bound,) = bounds(build.problem, rule)
    return bound


def test_working_time_takes_off_paid_leave_and_gives_a_minimum_to_whole_weeks_only() -> None:
    build = week().off("ann", 1, 0, 1440, {1: 480})
    first, last = bounds(build.problem, setting("working_time", None, minimum=2400, maximum=3000))
    assert (first.least, first.most, first.minutes, len(first.shifts)) == (1920, 2520, True, 14)
    assert first.span == "in the week from 30 Nov"
    assert (last.least, last.most, last.shifts) == (None, 3000, ("D@7", "N@7"))


def test_a_number_of_shifts_is_of_the_templates_named_and_the_shifts_that_filters_let_through() -> None:
    rule = setting("shift_count", None, Scope(weekdays=frozenset({0})), maximum=1, templates=("N",), period="horizon")
    assert only(week(), rule) == Bound("ann", ("N@0", "N@7"), most=1, span="in the plan from 30 Nov")


def test_leave_that_is_over_the_maximum_by_itself_leaves_no_room_rather_than_less_than_none() -> None:
    build = ProblemBuilder().people("ann").template("D", 480, 960).plan("D").off("ann", 1, 0, 1440, {1: 480})
    assert only(build, setting("working_time", None, maximum=60)).most == 0


@pytest.mark.parametrize(("weight", "most"), [(None, 0), (1, -2)])
def test_too_many_before_the_plan_leave_a_law_no_room_and_a_wish_less_than_none(weight: int | None, most: int) -> None:
    rule = setting("shift_count", weight, maximum=10, period="horizon", carry=True)
    assert only(week().brings("ann", shifts=12), rule).most == most


@pytest.mark.parametrize("weight", [None, 1])
def test_too_many_before_the_plan_in_its_month_leave_no_room(weight: int | None) -> None:
    build = week().known_since(-29).worked("ann", "D", -1, -2)
    found = bounds(build.problem, setting("shift_count", weight, maximum=1, period="month"))
    assert [bound.most for bound in found] == [0, 1]


def test_each_date_has_its_own_limit_of_shifts() -> None:
    found = bounds(week().problem, setting("max_shifts_per_day", None, maximum=1))
    assert [(bound.shifts, bound.most) for bound in found] == [((f"D@{k}", f"N@{k}"), 1) for k in range(8)]


def test_who_is_to_stay_out_of_the_plan_works_none_of_its_shifts() -> None:
    rule = setting("employee_use", None, Scope(weekdays=frozenset({0})), cost=3)
    assert only(week(), rule) == Bound("ann", ("D@0", "D@7", "N@0", "N@7"), most=0, span="in the plan")


def test_a_time_that_somebody_cannot_bars_what_touches_it_and_a_desired_one_wants_one_of_it() -> None:
    build = week().says("ann", "unavailable", 1, 900, 960).says("ann", "desired", 1, 0, 1440)
    barred = only(build, setting("availability", None, kind="unavailable"))
    assert barred == Bound("ann", ("D@1",), most=0, span="on Tue 1 Dec")
    wanted = only(build, setting("availability", None, kind="desired"))
    assert wanted == Bound("ann", ("D@1", "N@0", "N@1"), least=1, span="on Tue 1 Dec")


def test_a_request_wants_or_bars_the_shift_that_it_names() -> None:
    build = week().asks("ann", "D", 0, on=True).asks("ann", "N", 0, on=False).asks("ann", "D", 1, on=True, weight=0)
    found = bounds(build.problem, setting("availability", None, kind="requests"))
    assert [(b.shifts, b.least, b.most) for b in found] == [(("D@0",), 1, None), (("N@0",), None, 0)]
    late = Scope(template_labels=frozenset({"late"}))
    assert not bounds(build.problem, setting("availability", None, late, kind="requests"))


def test_the_night_before_the_plan_bars_what_is_too_close_to_it() -> None:
    build = week().worked("ann", "N", -1)
    assert only(build, setting("min_rest", None, hours=11)) == Bound("ann", ("D@0",), most=0, span="on Mon 30 Nov")
    assert not bounds(build.problem, setting("min_rest", None, hours=2))
    pairs = setting("forbidden_succession", None, pairs=[["N", "D"]])
    assert only(build, pairs) == Bound("ann", ("D@0",), most=0, span="on Mon 30 Nov")
    for scope in (Scope(weekdays=frozenset({1})), Scope(template_labels=frozenset({"late"}))):
        assert not bounds(build.problem, setting("forbidden_succession", None, scope, pairs=[["N", "D"]]))


def test_a_run_of_nights_of_full_length_bars_another_night_only() -> None:
    build = week().known_since(-2).worked("ann", "N", -2, -1)
    rule = setting("consecutive_shifts", None, maximum=2, templates=("N",))
    assert only(build, rule) == Bound("ann", ("N@0",), most=0, span="on Mon 30 Nov")
    assert not bounds(build.worked("ann", "D", -1).known_since(-1).problem, rule)


def test_every_stretch_of_days_leaves_what_was_not_worked_before_it() -> None:
    build = week().known_since(-1).worked("ann", "D", -1)
    found = bounds(build.problem, setting("rolling_working_time", None, days=2, maximum=600))
    assert [(bound.most, bound.shifts) for bound in found[:2]] == [
        (120, ("D@0", "N@0")),
        (600, ("D@0", "D@1", "N@0", "N@1")),
    ]
    assert found[1].span == "in the 2 days to Tue 1 Dec"
    assert found[2].shifts == ("D@1", "D@2", "N@1", "N@2")
    late = Scope(template_labels=frozenset({"late"}))
    filtered = bounds(build.problem, setting("rolling_working_time", None, late, days=2, maximum=600))
    assert {(bound.most, bound.shifts) for bound in filtered} == {(600, ())}
    assert bounds(build.problem, setting("rolling_working_time", None, days=2, maximum=60))[0].most == 0


@pytest.mark.parametrize(("code", "worked"), list(product(["consecutive_days", "consecutive_days_off"], [True, False])))
def test_a_run_of_full_length_before_the_plan_decides_its_first_day(code: str, worked: bool) -> None:
    build = week().known_since(-3)
    if worked:
        build = build.worked("ann", "D", -3, -2, -1)
    found = bounds(build.problem, setting(code, None, maximum=3))
    if worked != (code == "consecutive_days"):
        assert not found
    elif worked:
        assert found == [Bound("ann", ("D@0", "N@0"), most=0, span="on Mon 30 Nov")]
    else:
        assert found == [Bound("ann", ("D@0", "N@0"), least=1, span="on Mon 30 Nov")]
    assert not bounds(build.problem, setting(code, None, maximum=4))


def test_only_a_run_that_is_full_right_before_the_plan_decides_its_first_day() -> None:
    rule, build = setting("consecutive_days", None, maximum=3), week().known_since(-5)
    assert not bounds(build.worked("ann", "D", -5, -4, -1).problem, rule)
    longer = week().known_since(-5).worked("ann", "D", -3, -2, -1)
    assert only(longer, rule) == Bound("ann", ("D@0", "N@0"), most=0, span="on Mon 30 Nov")
    assert not bounds(longer.problem, setting("consecutive_days", None, maximum=3, edges="open"))
    assert not bounds(longer.problem, setting("consecutive_days", None, minimum=2))


def test_only_what_the_people_governed_said_bars_shifts_and_nothing_that_weighs_nothing() -> None:
    build = week().people("ben").says("ann", "unavailable", 1, 900, 960).says("ben", "unavailable", 2, 900, 960)
    build = build.asks("ann", "D", 0, on=False).asks("ben", "D", 3, on=False)
    build = build.says("ben", "unavailable", 4, 900, 960, weight=0).asks("ben", "D", 5, on=False, weight=0)
    ben = Scope(ScopeKind.EMPLOYEE, ("ben",))
    assert only(build, setting("availability", None, ben)).shifts == ("D@2",)
    assert only(build, setting("availability", None, ben, kind="requests")).shifts == ("D@3",)


def test_a_time_that_only_meets_shifts_bars_none_and_filters_choose_the_shifts_it_bars() -> None:
    between = week().says("ann", "unavailable", 1, 960, 1320)
    assert only(between, setting("availability", None)).shifts == ()
    days = Scope(template_labels=frozenset({"day"}), weekdays=frozenset({1}))
    build = ProblemBuilder().people("ann").template("D", 480, 960, frozenset({"day"})).template("N", 1320, 1800)
    build = build.plan("D").plan("N").says("ann", "unavailable", 0, 0, 3 * 1440).says("ann", "desired", 0, 0, 2880)
    assert only(build, setting("availability", None, days)).shifts == ("D@1",)
    assert not bounds(build.problem, setting("availability", None, days, kind="desired"))
