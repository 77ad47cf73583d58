"""Days off: how many in each whole period, how many of them in a row, with the month so far."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope, ScopeKind
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

RULE = "days_off"


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    build = ProblemBuilder(days, start).people("ann", "bob").template("D", 480, 960, frozenset({"day"}))
    return build.template("L", 1020, 1200).template("N", 1320, 1800).plan("D").plan("L").plan("N")


def free(*days: int, of: int = 7) -> dict[str, list[str]]:
    """Ann works on every day of the plan but these."""
    return {"ann": [f"D@{k}" for k in range(of) if k not in days]}


@pytest.mark.parametrize(("days", "units"), [((), 2), ((3,), 1), ((3, 5), 0), ((0, 3, 6), 0)])
def test_each_missing_day_off_is_a_unit(days: tuple[int, ...], units: int) -> None:
    assert amount(plan_of(), free(*days), setting(RULE, minimum=2)) == units


@pytest.mark.parametrize(
    ("days", "units"), [((), 3), ((0, 2, 4, 6), 2), ((0, 2, 3, 6), 1), ((2, 3, 4), 0), ((4, 5, 6), 0), ((0, 1, 2), 0)]
)
def test_each_day_that_the_longest_block_lacks_is_a_unit(days: tuple[int, ...], units: int) -> None:
    assert amount(plan_of(), free(*days), setting(RULE, block=3)) == units


def test_a_block_may_begin_right_after_days_that_filters_leave_out() -> None:
    without_tuesday = setting(RULE, scope=Scope(weekdays=frozenset({0, 2, 3})), block=2)
    assert amount(plan_of(), {}, without_tuesday) == 0
    assert amount(plan_of(), {"ann": ["D@3"], "bob": ["D@0"]}, without_tuesday) == 1


def test_two_days_short_and_a_block_one_day_short_at_weight_5_cost_15() -> None:
    found = breaches(plan_of(), free(2), setting(RULE, 5, minimum=3, block=2))
    assert [(v.date, v.penalty) for v in found] == [(MONDAY, 10), (MONDAY, 5)]
    assert found[0].message == "Ann has 1 day off in the week from Mon 30 Nov, at least 3 wanted"
    assert found[1].message == "Ann has at most 1 day off in a row in the week from Mon 30 Nov, 2 wanted"


def test_somebody_who_never_works_is_off_every_day() -> None:
    assert amount(plan_of(), {}, setting(RULE, minimum=7, block=7)) == 0


def test_the_day_on_which_a_night_ends_is_off_and_two_shifts_make_one_working_day() -> None:
    plan = {"ann": ["D@0", "L@0", "N@1", "D@3", "D@4", "D@5", "D@6"]}
    assert amount(plan_of(), plan, setting(RULE, minimum=1)) == 0
    assert amount(plan_of(), plan, setting(RULE, minimum=2)) == 1


def test_time_off_makes_days_off() -> None:
    assert amount(plan_of().off("ann", 2, 0, 1440), free(2, 3), setting(RULE, block=2)) == 0


def test_weeks_count_from_the_first_day_of_the_plan_and_blocks_do_not_span_two() -> None:
    wednesday = plan_of(14, date(2026, 12, 2))
    found = breaches(wednesday, free(5, 6, 7, of=14), setting(RULE, minimum=2))
    assert [(v.date, v.amount) for v in found] == [(date(2026, 12, 9), 1)]
    assert amount(wednesday, free(6, 7, of=14), setting(RULE, block=2)) == 2
    assert amount(wednesday, free(6, 7, of=14), setting(RULE, block=2, period="fortnight")) == 0


def test_a_period_that_the_end_of_the_plan_cuts_off_is_not_judged() -> None:
    assert amount(plan_of(13), free(0, 1, of=13), setting(RULE, minimum=2, block=2)) == 0
    assert amount(plan_of(13), free(of=13), setting(RULE, minimum=1, period="fortnight")) == 0
    assert amount(plan_of(6), free(of=6), setting(RULE, minimum=1, block=1, period="month")) == 0


def test_the_whole_plan_is_a_period_whatever_its_length() -> None:
    found = breaches(plan_of(10), free(1, 8, of=10), setting(RULE, minimum=3, block=2, period="horizon"))
    assert [v.amount for v in found] == [1, 1]
    assert "in the plan" in found[0].message


def test_weeks_do_not_look_back() -> None:
    build = plan_of().known_since(-7)
    assert amount(build, free(0), setting(RULE, block=2)) == 1


def test_a_month_counts_the_days_before_the_plan_where_all_of_them_are_on_record() -> None:
    """The 30th of November ends a month: with the 28 days worked before it, one was off."""
    build = plan_of().worked("ann", "D", *range(-29, -1)).worked("bob", "D", *range(-29, -20))
    rule = setting(RULE, minimum=3, period="month")
    assert amount(build, {"ann": ["D@0"]}, rule) == 0
    assert amount(build.known_since(-28), {"ann": ["D@0"]}, rule) == 0
    found = breaches(build.known_since(-29), {"ann": ["D@0"]}, rule)
    assert [(v.date, v.amount) for v in found] == [(date(2026, 11, 1), 2)]
    assert amount(build.known_since(-29), {}, rule) == 1


def test_a_block_of_a_month_may_begin_before_the_plan_and_not_before_the_month() -> None:
    rule = setting(RULE, block=3, period="month")
    build = plan_of().worked("ann", "D", *range(-29, -2)).worked("bob", "D", -1).known_since(-40)
    assert amount(build, {"ann": ["D@0"]}, rule) == 1
    assert amount(build, {}, rule) == 0


def test_every_whole_month_is_judged_for_itself() -> None:
    build = plan_of(31, date(2026, 11, 30)).known_since(-29)
    found = breaches(build, free(of=31), setting(RULE, minimum=30, period="month"))
    assert [(v.employee, v.date, v.amount) for v in found] == [("ann", date(2026, 11, 1), 1)]


def test_clock_changes_make_no_difference() -> None:
    build = plan_of(start=date(2026, 10, 19))
    assert amount(build, {"ann": [f"N@{k}" for k in range(6)]}, setting(RULE, minimum=1)) == 0
    assert amount(build, {"ann": [f"N@{k}" for k in range(7)]}, setting(RULE, minimum=1)) == 1


def test_filters_choose_the_days_that_count() -> None:
    sundays = Scope(weekdays=frozenset({6}))
    rule = setting(RULE, scope=sundays, minimum=2, period="fortnight")
    assert amount(plan_of(14), free(0, 1, 6, of=14), rule) == 1
    assert amount(plan_of(14), free(6, 13, of=14), rule) == 0
    weekends = Scope(weekdays=frozenset({5, 6}))
    assert amount(plan_of(), free(4, 5), setting(RULE, scope=weekends, block=2)) == 1
    assert amount(plan_of(), free(5, 6), setting(RULE, scope=weekends, block=2)) == 0
    labels = Scope(template_labels=frozenset({"night"}))
    assert amount(plan_of(), free(5), setting(RULE, scope=labels, minimum=2)) == 1


def test_the_narrower_scope_takes_over_one_limit_and_leaves_the_other() -> None:
    build = plan_of()
    everyone = setting(RULE, minimum=2, block=2)
    ann = setting(RULE, scope=Scope(ScopeKind.EMPLOYEE, ("ann",)), block=3)
    limits = {(a.employees, a.params.minimum, a.params.block) for a in apply_settings(build.problem, [everyone, ann])}
    assert limits == {(("bob",), 2, 2), (("ann",), 2, None), (("ann",), None, 3)}


@pytest.mark.parametrize(("period", "block"), [("week", 8), ("fortnight", 15), ("month", 32)])
def test_a_block_longer_than_the_period_is_refused(period: str, block: int) -> None:
    with pytest.raises(InvalidInput, match=f"a {period} has no {block} days in a row; ask for {block - 1} or fewer"):
        amount(plan_of(), {}, setting(RULE, block=block, period=period))


def test_what_can_never_be_met_or_never_matters_is_doubted() -> None:
    def said(build: ProblemBuilder, **params: object) -> list[str]:
        return [doubt.message for doubt in doubts(build, setting(RULE, **params))]

    assert said(plan_of(), minimum=7, block=7) == []
    week = "in the week from Mon 30 Nov"
    assert said(plan_of(), minimum=8) == [
        f"At least 8 wanted {week}, which never holds more than 7 days off; ask for fewer."
    ]
    assert said(plan_of(5), period="horizon", block=6) == [
        "6 days off in a row wanted in the plan, where no more than 5 can follow; ask for fewer."
    ]
    sundays = Scope(weekdays=frozenset({6}))
    assert said(plan_of(), scope=sundays, minimum=1, block=1) == []
    assert said(plan_of(), scope=sundays, minimum=2) == [
        f"At least 2 wanted {week}, which never holds more than 1 day off; ask for fewer."
    ]
    assert said(plan_of(6), minimum=1) == [
        "The plan holds no whole week, so nothing is judged; choose a shorter period."
    ]
    assert said(plan_of()) == ["No limit is set, so nothing is ever counted; enter one or switch the rule off."]
    labels = Scope(template_labels=frozenset({"day"}))
    assert said(plan_of(), scope=labels, minimum=1) == [
        "Every shift makes a working day here, so template labels change nothing; take them out."
    ]


def test_the_sentence_says_how_many_in_what() -> None:
    rule = catalogue()[RULE]
    assert rule.phrase(rule.Params(minimum=8, block=2, period="month")) == (
        "has at least 8 days off and 2 days off in a row in each month"
    )
    assert rule.phrase(rule.Params(minimum=1, period="horizon")) == "has at least 1 day off in the whole plan"
