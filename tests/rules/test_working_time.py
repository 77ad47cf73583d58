"""Working time: minutes per block, with paid absence, clock changes, months and cut-off weeks."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, setting


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    """Day and night shifts of eight hours on every day; day 0 is 30 November, the last of its month."""
    build = ProblemBuilder(days, start).people("ann").template("D", 480, 960)
    return build.template("N", 1320, 1800, frozenset({"night"})).plan("D").plan("N")


FIVE = {"ann": [f"D@{k}" for k in range(5)]}


@pytest.mark.parametrize(("maximum", "units"), [(2400, 0), (2399, 1), (2280, 120), (0, 2400)])
def test_every_minute_above_the_maximum_is_a_unit(maximum: int, units: int) -> None:
    assert amount(plan_of(), FIVE, setting("working_time", maximum=maximum)) == units


@pytest.mark.parametrize(("minimum", "units"), [(2400, 0), (2401, 1)])
def test_every_minute_below_the_minimum_is_a_unit(minimum: int, units: int) -> None:
    assert amount(plan_of(), FIVE, setting("working_time", minimum=minimum)) == units


def test_two_hours_short_at_weight_three_cost_360() -> None:
    found = breaches(plan_of(), FIVE, setting("working_time", 3, minimum=2520))
    assert [v.penalty for v in found] == [360]
    assert "40 h" in found[0].message
    assert "2 h under the minimum" in found[0].message


def test_somebody_without_a_shift_is_short_of_everything() -> None:
    assert amount(plan_of(), {}, setting("working_time", minimum=600)) == 600


def test_paid_absence_counts_in_the_week_it_is_booked_and_for_nobody_else() -> None:
    build = plan_of(14).people("ben").off("ann", 6, 0, 2880, paid={6: 300, 7: 200})
    found = breaches(build, {}, setting("working_time", minimum=480))
    assert [(v.employee, v.date, v.amount) for v in found] == [
        ("ann", build.day(0), 180),
        ("ann", build.day(7), 280),
        ("ben", build.day(0), 480),
        ("ben", build.day(7), 480),
    ]


def test_each_week_counts_from_the_first_day_of_the_plan() -> None:
    build = plan_of(14, date(2026, 12, 2))
    assert amount(build, {"ann": ["D@6", "D@7"]}, setting("working_time", maximum=480)) == 0
    assert amount(build, {"ann": ["D@7", "D@13"]}, setting("working_time", maximum=480)) == 480
    assert amount(build, {"ann": ["D@6", "D@7"]}, setting("working_time", maximum=480, period="fortnight")) == 480


def test_a_night_belongs_wholly_to_the_week_in_which_it_starts() -> None:
    found = breaches(plan_of(14), {"ann": ["N@6"]}, setting("working_time", maximum=479))
    assert [(v.date, v.amount) for v in found] == [(MONDAY, 1)]


@pytest.mark.parametrize(("monday", "minutes"), [(date(2026, 3, 23), 420), (date(2026, 10, 19), 540)])
def test_a_night_with_a_clock_change_counts_what_was_really_worked(monday: date, minutes: int) -> None:
    assert amount(plan_of(7, monday), {"ann": ["N@5"]}, setting("working_time", maximum=0)) == minutes


def test_a_week_that_the_end_of_the_plan_cuts_off_has_a_maximum_but_no_minimum() -> None:
    plan = {"ann": ["D@7", "D@8"]}
    assert amount(plan_of(9), plan, setting("working_time", minimum=1000)) == 1000
    assert amount(plan_of(9), plan, setting("working_time", maximum=900)) == 60


def test_the_whole_plan_is_judged_whatever_its_length() -> None:
    rule = setting("working_time", minimum=1500, period="horizon")
    assert amount(plan_of(9), {"ann": ["D@0", "D@8"]}, rule) == 540


def test_weeks_do_not_look_back() -> None:
    build = plan_of().known_since(-7).worked("ann", "D", -1)
    assert amount(build, {"ann": ["D@0"]}, setting("working_time", maximum=480)) == 0
    assert amount(build, {"ann": ["D@0"]}, setting("working_time", minimum=960)) == 480


def test_the_days_of_a_month_before_the_plan_count_and_the_next_month_starts_anew() -> None:
    build = plan_of().known_since(-29).worked("ann", "D", -1, -2)
    plan = {"ann": ["D@0", "D@1", "D@2"]}
    found = breaches(build, plan, setting("working_time", maximum=960, period="month"))
    assert [(v.date, v.amount) for v in found] == [(date(2026, 11, 1), 480)]


@pytest.mark.parametrize(("since", "units"), [(-29, 560), (-40, 560), (-28, 0)])
def test_a_month_has_a_minimum_only_when_all_of_it_is_known(since: int, units: int) -> None:
    build = plan_of().known_since(since).worked("ann", "D", -1, -2)
    assert amount(build, {"ann": ["D@0"]}, setting("working_time", minimum=2000, period="month")) == units


def test_a_month_without_history_or_without_its_end_has_no_minimum() -> None:
    assert amount(plan_of(), {}, setting("working_time", minimum=2000, period="month")) == 0
    whole = ProblemBuilder(31, date(2026, 12, 1)).people("ann")
    assert amount(whole, {}, setting("working_time", minimum=2000, period="month")) == 2000


def test_what_is_given_before_planning_is_never_charged_by_itself() -> None:
    worked = plan_of().known_since(-29).worked("ann", "D", -1, -2, -3)
    rule = setting("working_time", maximum=960, period="month")
    assert amount(worked, {}, rule) == 0
    assert amount(worked, {"ann": ["D@0"]}, rule) == 480
    paid = plan_of().off("ann", 3, 0, 1440, paid={3: 1000})
    assert amount(paid, {"ann": ["D@0"]}, setting("working_time", maximum=960)) == 480
    assert amount(paid, {"ann": ["D@0"]}, setting("working_time", maximum=1480)) == 0


def test_filters_choose_the_shifts_but_paid_absence_still_counts() -> None:
    build = plan_of().off("ann", 6, 0, 1440, paid={6: 100})
    nights = Scope(template_labels=frozenset({"night"}))
    plan = {"ann": ["D@0", "N@2"]}
    assert amount(build, plan, setting("working_time", scope=nights, maximum=500)) == 80


def test_crossed_limits_are_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="at least 500 is more than at most 400; swap or correct them"):
        amount(plan_of(), {}, setting("working_time", minimum=500, maximum=400))
    assert amount(plan_of(), {"ann": ["D@0"]}, setting("working_time", minimum=480, maximum=480)) == 0


@pytest.mark.parametrize(("brought", "limits", "units"), [
    (0, {"maximum": 2400}, 0),
    (60, {"maximum": 2400}, 60),
    (60, {"minimum": 2460}, 0),
    (59, {"minimum": 2460}, 1),
])  # fmt: skip
def test_minutes_that_came_before_are_added_to_the_whole_plan(brought: int, limits: dict[str, int], units: int) -> None:
    build = plan_of().brings("ann", shifts=99, minutes=brought, weekends=99)
    assert amount(build, FIVE, setting("working_time", period="horizon", carry=True, **limits)) == units


def test_a_wish_judges_all_minutes_and_a_law_only_those_that_the_plan_adds() -> None:
    build = plan_of().brings("ann", minutes=1000).off("ann", 6, 0, 1440, paid={6: 100})
    for weight, idle, busy in ((1, 600, 1080), (None, 0, 480)):
        rule = setting("working_time", weight, period="horizon", carry=True, maximum=500)
        assert amount(build, {}, rule) == idle
        assert amount(build, {"ann": ["D@0"]}, rule) == busy


def test_minutes_that_came_before_belong_to_no_week() -> None:
    with pytest.raises(InvalidInput, match="what came before has no place in each week; choose the period horizon"):
        amount(plan_of(), {}, setting("working_time", carry=True))
