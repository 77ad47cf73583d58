"""Coverage: heads against one of the demand's three numbers, each shift and role apart."""

import pytest

from scheduling.domain.problem import Demand
from scheduling.domain.settings import Scope
from tests.builders import ProblemBuilder, amount, breaches, setting

PEOPLE = ("ann", "bob", "cat", "dan")


def days_with(*demands: Demand) -> ProblemBuilder:
    build = ProblemBuilder(2).role("c", "Cook").people(*PEOPLE, roles="r c")
    return build.template("D", 480, 960, frozenset({"day"})).plan("D", demands=demands)


def heads(number: int) -> dict[str, list[str]]:
    """So many people on the first day's shift."""
    return {who: ["D@0"] for who in PEOPLE[:number]}


FIRST_DAY = Scope(weekdays=frozenset({0}))


@pytest.mark.parametrize(("number", "units"), [(0, 2), (1, 1), (2, 0), (3, 0)])
def test_against_the_minimum_only_missing_heads_count(number: int, units: int) -> None:
    rule = setting("coverage", scope=FIRST_DAY, level="minimum", over=9)
    assert amount(days_with(Demand("r", minimum=2)), heads(number), rule) == units


@pytest.mark.parametrize(("number", "units"), [(0, 0), (2, 0), (3, 1), (4, 2)])
def test_against_the_maximum_only_heads_too_many_count_at_least_one_each(number: int, units: int) -> None:
    build = days_with(Demand("r", maximum=2))
    assert amount(build, heads(number), setting("coverage", level="maximum")) == units
    assert amount(build, heads(number), setting("coverage", level="maximum", over=3)) == 3 * units


@pytest.mark.parametrize(("number", "units"), [(0, 20), (1, 10), (2, 0), (3, 1), (4, 2)])
def test_against_the_target_both_sides_count(number: int, units: int) -> None:
    rule = setting("coverage", scope=FIRST_DAY, under=10, over=1)
    assert amount(days_with(Demand("r", target=2)), heads(number), rule) == units


def test_a_demand_with_costs_of_its_own_uses_them_against_the_target() -> None:
    build = days_with(Demand("r", target=2, under_cost=100, over_cost=0))
    rule = setting("coverage", scope=FIRST_DAY, under=10, over=1)
    assert [amount(build, heads(n), rule) for n in range(4)] == [200, 100, 0, 0]


def test_no_wish_and_no_cap_mean_that_nothing_counts() -> None:
    assert amount(days_with(Demand("r")), heads(4), setting("coverage", over=1)) == 0
    assert amount(days_with(Demand("r")), heads(4), setting("coverage", level="maximum")) == 0


def test_a_demand_without_a_target_does_not_keep_the_next_from_being_judged() -> None:
    build = days_with(Demand("r"), Demand("c", target=1))
    assert amount(build, {}, setting("coverage", scope=FIRST_DAY)) == 1


def test_roles_are_counted_apart() -> None:
    build = days_with(Demand("r", target=1), Demand("c", target=1))
    found = breaches(build, heads(1), setting("coverage", scope=FIRST_DAY))
    assert [v.message for v in found] == ["D on Mon 30 Nov: 0 of 1 Cook, 1 short"]


@pytest.mark.parametrize(("number", "gap"), [(1, "1 of 3 Nurse, 2 short"), (4, "4 of 3 Nurse, 1 too many")])
def test_a_gap_is_told_with_heads_there_and_wanted(number: int, gap: str) -> None:
    rule = setting("coverage", scope=FIRST_DAY, over=1)
    (found,) = breaches(days_with(Demand("r", target=3)), heads(number), rule)
    assert found.message == f"D on Mon 30 Nov: {gap}"


def test_filters_choose_the_shifts_that_are_staffed() -> None:
    build = days_with(Demand("r", target=1))
    assert amount(build, {}, setting("coverage")) == 2
    assert amount(build, {}, setting("coverage", scope=FIRST_DAY)) == 1
    second = breaches(build, {}, setting("coverage", scope=Scope(weekdays=frozenset({1}))))
    assert [v.shifts for v in second] == [("D@1",)]
    assert amount(build, {}, setting("coverage", scope=Scope(template_labels=frozenset({"night"})))) == 0


def test_the_penalty_is_weight_times_units() -> None:
    found = breaches(days_with(Demand("r", target=2)), heads(1), setting("coverage", 7, scope=FIRST_DAY, under=3))
    assert [(v.amount, v.penalty, v.shifts) for v in found] == [(3, 21, ("D@0",))]
