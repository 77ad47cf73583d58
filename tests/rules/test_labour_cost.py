"""Labour cost: whole cents by shift, overtime by band and period, and a budget for all together."""

from datetime import date
from typing import Any

import pytest
from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from scheduling.solver.model import RosterModel
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, roster, setting


def plan_of(days: int = 14, start: date = MONDAY) -> ProblemBuilder:
    """Days and nights of eight hours, quarters of an hour, and a shift of 50 minutes; day 0 is 30 November."""
    build = ProblemBuilder(days, start).contract("full").people("ann").people("ben", contract="full")
    build = build.template("D", 480, 960).template("N", 1320, 1800, frozenset({"night"}))
    build = build.template("Q", 960, 975).template("F", 1000, 1050)
    return build.plan("D").plan("N").plan("Q").plan("F")


def cost(weight: int | None = 1, scope: Scope | None = None, **params: Any) -> RuleSetting:
    """2,000 cents an hour unless told."""
    return setting("labour_cost", weight, scope, **{"hourly": 2000, **params})


def band(after: int, percent: int) -> dict[str, int]:
    return {"after": after, "percent": percent}


def days(*offsets: int) -> dict[str, list[str]]:
    return {"ann": [f"D@{k}" for k in offsets]}


def test_eight_hours_at_twenty_an_hour_cost_16000_cents_each() -> None:
    assert amount(plan_of(), days(0), cost()) == 16_000
    (found,) = breaches(plan_of(), days(0, 1), cost(3))
    assert (found.employee, found.amount, found.penalty) == ("ann", 32_000, 96_000)
    assert found.message == "Ann costs 320.00 for 16 h"


def test_who_works_nothing_and_what_has_no_rate_costs_nothing() -> None:
    assert breaches(plan_of(), {}, cost()) == []
    assert breaches(plan_of(), days(0), setting("labour_cost")) == []


def test_every_shift_is_rounded_down_to_a_cent_for_itself() -> None:
    assert amount(plan_of(), {"ann": ["Q@0"]}, cost(hourly=1999)) == 499
    assert amount(plan_of(), {"ann": ["Q@0", "Q@1"]}, cost(hourly=1999)) == 998
    assert amount(plan_of(), {"ann": ["F@0"]}, cost(hourly=1)) == 0


def test_people_on_a_contract_with_a_rate_of_its_own_cost_that() -> None:
    rule = cost(rates=[{"contract": "full", "hourly": 2500}])
    assert amount(plan_of(), {"ben": ["D@0"]}, rule) == 20_000
    assert amount(plan_of(), {"ann": ["D@0"], "ben": ["D@1"]}, rule) == 36_000
    free = cost(rates=[{"contract": "full", "hourly": 0}])
    assert amount(plan_of(), {"ben": ["D@0"]}, free) == 0


def test_a_rate_for_which_no_contract_was_chosen_is_nobodys() -> None:
    assert amount(plan_of(), {"ann": ["D@0"]}, cost(rates=[{"contract": "", "hourly": 9000}])) == 16_000


def test_overtime_begins_with_the_first_minute_beyond_the_threshold() -> None:
    plan = days(0, 1, 2, 3, 4)
    assert amount(plan_of(), plan, cost(bands=[band(2400, 50)])) == 80_000
    assert amount(plan_of(), plan, cost(bands=[band(2340, 50)])) == 80_000 + 1_000
    (found,) = breaches(plan_of(), plan, cost(bands=[band(2340, 50)]))
    assert found.message == "Ann costs 810.00 for 40 h, 10.00 of it for overtime"


def test_time_beyond_two_thresholds_pays_both() -> None:
    rule = cost(bands=[band(480, 25), band(960, 100)])
    assert amount(plan_of(), days(0, 1, 2), rule) == 48_000 + 8_000 + 16_000


def test_a_surcharge_is_rounded_down_once_a_row_and_period() -> None:
    plan = {"ann": ["Q@0", "Q@1", "Q@7"]}
    assert amount(plan_of(), plan, cost(hourly=100, bands=[band(0, 1)])) == 75 + 0
    assert amount(plan_of(), plan, cost(hourly=399, bands=[band(0, 1)])) == 3 * 99 + 1 + 0
    assert amount(plan_of(), plan, cost(hourly=399, bands=[band(0, 1)], period="fortnight")) == 3 * 99 + 2


