"""Weekends: how many, whole or not at all, and how many in a row, with the weeks before."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope, ScopeKind
from scheduling.rules.catalogue import catalogue
from tests.builders import ProblemBuilder, amount, breaches, doubts, roster, setting


def plan_of(days: int = 21, start: date = date(2026, 11, 30)) -> ProblemBuilder:
    """From a Monday: the weekends are days 5-6, 12-13, 19-20; Friday nights are N@4, N@11, N@18."""
    build = ProblemBuilder(days, start).people("ann").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


def test_a_weekend_counts_once_however_much_is_worked_on_it() -> None:
    plan = {"ann": ["D@5", "D@6", "D@12"]}
    for maximum, units in ((2, 0), (1, 1), (0, 2)):
        assert amount(plan_of(), plan, setting("weekends", maximum=maximum)) == units


def test_a_friday_night_belongs_to_friday_and_a_sunday_night_to_the_weekend() -> None:
    assert amount(plan_of(), {"ann": ["N@4"]}, setting("weekends", maximum=0)) == 0
    assert amount(plan_of(), {"ann": ["N@6"]}, setting("weekends", maximum=0)) == 1


def test_the_weekdays_of_a_weekend_can_be_chosen() -> None:
    assert amount(plan_of(), {"ann": ["D@4"]}, setting("weekends", days=(4, 5), maximum=0)) == 1
    assert amount(plan_of(), {"ann": ["D@6"]}, setting("weekends", days=(4, 5), maximum=0)) == 0


@pytest.mark.parametrize("days", [(), (5, 5), (7,), (-1, 5)])
def test_days_that_make_no_weekend_are_refused(days: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput, match=r"Weekends, days: name each weekend day once"):
        amount(plan_of(), {}, setting("weekends", days=days))


@pytest.mark.parametrize(
    ("worked", "units"),
    [([], 0), (["D@5", "N@6"], 0), (["D@5"], 1), (["D@6"], 1), (["D@5", "N@5"], 1), (["D@5", "D@13"], 2)],
)
def test_whole_weekends_or_none(worked: list[str], units: int) -> None:
    assert amount(plan_of(), {"ann": worked}, setting("weekends", complete=True)) == units


def test_a_weekend_that_the_end_of_the_plan_cuts_off_need_not_be_whole() -> None:
    assert amount(plan_of(days=6), {"ann": ["D@5"]}, setting("weekends", complete=True)) == 0


def test_a_long_weekend_that_the_end_of_the_plan_cuts_off_need_not_be_whole() -> None:
    assert amount(plan_of(days=6), {"ann": ["D@4"]}, setting("weekends", days=(4, 5, 6), complete=True)) == 0
    assert amount(plan_of(days=7), {"ann": ["D@4"]}, setting("weekends", days=(4, 5, 6), complete=True)) == 1


def test_a_weekend_of_which_no_day_is_left_is_not_judged() -> None:
    build = plan_of(3, date(2026, 12, 2)).known_since(-7).worked("ann", "D", -2)
    assert amount(build, {}, setting("weekends", days=(0, 1), complete=True)) == 0


def test_a_shift_before_the_plan_that_a_filter_leaves_out_does_not_make_the_weekend_whole() -> None:
    build = plan_of(7, date(2026, 12, 6)).known_since(-1).worked("ann", "N", -1)
    days = Scope(template_labels=frozenset({"day"}))
    assert amount(build, {"ann": ["D@0"]}, setting("weekends", scope=days, complete=True)) == 1
    assert amount(build, {"ann": ["D@0"]}, setting("weekends", complete=True)) == 0


def test_a_weekend_that_began_before_the_plan_is_whole_only_with_what_was_worked_then() -> None:
    sunday, rule = date(2026, 12, 6), setting("weekends", complete=True)
    known = plan_of(7, sunday).known_since(-7)
    assert amount(known, {"ann": ["D@0"]}, rule) == 1
    assert amount(known, {}, rule) == 0
    assert amount(plan_of(7, sunday).known_since(-7).worked("ann", "D", -1), {"ann": ["D@0"]}, rule) == 0
    assert amount(plan_of(7, sunday), {"ann": ["D@0"]}, rule) == 0


def test_every_day_of_the_week_may_belong_to_the_weekend() -> None:
    rule = setting("weekends", days=tuple(range(7)), maximum=1)
    assert amount(plan_of(), {"ann": ["D@0", "D@6"]}, rule) == 0
    assert amount(plan_of(), {"ann": ["D@0", "D@7"]}, rule) == 1


def test_no_weekend_in_a_row_is_no_limit_that_can_be_set() -> None:
    with pytest.raises(InvalidInput, match="Weekends, in_a_row"):
        amount(plan_of(), {}, setting("weekends", in_a_row=0))


def test_too_many_weekends_are_told_by_the_first_day_of_the_last_of_them() -> None:
    (found,) = breaches(plan_of(), {"ann": ["D@5", "D@13", "D@20"]}, setting("weekends", maximum=1))
    assert (found.employee, found.amount, found.date) == ("ann", 2, date(2026, 12, 19))
    assert found.message == "Ann works 3 weekends, at most 1 wanted"


def test_half_a_weekend_is_told_by_its_first_day_also_where_the_second_was_worked() -> None:
    (found,) = breaches(plan_of(), {"ann": ["D@13"]}, setting("weekends", complete=True))
    assert (found.message, found.date) == ("Ann works only part of the weekend of Sat 12 Dec", date(2026, 12, 12))


@pytest.mark.parametrize(("since", "units"), [(-1, 1), (0, 0)])
def test_a_weekend_is_known_when_its_first_day_is_on_record(since: int, units: int) -> None:
    build = plan_of(7, date(2026, 12, 6)).known_since(since)
    assert amount(build, {"ann": ["D@0"]}, setting("weekends", complete=True)) == units


def test_weekends_in_a_row_count_each_one_beyond_the_limit() -> None:
    plan = {"ann": ["D@5", "D@13", "D@19"]}
    for limit, units in ((3, 0), (2, 1), (1, 2)):
        assert amount(plan_of(), plan, setting("weekends", in_a_row=limit)) == units
    assert amount(plan_of(), {"ann": ["D@5", "D@19"]}, setting("weekends", in_a_row=1)) == 0


def test_a_week_worked_up_to_its_weekend_breaks_the_row() -> None:
    plan = {"ann": ["D@2", "D@4", "D@12"]}
    assert amount(plan_of(), plan, setting("weekends", in_a_row=1)) == 0


def test_a_weekend_too_many_is_told_by_its_first_day_however_late_it_was_worked() -> None:
    (found,) = breaches(plan_of(), {"ann": ["D@5", "D@13"]}, setting("weekends", in_a_row=1))
    assert found.date == date(2026, 12, 12)


def test_weekends_of_the_weeks_before_count_in_a_row_but_not_in_the_number() -> None:
    build = plan_of(7).known_since(-21).worked("ann", "D", -2, -8)
    assert amount(build, {"ann": ["D@5"]}, setting("weekends", in_a_row=2)) == 1
    assert amount(build, {"ann": ["D@5"]}, setting("weekends", in_a_row=3)) == 0
    assert amount(build, {"ann": ["D@5"]}, setting("weekends", maximum=1)) == 0


def test_weekdays_of_the_week_before_are_no_weekend_of_a_row() -> None:
    build = plan_of(7).known_since(-21).worked("ann", "D", -3, -4)
    assert amount(build, {"ann": ["D@5"]}, setting("weekends", in_a_row=1)) == 0


def test_a_row_that_was_already_too_long_before_the_plan_is_not_charged_to_it() -> None:
    build = plan_of(7, date(2026, 12, 6)).known_since(-20).worked("ann", "D", -1, -8, -15)
    assert amount(build, {}, setting("weekends", in_a_row=2)) == 0
    assert amount(build, {"ann": ["D@0"]}, setting("weekends", in_a_row=2)) == 1


def test_filters_choose_the_shifts_that_make_a_working_weekend() -> None:
    scope = Scope(template_labels=frozenset({"day"}))
    assert amount(plan_of(), {"ann": ["N@5"]}, setting("weekends", scope=scope, maximum=0)) == 0
    assert amount(plan_of(), {"ann": ["D@5"]}, setting("weekends", scope=scope, maximum=0)) == 1


def test_a_summer_time_weekend_is_a_weekend() -> None:
    build = plan_of(7, date(2026, 3, 23))
    found = breaches(build, {"ann": ["N@5"]}, setting("weekends", 6, complete=True))
    assert [(v.date, v.penalty) for v in found] == [(date(2026, 3, 28), 6)]


@pytest.mark.parametrize(("brought", "soft", "hard"), [(0, 0, 0), (1, 0, 0), (2, 1, 1), (3, 2, 2), (4, 3, 2)])
def test_weekends_that_came_before_are_added_to_those_of_the_plan(brought: int, soft: int, hard: int) -> None:
    """Two weekends of the plan and a limit of three: four brought along are one too many by themselves."""
    build = plan_of().brings("ann", shifts=99, minutes=99, weekends=brought)
    plan = {"ann": ["D@5", "D@6", "D@12"]}
    assert amount(build, plan, setting("weekends", maximum=3, carry=True)) == soft
    assert amount(build, plan, setting("weekends", None, maximum=3, carry=True)) == hard
    assert amount(build, plan, setting("weekends", maximum=3)) == 0


def test_too_many_weekends_before_cost_a_wish_even_where_the_plan_has_none() -> None:
    found = breaches(plan_of(5).brings("ann", weekends=4), {}, setting("weekends", 30, maximum=3, carry=True))
    assert [(v.penalty, v.date) for v in found] == [(30, date(2026, 11, 30))]
    assert "Ann works 4 weekends in all, some before the plan, at most 3 wanted" in found[0].message
    assert amount(plan_of(5).brings("ann", weekends=4), {}, setting("weekends", None, maximum=3, carry=True)) == 0


def test_a_weekend_that_was_worked_before_the_plan_began_in_it_is_not_added_twice() -> None:
    sunday, rule = date(2026, 12, 6), setting("weekends", maximum=1, carry=True)
    fresh = plan_of(7, sunday).known_since(-7).brings("ann", weekends=1)
    assert amount(fresh, {"ann": ["D@0"]}, rule) == 1
    assert amount(fresh.worked("ann", "D", -1), {"ann": ["D@0"]}, rule) == 0
    assert amount(fresh, {"ann": ["D@0", "D@6"]}, rule) == 1


def test_what_others_bring_along_and_weekdays_worked_before_the_plan_change_nothing() -> None:
    sunday, rule = date(2026, 12, 6), setting("weekends", maximum=1, carry=True)
    build = plan_of(7, sunday).known_since(-7).people("ben").brings("ann", weekends=1).brings("ben", weekends=7)
    found = breaches(build.worked("ann", "D", -2), {"ann": ["D@0"]}, rule)
    assert [(v.employee, v.amount) for v in found] == [("ann", 1), ("ben", 6)]


def test_weekends_of_other_days_cannot_be_added() -> None:
    with pytest.raises(InvalidInput, match="known for weekends of Saturday and Sunday; choose these days"):
        amount(plan_of(), {}, setting("weekends", days=(4, 5), carry=True))
    assert amount(plan_of(), {}, setting("weekends", days=(6, 5), carry=True)) == 0


def test_only_the_number_is_told_apart_by_what_came_before() -> None:
    """The narrower three in a row take the place of one in a row; both numbers hold."""
    build = plan_of().brings("ann", weekends=4)
    wide = replace(setting("weekends", maximum=1, in_a_row=1), id="wide")
    near = setting("weekends", scope=Scope(ScopeKind.EMPLOYEE, ("ann",)), maximum=5, in_a_row=3, carry=True)
    found = score(build.problem, roster({"ann": ["D@5", "D@12"]}), [wide, near]).violations
    assert [(v.setting, v.amount) for v in found] == [("wide", 1), (near.id, 1)]
    assert found[0].message == "Ann works 2 weekends, at most 1 wanted"


@pytest.mark.parametrize("params", [{"maximum": 0}, {"in_a_row": 1}, {"complete": True}])
def test_where_the_plan_has_no_weekend_day_that_is_all_that_is_doubted(params: dict[str, int]) -> None:
    (found,) = doubts(plan_of(5), setting("weekends", **params))
    assert found.message.startswith("None of the weekend days lies in the plan")


@pytest.mark.parametrize(("worked", "known"), [((-1,), 2), ((-2, -3), 2), ((-2, -8), 3)])
def test_each_week_on_record_makes_a_row_possible_that_is_one_longer(worked: tuple[int, ...], known: int) -> None:
    build = plan_of(7).worked("ann", "D", *worked)
    assert doubts(build, setting("weekends", in_a_row=known - 1)) == []
    (found,) = doubts(build, setting("weekends", in_a_row=known))
    assert found.message.startswith(f"The plan and the record hold no more than {known} weekends, so {known} in a row")


def test_what_came_before_and_a_number_of_short_weekends_can_be_meant() -> None:
    assert doubts(plan_of(7), setting("weekends", maximum=1, carry=True)) == []
    assert doubts(plan_of(7), setting("weekends", days=(5,), maximum=0)) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "any weekends"),
        ({"maximum": 1}, "at most 1 weekend"),
        ({"maximum": 2, "carry": True}, "at most 2 weekends (with those before the plan)"),
        ({"complete": True, "in_a_row": 3}, "whole weekends or none, at most 3 weekends in a row"),
    ],
)
def test_the_sentence_says_what_is_set(params: dict[str, int], words: str) -> None:
    rule = catalogue()["weekends"]
    assert rule.phrase(rule.Params.model_validate(params)) == f"works {words}"
