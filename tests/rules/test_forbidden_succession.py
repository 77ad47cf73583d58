"""Forbidden succession: only the very next date, in the order given, also from the week before."""

from datetime import date

import pytest

from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue
from tests.builders import ProblemBuilder, amount, breaches, setting

NIGHT_THEN_DAY = setting("forbidden_succession", pairs=(("N", "D"),))


def week(start: date = date(2026, 11, 30)) -> ProblemBuilder:
    build = ProblemBuilder(start=start).people("ann", "bob").template("D", 720, 1080, frozenset({"day"}))
    build.template("S", 360, 420).template("N", 1320, 1800)
    return build.plan("D").plan("S").plan("N")


def test_only_the_next_date_counts() -> None:
    assert amount(week(), {"ann": ["N@0", "D@1"]}, NIGHT_THEN_DAY) == 1
    assert amount(week(), {"ann": ["N@0", "D@2"]}, NIGHT_THEN_DAY) == 0
    assert amount(week(), {"ann": ["D@0", "N@0"]}, NIGHT_THEN_DAY) == 0


def test_the_order_matters_and_people_are_apart() -> None:
    assert amount(week(), {"ann": ["D@0", "N@1"]}, NIGHT_THEN_DAY) == 0
    assert amount(week(), {"ann": ["N@0"], "bob": ["D@1"]}, NIGHT_THEN_DAY) == 0


def test_each_pair_counts_where_a_day_holds_several_shifts() -> None:
    rule = setting("forbidden_succession", pairs=(("N", "D"), ("N", "S"), ("S", "D")))
    assert amount(week(), {"ann": ["S@0", "N@0", "S@1", "D@1"]}, rule) == 3


def test_a_pair_named_twice_counts_once() -> None:
    rule = setting("forbidden_succession", pairs=(("N", "D"), ("N", "D")))
    assert amount(week(), {"ann": ["N@0", "D@1"]}, rule) == 1


def test_a_template_may_be_forbidden_after_itself() -> None:
    rule = setting("forbidden_succession", pairs=(("N", "N"),))
    assert amount(week(), {"ann": ["N@0", "N@1", "N@2"]}, rule) == 2


def test_the_last_day_of_the_week_before_counts_and_the_one_before_it_does_not() -> None:
    assert amount(week().worked("ann", "N", -1), {"ann": ["D@0"]}, NIGHT_THEN_DAY) == 1
    assert amount(week().worked("ann", "N", -2), {"ann": ["D@0"]}, NIGHT_THEN_DAY) == 0


def test_dates_follow_each_other_also_where_clocks_change() -> None:
    assert amount(week(date(2026, 10, 24)), {"ann": ["N@0", "D@1"]}, NIGHT_THEN_DAY) == 1


def test_filters_are_about_the_later_shift() -> None:
    for scope, units in (
        (Scope(weekdays=frozenset({1})), 1),
        (Scope(weekdays=frozenset({0})), 0),
        (Scope(template_labels=frozenset({"day"})), 1),
        (Scope(template_labels=frozenset({"night"})), 0),
    ):
        rule = setting("forbidden_succession", scope=scope, pairs=(("N", "D"),))
        assert amount(week(), {"ann": ["N@0", "D@1"]}, rule) == units


def test_the_sentence_names_both_shifts() -> None:
    (found,) = breaches(week(), {"ann": ["N@0", "D@1"]}, NIGHT_THEN_DAY)
    assert found.message == "Ann works D on Tue 1 Dec right after N on Mon 30 Nov"
    assert found.shifts == ("N@0", "D@1")


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ((("N", "D"),), "never works N and then D on consecutive days"),
        ((("N", "D"), ("D", "S")), "never works N and then D or D and then S on consecutive days"),
        ((("N", "D"), ("D", "S"), ("S", "S")), "never works any of 3 forbidden pairs of shifts on consecutive days"),
        ((), "never works any of 0 forbidden pairs on consecutive days"),
    ],
)
def test_two_pairs_are_named_and_more_are_counted(pairs: tuple[tuple[str, str], ...], said: str) -> None:
    rule = catalogue()["forbidden_succession"]
    assert rule.phrase(rule.Params(pairs=pairs)) == said