@pytest.mark.parametrize(("percent", "cents"), [(30, 7), (60, 15), (90, 22)])
def test_a_surcharge_of_half_a_cent_a_minute_is_rounded_down_as_any_other(percent: int, cents: int) -> None:
    """A quarter of an hour at a rate of 100 is 25 cents; 30 % of it are 7.5."""
    assert amount(plan_of(), {"ann": ["Q@0"]}, cost(hourly=100, bands=[band(0, percent)])) == 25 + cents


def test_weeks_count_from_the_first_day_of_the_plan_and_do_not_look_back() -> None:
    rule = cost(bands=[band(480, 100)])
    build = plan_of(14, date(2026, 12, 2)).worked("ann", "D", -1)
    assert amount(build, days(6, 7), rule) == 32_000
    assert amount(build, days(7, 13), rule) == 32_000 + 16_000
    assert amount(build, days(6, 7), cost(bands=[band(480, 100)], period="horizon")) == 32_000 + 16_000


def test_a_night_belongs_wholly_to_the_week_in_which_it_starts() -> None:
    rule = cost(bands=[band(480, 100)])
    assert amount(plan_of(), {"ann": ["D@5", "N@6"]}, rule) == 32_000 + 16_000
    assert amount(plan_of(), {"ann": ["N@6", "D@8"]}, rule) == 32_000


@pytest.mark.parametrize(("monday", "hours"), [(date(2026, 3, 23), 7), (date(2026, 10, 19), 9)])
def test_a_night_with_a_clock_change_costs_what_was_really_worked(monday: date, hours: int) -> None:
    assert (
        amount(plan_of(7, monday), {"ann": ["N@5"]}, cost(bands=[band(420, 100)])) == hours * 2000 + (hours - 7) * 2000
    )


def test_in_a_month_the_days_before_fill_the_threshold_but_are_not_paid() -> None:
    build = plan_of().known_since(-29).worked("ann", "D", -1, -2)
    rule = cost(bands=[band(1200, 100)], period="month")
    assert amount(build, days(0), rule) == 16_000 + 4 * 2_000
    assert amount(build, days(1), rule) == 16_000
    assert amount(build, {"ben": ["D@0"]}, rule) == 16_000
    assert amount(build, days(0), cost(bands=[band(600, 100)], period="month")) == 16_000 + 16_000


def test_leave_costs_nothing_and_fills_no_threshold() -> None:
    build = plan_of().off("ann", 1, 0, 1440, paid={1: 480})
    assert amount(build, days(0), cost(bands=[band(480, 100)])) == 16_000


@pytest.mark.parametrize(("cap", "units"), [(48_000, 0), (47_999, 1), (0, 48_000)])
def test_only_cents_above_the_budget_of_all_together_count(cap: int, units: int) -> None:
    plan = {"ann": ["D@0", "D@1"], "ben": ["D@2"]}
    assert amount(plan_of(), plan, cost(cap=cap)) == units


def test_the_budget_is_one_breach_and_says_by_how_much() -> None:
    (found,) = breaches(plan_of(), {"ann": ["D@0"], "ben": ["D@1"]}, cost(2, hourly=200_000, cap=3_000_000))
    assert (found.employee, found.amount, found.penalty) == (None, 200_000, 400_000)
    assert found.message == "The work costs 32,000.00, 2,000.00 above the budget of 30,000.00"


def test_filters_choose_the_shifts_that_cost_and_that_fill_the_threshold() -> None:
    nights = Scope(template_labels=frozenset({"night"}))
    build = plan_of().known_since(-29).worked("ann", "D", -1).worked("ann", "N", -3)
    rule = cost(1, nights, bands=[band(540, 100)], period="month")
    assert amount(build, {"ann": ["D@1", "N@0"]}, rule) == 16_000 + 7 * 2_000


def test_only_people_in_the_scope_cost_anything() -> None:
    plan = {"ann": ["D@0"], "ben": ["D@1"]}
    assert amount(plan_of(), plan, cost(1, Scope(ScopeKind.EMPLOYEE, ("ben",)))) == 16_000
    assert amount(plan_of(), plan, cost(1, Scope(ScopeKind.EMPLOYEE, ("ben",)), cap=16_000)) == 0


