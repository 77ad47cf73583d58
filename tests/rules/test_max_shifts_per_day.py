"""Shifts per day: counted on the date they start on."""

from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue
from tests.builders import ProblemBuilder, amount, breaches, setting


def week() -> ProblemBuilder:
    build = ProblemBuilder().people("ann", "bob").template("A", 360, 600, frozenset({"short"}))
    build.template("B", 600, 840).template("N", 1320, 1800)
    return build.plan("A").plan("B").plan("N")


def test_the_limit_itself_is_allowed_and_each_shift_above_it_counts() -> None:
    plan = {"ann": ["A@0", "B@0", "N@0"]}
    for maximum, units in ((3, 0), (2, 1), (1, 2), (0, 3)):
        assert amount(week(), plan, setting("max_shifts_per_day", maximum=maximum)) == units


def test_one_a_day_is_what_holds_unless_told_otherwise() -> None:
    assert amount(week(), {"ann": ["A@0", "B@0"]}, setting("max_shifts_per_day")) == 1


def test_a_night_belongs_to_the_date_it_starts_on() -> None:
    assert amount(week(), {"ann": ["N@0", "A@1"]}, setting("max_shifts_per_day")) == 0
    assert amount(week(), {"ann": ["N@0", "A@0"]}, setting("max_shifts_per_day")) == 1


def test_dates_and_people_are_counted_apart() -> None:
    plan = {"ann": ["A@0", "B@1"], "bob": ["B@0", "N@0"]}
    assert [(v.employee, v.shifts) for v in breaches(week(), plan, setting("max_shifts_per_day"))] == [
        ("bob", ("B@0", "N@0"))
    ]


def test_where_none_is_allowed_one_of_several_is_too_many() -> None:
    assert amount(week(), {"ann": ["B@0"]}, setting("max_shifts_per_day", maximum=0)) == 1


def test_a_date_with_too_many_names_its_own_shifts() -> None:
    plan = {"ann": ["A@0", "A@1", "B@1"]}
    assert [v.shifts for v in breaches(week(), plan, setting("max_shifts_per_day"))] == [("A@1", "B@1")]


def test_what_was_worked_the_day_before_the_plan_does_not_count() -> None:
    assert amount(week().worked("ann", "N", -1), {"ann": ["A@0"]}, setting("max_shifts_per_day")) == 0


def test_filters_choose_the_shifts_that_are_counted() -> None:
    scope = Scope(template_labels=frozenset({"short"}))
    assert amount(week(), {"ann": ["A@0", "B@0"]}, setting("max_shifts_per_day", scope=scope)) == 0
    scope = Scope(weekdays=frozenset({1}))
    plan = {"ann": ["A@0", "B@0", "A@1", "B@1"]}
    assert amount(week(), plan, setting("max_shifts_per_day", scope=scope)) == 1


def test_the_sentence_says_how_many_and_how_many_too_many() -> None:
    (found,) = breaches(week(), {"ann": ["A@1", "B@1", "N@1"]}, setting("max_shifts_per_day", 5))
    assert found.message == "Ann works 3 shifts on Tue 1 Dec, 2 too many"
    assert (found.penalty, found.date) == (10, week().day(1))
    rule = catalogue()["max_shifts_per_day"]
    said = [rule.phrase(rule.Params(maximum=number)) for number in (0, 1, 2)]
    assert said == ["works at most 0 shifts a day", "works at most 1 shift a day", "works at most 2 shifts a day"]
