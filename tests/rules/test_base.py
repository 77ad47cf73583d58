"""Applied settings: which shifts and dates the filters of a scope let through."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.domain.calendar import DayClass, Holiday
from scheduling.domain.settings import Scope
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from tests.builders import MONDAY, ProblemBuilder, setting

TUESDAY = date(2026, 12, 1)
EARLY, NIGHT, NONE = frozenset({"early"}), frozenset({"night", "late"}), frozenset[str]()


def applied(scope: Scope) -> Applied:
    """A setting in a week of which the Tuesday is a holiday."""
    problem = replace(ProblemBuilder().people("ann").problem, holidays=(Holiday(TUESDAY, "Feast"),))
    (one,) = apply_settings(problem, [setting("preferences", scope=scope)])
    return one


def test_without_a_filter_everything_is_let_through() -> None:
    assert applied(Scope()).covers(MONDAY, NONE)
    assert applied(Scope()).covers(TUESDAY, EARLY)


@pytest.mark.parametrize(("labels", "through"), [(NONE, False), (EARLY, False), (NIGHT, True), (EARLY | NIGHT, True)])
def test_one_label_in_common_is_enough(labels: frozenset[str], through: bool) -> None:
    assert applied(Scope(template_labels=frozenset({"night"}))).covers(MONDAY, labels) is through


@pytest.mark.parametrize(
    "scope",
    [
        Scope(weekdays=frozenset({1, 6})),
        Scope(dates=frozenset({TUESDAY})),
        Scope(day_classes=frozenset({DayClass.HOLIDAY, DayClass.WEEKEND})),
    ],
    ids=["weekdays", "dates", "kinds of days"],
)
def test_a_filter_on_days_lets_its_days_through(scope: Scope) -> None:
    assert applied(scope).covers(TUESDAY, NONE)
    assert not applied(scope).covers(MONDAY, NONE)


@pytest.mark.parametrize(
    "missed",
    [
        {"template_labels": frozenset({"late"})},
        {"weekdays": frozenset({0})},
        {"dates": frozenset({MONDAY})},
        {"day_classes": frozenset({DayClass.WORKDAY})},
    ],
    ids=["label", "weekday", "date", "kind of day"],
)
def test_every_filter_has_to_let_a_shift_through(missed: dict[str, frozenset[str]]) -> None:
    met = Scope(
        template_labels=EARLY,
        weekdays=frozenset({1}),
        dates=frozenset({TUESDAY}),
        day_classes=frozenset({DayClass.HOLIDAY}),
    )
    assert applied(met).covers(TUESDAY, EARLY)
    assert not applied(replace(met, **missed)).covers(TUESDAY, EARLY)


def test_labels_say_nothing_about_a_date_as_such() -> None:
    assert applied(Scope(template_labels=EARLY)).covers_day(MONDAY)
    assert not applied(Scope(template_labels=EARLY, weekdays=frozenset({1}))).covers_day(MONDAY)


def test_help_is_the_docstring_in_one_line() -> None:
    assert catalogue()["preferences"].help.startswith("Follows standing wishes. An assignment that somebody wished")


def test_a_setting_as_it_holds_is_told_from_others_and_shown_without_the_problem() -> None:
    one = applied(Scope())
    assert replace(one, problem=ProblemBuilder().problem) == one
    assert "problem" not in repr(one)