def test_a_contract_with_two_rates_is_refused() -> None:
    row = {"contract": "full", "hourly": 1}
    with pytest.raises(InvalidInput, match="Labour cost, rates: name each contract once"):
        amount(plan_of(), {}, cost(rates=[row, {**row, "hourly": 2}]))


@pytest.mark.parametrize("wrong", [band(-1, 25), band(0, 0), band(0, 301)])
def test_a_band_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match="Labour cost, bands"):
        amount(plan_of(), {}, cost(bands=[wrong]))


def test_rates_that_cost_nobody_anything_are_doubted() -> None:
    (found,) = doubts(plan_of(), setting("labour_cost"))
    assert found.message == "Nobody here has an hourly rate, so nothing costs anything; enter one."
    assert doubts(plan_of(), setting("labour_cost", rates=[{"contract": "full", "hourly": 1}])) == []
    assert doubts(plan_of(), cost()) == []


def test_hard_without_a_budget_is_doubted() -> None:
    (found,) = doubts(plan_of(), cost(None))
    assert found.message.startswith("Hard and without a budget, no paid work is allowed at all")
    assert doubts(plan_of(), cost(None, cap=10)) == []


def test_a_budget_below_the_fewest_heads_at_the_lowest_rates_is_doubted() -> None:
    build = plan_of().plan("D", 0, 1, demands=(Demand("r", minimum=2),))
    rule = {"hourly": 3000, "rates": [{"contract": "full", "hourly": 1000}]}
    assert doubts(build, cost(cap=32_000, **rule)) == []
    (found,) = doubts(build, cost(cap=31_999, **rule))
    assert "cost 320.00 at the lowest rates, the budget is 319.99" in found.message
    assert doubts(build, cost(1, Scope(ScopeKind.EMPLOYEE, ("ann",)), cap=0, **rule)) == []


def test_the_fewest_heads_cost_what_the_cheapest_of_their_role_costs_on_the_shifts_that_count() -> None:
    """A nurse for eight hours on Monday; the cheap cook is no nurse, nobody is a driver, Tuesday is left out."""
    build = plan_of().role("q", "Cook").role("z", "Driver").contract("half").people("cem", roles="q", contract="half")
    build = build.plan("D", 0, 1, demands=(Demand("r", minimum=1), Demand("z", minimum=1)))
    mondays = Scope(weekdays=frozenset({0}))
    rule = {"hourly": 3000, "rates": [{"contract": "half", "hourly": 1000}]}
    assert doubts(build, cost(1, mondays, cap=24_000, **rule)) == []
    assert len(doubts(build, cost(1, mondays, cap=23_999, **rule))) == 1


def test_the_highest_rate_is_added_up_exactly_for_a_whole_crew() -> None:
    build = plan_of(28).people(*[f"p{k}" for k in range(60)])
    rule = cost(1000, hourly=100_000_000, bands=[band(1, 300), band(7, 299)])
    plan = roster({f"p{k}": [f"D@{day}" for day in range(28)] for k in range(60)})
    model, solver = RosterModel(build.problem, [rule]), cp_model.CpSolver()
    model.fix(plan)
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    assert model.penalty(solver.value) == score(build.problem, plan, [rule]).penalty


def test_the_sentence_says_all_of_it() -> None:
    rule, params = (
        catalogue()["labour_cost"],
        params_of(cost(rates=[{"contract": "Full", "hourly": 2550}], bands=[band(2400, 25)], cap=5_000_000)),
    )
    assert rule.phrase(params) == (
        "costs 20.00 an hour, 25.50 on contract Full, 25 % more beyond 40 h in a week; "
        "at most 50,000.00 for all together"
    )


def test_overtime_in_whole_cents_is_added_up_where_all_that_could_be_worked_is() -> None:
    """8 hours at 60 euros, each of them overtime at twice the rate: 480 and 480."""
    build = ProblemBuilder(1).people("ann").template("D", 480, 960).plan("D")
    rule = cost(hourly=6000, bands=[{"after": 0, "percent": 100}])
    assert amount(build, {"ann": ["D@0"]}, rule) == 96_000
