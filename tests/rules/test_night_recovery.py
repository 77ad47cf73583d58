"""Recovery after nights: from the end of the last night of a run to whatever comes next."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

TWO_DAYS = setting("night_recovery", 5, hours=48)


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    build = ProblemBuilder(days, start).people("ann", "bob").template("D", 360, 840, frozenset({"day"}))
    return build.template("N", 1320, 1800, frozenset({"night"})).template("L", 900, 1320).plan("D").plan("N").plan("L")


def test_exactly_so_many_hours_are_enough_and_a_minute_less_is_not() -> None:
    """The night of Monday ends on Tuesday at 6:00; the day shift of Thursday starts 48 hours later."""
    plan = {"ann": ["N@0", "D@3"]}
    assert amount(plan_of(), plan, TWO_DAYS) == 0
    assert amount(plan_of(), plan, setting("night_recovery", hours=49)) == 1
    assert amount(plan_of(), {"ann": ["N@0", "L@2"]}, setting("night_recovery", hours=33)) == 0
    assert amount(plan_of(), {"ann": ["N@0", "L@2"]}, setting("night_recovery", hours=34)) == 1


@pytest.mark.parametrize(("begins", "units"), [(360, 0), (359, 1)])
def test_a_recovery_that_is_a_minute_short_is_too_short(begins: int, units: int) -> None:
    build = plan_of().template("B", begins, 600).plan("B")
    assert amount(build, {"ann": ["N@0", "B@3"]}, TWO_DAYS) == units


def test_only_the_last_night_of_a_run_asks_for_recovery() -> None:
    assert amount(plan_of(), {"ann": ["N@0", "N@1", "N@2"]}, TWO_DAYS) == 0
    assert amount(plan_of(), {"ann": ["N@0", "N@1", "N@2", "L@4"]}, TWO_DAYS) == 1


def test_a_night_that_comes_too_early_after_a_free_day_counts_too() -> None:
    """From Tuesday 6:00 to Wednesday 22:00 are 40 hours."""
    assert amount(plan_of(), {"ann": ["N@0", "N@2"]}, TWO_DAYS) == 1


def test_each_occurrence_costs_the_weight_and_is_named() -> None:
    (breach,) = breaches(plan_of(), {"ann": ["N@0", "L@2"]}, TWO_DAYS)
    assert (breach.penalty, breach.date, breach.shifts) == (5, date(2026, 12, 2), ("N@0", "L@2"))
    assert breach.message == "Ann has only 33 h free after the night of Mon 30 Nov"


@pytest.mark.parametrize(("nights", "expected"), [(1, 1), (2, 1), (3, 0)])
def test_shorter_runs_ask_for_nothing(nights: int, expected: int) -> None:
    rule = setting("night_recovery", hours=48, nights=nights)
    assert amount(plan_of(), {"ann": ["N@0", "N@1", "L@3"]}, rule) == expected


def test_nights_before_the_plan_count_and_only_a_shift_of_the_plan_is_too_early() -> None:
    build = plan_of().worked("ann", "N", -2, -1)
    assert amount(build, {"ann": ["L@0"]}, TWO_DAYS) == 1
    assert amount(build, {"ann": ["L@0"]}, setting("night_recovery", nights=3)) == 0
    assert amount(build, {"ann": ["N@0"]}, TWO_DAYS) == 0, "the run goes on"
    assert amount(build, {"ann": ["N@0", "L@2"]}, setting("night_recovery", nights=3)) == 1
    assert amount(plan_of().worked("ann", "N", -5).worked("ann", "D", -4), {}, TWO_DAYS) == 0


def test_an_hour_that_the_clocks_take_is_not_rested() -> None:
    """Clocks go forward on the Sunday, day 3: from Saturday 6:00 to Monday 6:00 are 47 hours."""
    build = plan_of(7, date(2026, 3, 26))
    assert amount(build, {"ann": ["N@1", "D@4"]}, TWO_DAYS) == 1
    assert amount(build, {"ann": ["N@1", "D@4"]}, setting("night_recovery", hours=47)) == 0


def test_nights_may_be_named_or_filtered() -> None:
    late = setting("night_recovery", hours=24, templates=["L"])
    assert amount(plan_of(), {"ann": ["L@0", "D@1"]}, late) == 1
    assert amount(plan_of(), {"ann": ["L@0", "D@1"]}, setting("night_recovery", hours=24)) == 0
    on_mondays = setting("night_recovery", scope=Scope(weekdays=frozenset({0})), hours=48)
    assert amount(plan_of(), {"ann": ["N@0", "L@2"], "bob": ["N@1", "L@3"]}, on_mondays) == 1


def test_somebody_with_nothing_has_nothing_to_recover_from() -> None:
    assert amount(plan_of(), {}, TWO_DAYS) == 0


@pytest.mark.parametrize(
    ("start", "end", "night"), [(1320, 1620, False), (1320, 1621, True), (180, 240, True), (181, 240, False)]
)
def test_three_in_the_morning_is_in_a_shift_from_its_start_to_before_its_end(start: int, end: int, night: bool) -> None:
    build = plan_of().template("X", start, end).plan("X")
    assert amount(build, {"ann": ["X@0", "L@1"]}, TWO_DAYS) == int(night)


def test_a_shift_that_starts_as_the_night_ends_is_too_early() -> None:
    assert amount(plan_of(), {"ann": ["N@0", "D@1"]}, setting("night_recovery", hours=1)) == 1


def test_several_early_shifts_after_one_night_are_one_occurrence_and_the_first_is_named() -> None:
    (breach,) = breaches(plan_of(), {"ann": ["N@0", "L@1", "D@2"]}, TWO_DAYS)
    assert (breach.amount, breach.shifts, breach.date) == (1, ("N@0", "L@1"), date(2026, 12, 1))
    assert breach.message == "Ann has only 9 h free after the night of Mon 30 Nov"


def test_nights_with_a_free_date_between_are_no_run_and_people_are_apart() -> None:
    twice = setting("night_recovery", hours=48, nights=2)
    assert amount(plan_of(), {"ann": ["N@0", "N@2", "L@4"]}, twice) == 0
    assert amount(plan_of(), {"ann": ["N@0"], "bob": ["N@1", "L@3"]}, twice) == 0
    assert amount(plan_of(), {"ann": ["N@0"], "bob": ["L@1"]}, TWO_DAYS) == 0


def test_two_nights_of_one_date_make_one_day_of_a_run_and_each_is_its_last() -> None:
    """A night from 2:00 to 4:00, and the usual one on the evening of the same date, 18 hours later."""
    build = plan_of().template("X", 120, 240).plan("X")
    assert amount(build, {"ann": ["X@1", "N@1"]}, TWO_DAYS) == 1
    assert amount(build, {"ann": ["X@1", "N@1", "L@3"]}, TWO_DAYS) == 2
    assert amount(build, {"ann": ["X@1", "N@1", "L@3"]}, setting("night_recovery", nights=2)) == 0
    assert amount(build, {"ann": ["X@1", "N@1", "X@2"]}, TWO_DAYS) == 0


def test_a_run_on_the_last_day_of_the_plan_ends_there() -> None:
    build = plan_of().template("X", 120, 240).plan("X")
    assert amount(build, {"ann": ["X@6", "L@6"]}, TWO_DAYS) == 1
    assert amount(build, {"ann": ["N@6"]}, TWO_DAYS) == 0


def test_an_hour_that_the_clocks_give_is_rested() -> None:
    """Clocks go back on the Sunday, day 1: from Saturday 6:00 to Monday 6:00 are 49 hours."""
    build = plan_of(7, date(2026, 10, 24)).worked("ann", "N", -1)
    assert amount(build, {"ann": ["D@2"]}, setting("night_recovery", hours=49)) == 0
    assert amount(build, {"ann": ["D@2"]}, setting("night_recovery", hours=50)) == 1


def test_a_label_chooses_the_nights_and_any_shift_comes_too_early() -> None:
    for label, units in (("night", 1), ("day", 0)):
        scope = Scope(template_labels=frozenset({label}))
        assert amount(plan_of(), {"ann": ["N@0", "L@2"]}, setting("night_recovery", scope=scope)) == units


@pytest.mark.parametrize("params", [{"hours": 0}, {"hours": 337}, {"nights": 0}])
def test_less_than_an_hour_or_a_night_or_more_than_two_weeks_are_refused(params: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match="Recovery after nights"):
        amount(plan_of(), {}, setting("night_recovery", **params))


def test_a_run_that_is_nowhere_so_long_is_doubted() -> None:
    (few,) = doubts(plan_of(3), setting("night_recovery", nights=4))
    assert few.message.startswith("Nowhere are there nights on 4 dates in a row")
    assert not doubts(plan_of(3).worked("ann", "N", -1), setting("night_recovery", nights=4))


def test_what_can_never_matter_is_said() -> None:
    build = ProblemBuilder().people("ann").template("D", 480, 960).plan("D")
    assert "three in the morning" in doubts(build, TWO_DAYS)[0].message
    assert not doubts(plan_of(), TWO_DAYS)
    (gone,) = doubts(plan_of(), setting("night_recovery", templates=["gone"]))
    assert gone.message.startswith("No shift of a template that no longer exists is planned, so it makes no nights")


def test_it_reads_as_a_sentence() -> None:
    rule = catalogue()["night_recovery"]
    late = rule.phrase(rule.Params(templates=("Late", "Night")))
    assert late == "is free for at least 48 hours after the last night (Late or Night) of a run"
    assert rule.phrase(rule.Params(hours=36, nights=2)) == "is free for at least 36 hours after 2 nights in a row"


def test_a_run_of_nights_before_the_plan_counts_all_of_them() -> None:
    build = plan_of().worked("ann", "N", -4, -3, -2, -1)
    assert amount(build, {"ann": ["D@0"]}, setting("night_recovery", nights=4)) == 1
    assert amount(build, {"ann": ["D@0"]}, setting("night_recovery", nights=5)) == 0
