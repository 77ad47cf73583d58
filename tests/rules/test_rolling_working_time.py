"""Rolling working time: every stretch that ends in the plan, with what was worked before it, in real minutes."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

CODE = "rolling_working_time"


def plan_of(days: int = 14, start: date = MONDAY) -> ProblemBuilder:
    """Day and night shifts of eight hours on every day."""
    build = ProblemBuilder(days, start).people("ann", "ben").template("D", 480, 960)
    return build.template("N", 1320, 1800, frozenset({"night"})).plan("D").plan("N")


def on(*days: int) -> dict[str, list[str]]:
    return {"ann": [f"D@{day}" for day in days]}


@pytest.mark.parametrize(("maximum", "units"), [(1440, 0), (1439, 1), (1380, 60), (0, 480 + 960 + 1440)])
def test_every_minute_above_the_maximum_is_a_unit(maximum: int, units: int) -> None:
    assert amount(plan_of(3), on(0, 1, 2), setting(CODE, days=3, maximum=maximum)) == units


def test_a_week_of_49_hours_is_an_hour_over_48_and_costs_180_at_weight_three() -> None:
    build = plan_of(6).template("H", 960, 1020).plan("H", 5)
    plan = {"ann": [*on(0, 1, 2, 3, 4, 5)["ann"], "H@5"]}
    (found,) = breaches(build, plan, setting(CODE, 3))
    assert (found.amount, found.penalty, found.date) == (60, 180, build.day(-1))
    assert found.message == "Ann: 49 h in the 7 days from Sun 29 Nov, 1 h over the limit"


def test_stretches_lie_across_the_weeks_and_each_one_counts() -> None:
    found = breaches(plan_of(), on(5, 6, 7), setting(CODE, days=3, maximum=960))
    assert [(v.date, v.amount) for v in found] == [(date(2026, 12, 5), 480)]
    found = breaches(plan_of(), on(5, 6, 7), setting(CODE, days=4, maximum=960))
    assert [(v.date, v.amount) for v in found] == [(date(2026, 12, 4), 480), (date(2026, 12, 5), 480)]


def test_shifts_a_day_further_apart_than_the_stretch_are_never_added_up() -> None:
    assert amount(plan_of(), on(0, 3, 6), setting(CODE, days=3, maximum=480)) == 0
    assert amount(plan_of(), on(0, 2, 6), setting(CODE, days=3, maximum=480)) == 480


def test_no_stretch_reaches_beyond_the_end_of_the_plan() -> None:
    assert amount(plan_of(4), on(2, 3), setting(CODE, days=3, maximum=480)) == 480
    assert amount(plan_of(6), on(2, 3), setting(CODE, days=3, maximum=480)) == 960


def test_a_night_belongs_wholly_to_the_day_on_which_it_starts() -> None:
    plan = {"ann": ["N@0", "D@2"]}
    assert amount(plan_of(), plan, setting(CODE, days=2, maximum=480)) == 0
    assert amount(plan_of(), plan, setting(CODE, days=3, maximum=480)) == 480


@pytest.mark.parametrize(("saturday", "minutes"), [(date(2026, 3, 28), 420), (date(2026, 10, 24), 540)])
def test_a_night_with_a_clock_change_counts_what_was_really_worked(saturday: date, minutes: int) -> None:
    assert amount(plan_of(1, saturday), {"ann": ["N@0"]}, setting(CODE, days=2, maximum=0)) == minutes


def test_days_before_the_plan_count_in_the_stretches_that_reach_into_it() -> None:
    build = plan_of().known_since(-7).worked("ann", "D", -1, -2, -3)
    found = breaches(build, on(0), setting(CODE, days=3, maximum=960))
    assert [(v.date, v.amount) for v in found] == [(build.day(-2), 480)]
    assert amount(build, {"ben": ["D@0"]}, setting(CODE, days=3, maximum=960)) == 0


def test_what_was_worked_before_is_never_charged_by_itself() -> None:
    build = plan_of().worked("ann", "D", -1, -2, -3)
    assert amount(build, {}, setting(CODE, days=4, maximum=480)) == 0
    assert amount(build, on(3), setting(CODE, days=4, maximum=480)) == 0
    assert amount(build, on(0), setting(CODE, days=4, maximum=480)) == 480 + 480 + 480


def test_paid_leave_counts_nothing() -> None:
    build = plan_of().off("ann", 1, 0, 1440, paid={1: 480})
    assert amount(build, on(0), setting(CODE, days=2, maximum=480)) == 0


def test_filters_choose_the_shifts_before_the_plan_as_well() -> None:
    build = plan_of().worked("ann", "D", -1).worked("ann", "N", -2)
    nights = Scope(template_labels=frozenset({"night"}))
    plan = {"ann": ["N@0", "D@2"]}
    assert amount(build, plan, setting(CODE, scope=nights, days=3, maximum=480)) == 480
    assert amount(build, plan, setting(CODE, scope=Scope(weekdays=frozenset({2})), days=3, maximum=0)) == 480 * 3


def test_an_empty_limit_allows_everything() -> None:
    assert amount(plan_of(), on(0, 1, 2, 3), setting(CODE, maximum=None)) == 0


@pytest.mark.parametrize("days", [1, 367])
def test_a_stretch_of_a_day_or_of_more_than_a_year_is_refused(days: int) -> None:
    with pytest.raises(InvalidInput, match="Rolling working time, days"):
        amount(plan_of(), {}, setting(CODE, days=days))


def test_a_limit_that_no_day_can_reach_is_doubted() -> None:
    assert doubts(plan_of(), setting(CODE, days=2, maximum=2879)) == []
    (found,) = doubts(plan_of(), setting(CODE, days=2, maximum=2880))
    assert found.message == "2 days hold only 48 h; enter a limit below that."
    assert len(doubts(plan_of(), setting(CODE, maximum=None))) == 1


def test_a_limit_below_the_agreed_hours_is_doubted_person_by_person() -> None:
    build = plan_of().contract("full", 2400).people("cem", contract="full")
    assert doubts(build, setting(CODE, days=7, maximum=2400)) == []
    assert doubts(build, setting(CODE, days=13, maximum=2400)) == []
    (found,) = doubts(build, setting(CODE, days=14, maximum=4740))
    assert found.employee == "cem"
    assert found.message == "Cem has agreed to 80 h in 14 days, the limit is 79 h; raise it or correct the contract."
    assert doubts(build, setting(CODE, days=7, maximum=60, scope=Scope(weekdays=frozenset({5})))) == []


def test_the_sentence_says_all_of_it() -> None:
    rule, params = catalogue()[CODE], params_of(setting(CODE, days=10, maximum=3630))
    assert rule.phrase(params) == "works at most 60 h 30 min in any 10 days"
    assert rule.phrase(rule.Params(maximum=None)) == "works any amount in 7 days"


def test_whoever_has_agreed_to_no_hours_has_not_agreed_to_too_many() -> None:
    build = ProblemBuilder().contract("free").people("ann").people("bob", contract="free")
    build = build.template("D", 480, 960).plan("D")
    assert doubts(build, setting("rolling_working_time", days=7, maximum=0)) == []
