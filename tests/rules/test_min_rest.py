"""Minimum rest: exactly enough is enough, across midnight, clock changes and the week's edge."""

from datetime import date

import pytest

from scheduling.domain.settings import RuleSetting, Scope
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting


def plan_of(start: date = MONDAY) -> ProblemBuilder:
    """D 08–16, L 15–23, N 22–06 and a short S 06–07."""
    build = ProblemBuilder(start=start).people("ann", "bob").template("D", 480, 960, frozenset({"day"}))
    build.template("L", 900, 1380).template("N", 1320, 1800).template("S", 360, 420)
    for code in "DLNS":
        build.plan(code)
    return build


@pytest.mark.parametrize(("hours", "units"), [(9, 0), (10, 1)])
def test_a_rest_exactly_at_the_limit_is_enough(hours: int, units: int) -> None:
    assert amount(plan_of(), {"ann": ["L@0", "D@1"]}, setting("min_rest", hours=hours)) == units


@pytest.mark.parametrize(("begins", "units"), [(540, 0), (539, 1)])
def test_a_rest_that_is_a_minute_short_is_too_short(begins: int, units: int) -> None:
    build = plan_of().template("B", begins, begins + 60).plan("B")
    assert amount(build, {"ann": ["S@0", "B@0"]}, setting("min_rest", hours=2, before=("B",))) == units


def test_shifts_that_overlap_by_a_minute_have_no_rest_between_them_that_could_be_too_short() -> None:
    build = plan_of().template("B", 419, 479).plan("B")
    assert amount(build, {"ann": ["S@0", "B@0"]}, setting("min_rest", hours=2)) == 0


def test_no_gap_at_all_counts() -> None:
    assert amount(plan_of(), {"ann": ["N@0", "S@1"]}, setting("min_rest", hours=1)) == 1


def test_rest_after_a_night_is_measured_from_the_morning_it_ends() -> None:
    build = plan_of()
    assert amount(build, {"ann": ["N@0", "L@1"]}, setting("min_rest", hours=9)) == 0
    assert amount(build, {"ann": ["N@0", "L@1"]}, setting("min_rest", hours=10)) == 1


def test_every_pair_that_lies_too_close_counts_also_with_a_shift_between() -> None:
    plan = {"ann": ["N@0", "S@1", "D@1"]}
    assert amount(plan_of(), plan, setting("min_rest", hours=2)) == 2
    assert amount(plan_of(), plan, setting("min_rest", hours=3)) == 3


def test_one_persons_shifts_never_lie_close_to_anothers() -> None:
    assert amount(plan_of(), {"ann": ["L@0"], "bob": ["D@1"]}, setting("min_rest", hours=11)) == 0


@pytest.mark.parametrize(("hours", "units"), [(9, 0), (10, 1)])
def test_a_shift_of_the_week_before_counts(hours: int, units: int) -> None:
    build = plan_of().worked("ann", "L", -1)
    assert amount(build, {"ann": ["D@0"]}, setting("min_rest", hours=hours)) == units
    assert amount(build, {"bob": ["D@0"]}, setting("min_rest", hours=hours)) == 0


def test_a_night_that_ends_as_the_first_shift_of_the_plan_begins_leaves_no_rest() -> None:
    assert amount(plan_of().worked("ann", "N", -1), {"ann": ["S@0"]}, setting("min_rest", hours=1)) == 1


def barred(build: ProblemBuilder, rule: RuleSetting) -> list[str]:
    """The shifts of the plan that what was worked before rules out."""
    (applied,) = apply_settings(build.problem, [rule])
    return [shift for bound in catalogue()["min_rest"].bounds(applied) for shift in bound.shifts]


def test_what_was_worked_before_bars_the_shifts_that_begin_too_soon_to_the_minute() -> None:
    build = plan_of().template("B", 479, 600).plan("B").template("O", 359, 400).plan("O").worked("ann", "L", -3)
    assert barred(build.worked("ann", "N", -1), setting("min_rest", None, hours=2)) == ["S@0", "B@0"]


@pytest.mark.parametrize(
    ("scope", "params"),
    [(Scope(), {"before": ("D",)}), (Scope(template_labels=frozenset({"day"})), {})],
    ids=["named", "labelled"],
)
def test_what_was_worked_before_bars_only_the_shifts_that_the_rule_is_about(
    scope: Scope, params: dict[str, tuple[str, ...]]
) -> None:
    rule = setting("min_rest", None, scope, hours=3, **params)
    assert barred(plan_of().worked("ann", "N", -1), rule) == ["D@0"]


