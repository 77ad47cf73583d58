"""Single days: between two known days of the other kind, counted where the plan decides the last of the three."""

from datetime import date

import pytest

from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

WORK = setting("isolated_day")
OFF = setting("isolated_day", which="off")


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    build = ProblemBuilder(days, start).people("ann", "bob").template("D", 480, 960, frozenset({"day"}))
    return build.template("L", 1020, 1200).template("N", 1320, 1800).plan("D").plan("L").plan("N")


def worked(*days: int) -> dict[str, list[str]]:
    return {"ann": [f"D@{k}" for k in days]}


@pytest.mark.parametrize(
    ("days", "work", "off"), [((3,), 1, 0), ((2, 3), 0, 0), ((1, 3, 5), 3, 2), ((1, 2, 4, 5), 0, 1)]
)
def test_one_day_between_two_of_the_other_kind_is_an_occurrence(days: tuple[int, ...], work: int, off: int) -> None:
    assert amount(plan_of(), worked(*days), WORK) == work
    assert amount(plan_of(), worked(*days), OFF) == off


def test_two_days_off_in_a_row_are_not_single() -> None:
    assert amount(plan_of(), worked(1, 2, 5, 6), OFF) == 0


def test_each_occurrence_costs_the_weight_and_is_named() -> None:
    (first, second) = breaches(plan_of(), worked(1, 4), setting("isolated_day", 20))
    assert (first.penalty, second.penalty) == (20, 20)
    assert [first.date, second.date] == [date(2026, 12, 1), date(2026, 12, 4)]
    assert second.message == "Ann has a single working day on Fri 4 Dec"
    (off,) = breaches(plan_of(), worked(1, 3), OFF)
    assert off.message == "Ann has a single day off on Wed 2 Dec"


def test_the_first_and_the_last_known_day_are_never_single() -> None:
    assert amount(plan_of(), worked(0), WORK) == 0
    assert amount(plan_of(), worked(6), WORK) == 0
    assert amount(plan_of(), worked(*range(1, 6)), OFF) == 0


def test_two_shifts_on_one_date_make_one_working_day_and_a_night_only_its_first() -> None:
    assert amount(plan_of(), {"ann": ["D@3", "L@3"]}, WORK) == 1
    assert amount(plan_of(), {"ann": ["N@3"]}, WORK) == 1
    assert amount(plan_of(), {"ann": ["N@3", "D@5"]}, OFF) == 1


def test_people_are_apart_and_somebody_with_nothing_has_no_single_day() -> None:
    assert amount(plan_of(), {"ann": ["D@1", "D@3"], "bob": ["D@2"]}, OFF) == 1
    assert amount(plan_of(), {}, WORK) == 0
    assert amount(plan_of(), {}, OFF) == 0


def test_the_first_day_is_single_where_the_day_before_is_known() -> None:
    assert amount(plan_of().known_since(-1), worked(0), WORK) == 1
    assert amount(plan_of().known_since(-1).worked("ann", "D", -1), worked(0), WORK) == 0
    assert amount(plan_of().known_since(-1).worked("ann", "D", -1), worked(1), OFF) == 1
    assert amount(plan_of().worked("ann", "D", -1), worked(1), OFF) == 0


def test_the_day_before_the_plan_is_single_where_the_first_day_makes_it_so() -> None:
    build = plan_of().known_since(-2).worked("ann", "D", -1)
    assert [(v.date, v.amount) for v in breaches(build, {}, WORK)] == [(date(2026, 11, 29), 1)]
    assert amount(build, worked(0), WORK) == 0
    assert amount(plan_of().known_since(-1).worked("ann", "D", -1), {}, WORK) == 0
    assert amount(plan_of().known_since(-2).worked("ann", "D", -2), worked(0, 1), OFF) == 1


def test_what_was_complete_before_the_plan_is_nobodys_to_mend() -> None:
    assert amount(plan_of().known_since(-9).worked("ann", "D", -2), {}, WORK) == 0
    assert amount(plan_of().known_since(-9).worked("ann", "D", -3, -1), worked(0), OFF) == 0


def test_time_off_makes_days_off() -> None:
    assert amount(plan_of().off("ann", 2, 0, 1440), worked(1, 3), OFF) == 1


def test_filters_on_days_are_about_the_single_day() -> None:
    for scope, units in (
        (Scope(weekdays=frozenset({1})), 1),
        (Scope(weekdays=frozenset({0, 2})), 0),
        (Scope(dates=frozenset({date(2026, 12, 1)})), 1),
        (Scope(template_labels=frozenset({"night"})), 1),
    ):
        assert amount(plan_of(), worked(1), setting("isolated_day", scope=scope)) == units


def test_a_single_day_across_a_clock_change_is_single() -> None:
    assert amount(plan_of(start=date(2026, 10, 24)), {"ann": ["N@1"]}, WORK) == 1


def test_a_plan_of_two_days_with_nothing_before_it_is_doubted() -> None:
    said = "No day has a known one before and after it, so none is single; plan more days."
    assert [doubt.message for doubt in doubts(plan_of(2), WORK)] == [said]
    assert doubts(plan_of(2).known_since(-1), WORK) == []
    assert doubts(plan_of(3), WORK) == []


def test_template_labels_are_doubted_because_every_shift_makes_a_working_day() -> None:
    (found,) = doubts(plan_of(), setting("isolated_day", scope=Scope(template_labels=frozenset({"day"}))))
    assert found.message.startswith("Every shift makes a working day here")


def test_the_sentence_says_which_day() -> None:
    rule = catalogue()["isolated_day"]
    assert rule.phrase(rule.Params()) == "never has a single working day"
    assert rule.phrase(rule.Params(which="off")) == "never has a single day off"