@pytest.mark.parametrize(("begins", "doubted"), [(540, 1), (539, 0)])
def test_a_rest_that_every_two_shifts_leave_to_the_minute_is_doubted(begins: int, doubted: int) -> None:
    build = ProblemBuilder(1).people("ann").template("S", 360, 420).template("B", begins, 600).plan("S").plan("B")
    assert len(doubts(build, setting("min_rest", hours=2))) == doubted


def test_only_rests_before_the_shifts_named_can_be_too_short() -> None:
    (found,) = doubts(plan_of(), setting("min_rest", hours=3, after=("S",), before=("N",)))
    assert found.message.startswith("No two of these shifts lie less than 3 hours apart")
    assert doubts(plan_of(), setting("min_rest", hours=3, after=("S",), before=("D",))) == []


def test_two_shifts_of_the_past_are_not_charged_again() -> None:
    build = plan_of().worked("ann", "L", -3).worked("ann", "D", -2)
    assert amount(build, {"ann": ["D@3"]}, setting("min_rest", hours=11)) == 0


@pytest.mark.parametrize(
    ("saturday", "rest"),
    [(date(2026, 3, 28), 8), (date(2026, 10, 24), 10), (MONDAY, 9)],
    ids=["an hour lost", "an hour gained", "an ordinary night"],
)
def test_a_night_in_which_clocks_change_is_rested_as_long_as_it_really_is(saturday: date, rest: int) -> None:
    plan = {"ann": ["L@0", "D@1"]}
    assert amount(plan_of(saturday), plan, setting("min_rest", hours=rest)) == 0
    assert amount(plan_of(saturday), plan, setting("min_rest", hours=rest + 1)) == 1


def test_after_and_before_limit_it_to_some_templates() -> None:
    plan = {"ann": ["L@0", "D@1"]}
    for params, units in (
        ({"after": ("L",)}, 1),
        ({"after": ("N",)}, 0),
        ({"before": ("D", "S")}, 1),
        ({"before": ("L",)}, 0),
        ({"after": ("L",), "before": ("D",)}, 1),
        ({"after": ("D",), "before": ("L",)}, 0),
    ):
        assert amount(plan_of(), plan, setting("min_rest", hours=11, **params)) == units


@pytest.mark.parametrize(
    ("scope", "params"),
    [(Scope(), {"before": ("D",)}), (Scope(template_labels=frozenset({"day"})), {})],
    ids=["named", "labelled"],
)
def test_two_shifts_too_close_to_a_third_are_not_too_close_to_each_other_where_only_the_third_counts(
    scope: Scope, params: dict[str, tuple[str, ...]]
) -> None:
    build = plan_of().template("M", 425, 450).plan("M")
    rule = setting("min_rest", None, scope, hours=2, **params)
    assert amount(build, {"ann": ["S@0", "M@0"]}, rule) == 0
    assert amount(build, {"ann": ["S@0", "M@0", "D@0"]}, rule) == 2


def test_filters_are_about_the_later_shift() -> None:
    plan = {"ann": ["L@0", "D@1"]}
    for scope, units in (
        (Scope(weekdays=frozenset({0})), 0),
        (Scope(weekdays=frozenset({1})), 1),
        (Scope(template_labels=frozenset({"day"})), 1),
        (Scope(dates=frozenset({MONDAY})), 0),
    ):
        assert amount(plan_of(), plan, setting("min_rest", scope=scope, hours=11)) == units


def test_the_sentence_says_who_how_short_and_between_what_and_names_both_shifts() -> None:
    (found,) = breaches(plan_of(), {"ann": ["L@0", "D@1"]}, setting("min_rest", 4, hours=11))
    assert found.message == "Ann rests only 9 h between L on Mon 30 Nov and D on Tue 1 Dec"
    assert (found.penalty, found.date, found.shifts) == (4, date(2026, 12, 1), ("L@0", "D@1"))


def test_of_a_rest_after_the_week_before_only_the_planned_shift_is_named() -> None:
    (found,) = breaches(plan_of().worked("ann", "L", -1), {"ann": ["D@0"]}, setting("min_rest", 4, hours=11))
    assert found.message == "Ann rests only 9 h between L on Sun 29 Nov and D on Mon 30 Nov"
    assert found.shifts == ("D@0",)


def test_only_the_templates_named_are_rested_from_also_before_the_plan() -> None:
    build = plan_of().worked("ann", "N", -1)
    assert amount(build, {"ann": ["D@0"]}, setting("min_rest", hours=3, after=("L",))) == 0
    assert amount(build, {"ann": ["D@0"]}, setting("min_rest", hours=3, after=("N",))) == 1


def test_a_rest_before_no_shift_at_all_is_not_doubted_as_too_short() -> None:
    late = Scope(template_labels=frozenset({"late"}))
    assert doubts(plan_of(), setting("min_rest", 1, late, hours=1)) == []
