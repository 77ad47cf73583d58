"""Fairness: distance from a share that follows contract, leave and demand; people with none count."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand
from scheduling.domain.settings import Scope, ScopeKind
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

ONE = (Demand("r", target=1),)


def plan_of(days: int = 7, start: date = MONDAY, heads: tuple[Demand, ...] = ONE) -> ProblemBuilder:
    """One head wanted on a day shift and on a night shift every day: 14 shifts in a week."""
    build = ProblemBuilder(days, start).template("D", 480, 960, frozenset({"day"})).template("N", 1320, 1800)
    return build.plan("D", demands=heads).plan("N", demands=heads)


def on(code: str, *days: int) -> list[str]:
    return [f"{code}@{k}" for k in days]


@pytest.mark.parametrize(("norm", "units"), [("range", 7), ("l1", 8), ("max", 3)])
def test_three_ways_to_judge_the_same_distances(norm: str, units: int) -> None:
    """A third of 14 is 4, rounded down: 7, 5 and 0 shifts are 3 above, 1 above and 4 below."""
    build = plan_of().people("ann", "ben", "cem")
    plan = {"ann": on("D", *range(7)), "ben": on("N", *range(5))}
    found = breaches(build, plan, setting("fairness", 2, measure="shifts", norm=norm))
    assert [v.penalty for v in found] == [2 * units]
    assert "Ann" in found[0].message


def test_two_people_may_be_further_apart_than_all_the_shifts_that_there_are() -> None:
    """Of 14 shifts Ann is due 4 and works them all, Ben is due 9 and works none: 10 above and 9 below."""
    build = plan_of().contract("full", 2400).contract("half", 1200).people("ann", contract="half")
    build = build.people("ben", contract="full")
    rule = setting("fairness", measure="shifts", norm="range")
    assert amount(build, {"ann": on("D", *range(7)) + on("N", *range(7))}, rule) == 19


def test_everyone_below_their_share_is_not_above_it() -> None:
    build = plan_of().people("ann", "ben")
    assert amount(build, {"ann": on("D", 0)}, setting("fairness", measure="shifts", norm="max")) == 0
    assert amount(build, {"ann": on("D", 0)}, setting("fairness", measure="shifts", norm="l1")) == 6 + 7


def test_half_the_contract_is_half_the_share() -> None:
    build = plan_of().contract("full", 2400).contract("half", 1200).people("ann", contract="full")
    build = build.people("ben", contract="half")
    rule = setting("fairness", measure="shifts", norm="l1")
    assert amount(build, {"ann": on("D", *range(7)) + on("N", 0, 1), "ben": on("N", 2, 3, 4, 5)}, rule) == 0
    assert amount(build, {"ann": on("D", *range(7)), "ben": on("N", *range(7))}, rule) == 2 + 3


def test_somebody_without_agreed_time_has_no_share_beside_those_with() -> None:
    build = plan_of().contract("full", 2400).people("ann", contract="full").people("ben")
    rule = setting("fairness", measure="shifts", norm="l1")
    assert amount(build, {"ann": on("D", *range(7)) + on("N", *range(7))}, rule) == 0
    assert amount(build, {"ann": on("D", *range(7)) + on("N", *range(6)), "ben": on("N", 6)}, rule) == 2


def test_without_contract_or_agreed_time_not_even_a_minute_is_somebodys_share() -> None:
    build = plan_of().contract("full", 2400).contract("casual").people("ann", contract="full")
    build = build.people("ben").people("cem", contract="casual")
    rule = setting("fairness", measure="minutes", norm="l1")
    assert amount(build, {"ann": on("D", *range(7)) + on("N", *range(7))}, rule) == 0


def test_where_everybody_is_away_all_the_time_nobody_has_a_share() -> None:
    build = plan_of().people("ann", "ben").off("ann", 0, 0, 7 * 1440).off("ben", 0, 0, 7 * 1440)
    assert amount(build, {}, setting("fairness", measure="shifts", norm="l1")) == 0


@pytest.mark.parametrize(("saturday", "sunday", "share"), [(1, 2, 1), (2, 1, 1), (1, 1, 0), (4, 3, 2)])
def test_of_a_weekend_the_day_with_more_heads_is_shared_out(saturday: int, sunday: int, share: int) -> None:
    build = ProblemBuilder().people("ann", "ben").template("D", 480, 960)
    build = build.plan("D", 5, demands=(Demand("r", target=saturday),))
    build = build.plan("D", 6, demands=(Demand("r", target=sunday),))
    assert amount(build, {}, setting("fairness", measure="weekends", norm="l1")) == 2 * share


@pytest.mark.parametrize(("end", "anns", "bens"), [(1440, 6, 7), (1441, 5, 8)])
def test_a_day_that_leave_touches_by_a_minute_lowers_the_share(end: int, anns: int, bens: int) -> None:
    """With 6 (or 5) days beside 7, the shares of 14 shifts are 6.5 and 7.5 (or 5.8 and 8.2), rounded down."""
    build = plan_of().people("ann", "ben").off("ann", 0, 1439, end)
    plan = {"ann": on("N", *range(1, 1 + anns)), "ben": [*on("D", *range(7)), *on("N", 0)][:bens]}
    assert amount(build, plan, setting("fairness", measure="shifts", norm="l1")) == 0


def test_the_minimum_is_what_is_called_for_where_there_is_no_target() -> None:
    for heads, share in ((Demand("r", minimum=2), 14), (Demand("r", minimum=2, target=1), 7), (Demand("r"), 0)):
        build = plan_of(heads=(heads,)).people("ann", "ben")
        assert amount(build, {}, setting("fairness", measure="shifts", norm="l1")) == 2 * share


def test_only_shifts_under_way_at_three_are_nights() -> None:
    build = plan_of().people("ann", "ben").template("E", 180, 600).template("L", 960, 1620)
    build = build.plan("E", 0).plan("L", 2)
    rule = setting("fairness", measure="nights")
    assert amount(build, {"ann": on("D", 0)}, rule) == 0
    assert amount(build, {"ann": on("N", 0)}, rule) == 1
    assert amount(build, {"ann": on("E", 0)}, rule) == 1
    assert amount(build, {"ann": on("L", 2)}, rule) == 0


def test_minutes_are_those_really_worked() -> None:
    build = plan_of(7, date(2026, 3, 23)).people("ann", "ben")
    assert amount(build, {"ann": on("N", 5), "ben": on("N", 4)}, setting("fairness", measure="minutes")) == 60


def test_a_weekend_counts_once_for_each_person() -> None:
    """Two heads on each day of the weekend: one weekend each."""
    build = plan_of().people("ann", "ben")
    rule = setting("fairness", measure="weekends", norm="l1")
    assert amount(build, {"ann": on("D", 5, 6), "ben": on("N", 6)}, rule) == 0
    assert amount(build, {"ann": on("D", 5, 6), "ben": on("N", 4)}, rule) == 1


def test_undesired_shifts_have_no_share() -> None:
    build = plan_of().people("ann", "ben").says("ann", "undesired", 0, 900, 1500).says("ben", "unavailable", 1, 0, 1440)
    rule = setting("fairness", measure="undesired", norm="max")
    assert amount(build, {"ann": [*on("D", 0, 2), *on("N", 0)], "ben": on("D", 1)}, rule) == 2


def test_a_time_that_is_undesired_for_one_is_not_for_another() -> None:
    build = plan_of().people("ann", "ben").says("ann", "undesired", 0, 0, 1440)
    assert amount(build, {"ben": on("D", 0)}, setting("fairness", measure="undesired", norm="max")) == 0


def test_filters_choose_the_shifts_that_are_shared_out() -> None:
    build = plan_of().people("ann", "ben")
    rule = setting("fairness", scope=Scope(template_labels=frozenset({"day"})), measure="shifts", norm="l1")
    assert amount(build, {"ann": on("D", 0, 1, 2), "ben": on("D", 3, 4, 5) + on("N", 6)}, rule) == 0


def test_a_shift_that_only_touches_an_undesired_time_is_not_undesired() -> None:
    rule = setting("fairness", measure="undesired", norm="max")
    for start, end, units in ((0, 480, 0), (0, 481, 1), (960, 1320, 0), (959, 1320, 1)):
        build = plan_of().people("ann", "ben").says("ann", "undesired", 0, start, end)
        assert amount(build, {"ann": on("D", 0)}, rule) == units


def test_a_group_shares_out_what_its_own_roles_are_called_for() -> None:
    both = (Demand("r", target=1), Demand("q", target=3))
    build = plan_of(heads=both).role("q", "Cook").people("ann", "ben").people("cem", roles="q")
    nurses = Scope(ScopeKind.ROLE, ("r",))
    rule = setting("fairness", scope=nurses, measure="shifts", norm="l1")
    assert amount(build, {"ann": on("D", *range(7)), "ben": on("N", *range(7))}, rule) == 0


def test_somebody_alone_on_a_single_day_is_due_all_of_it() -> None:
    rule = setting("fairness", measure="shifts", norm="l1")
    assert amount(plan_of(1).people("ann"), {"ann": ["D@0", "N@0"]}, rule) == 0


def test_nobody_to_compare_is_fair() -> None:
    rule = setting("fairness", scope=Scope(ScopeKind.EMPLOYEE, ("zoe",)), measure="shifts")
    assert amount(plan_of().people("ann"), {"ann": on("D", 0)}, rule) == 0


def before(people: str = "ann ben", since: int = -14, start: date = MONDAY) -> ProblemBuilder:
    """A week of 14 shifts for these people, with the fortnight before it known."""
    return plan_of(7, start).people(*people.split()).known_since(since)


BACK = setting("fairness", measure="shifts", norm="l1", weeks_before=1)


def test_who_worked_more_in_the_weeks_before_has_a_fair_share_with_less_now() -> None:
    """14 shifts and the 6 of before make 10 each: Ann brings 4 along and is due 6, Ben brings 2 and is due 8."""
    build = before().worked("ann", "D", -1, -2, -3, -4).worked("ben", "N", -1, -7)
    equal = {"ann": on("D", *range(7)), "ben": on("N", *range(7))}
    assert amount(build, {"ann": on("D", *range(6)), "ben": on("N", *range(7)) + on("D", 6)}, BACK) == 0
    assert amount(build, equal, BACK) == 1 + 1
    assert amount(build, equal, setting("fairness", measure="shifts", norm="l1")) == 0


def test_what_was_worked_under_a_template_that_is_gone_counts_as_well() -> None:
    """14 shifts and the 4 of before make 9 each: Ann brings 4 along and is due 5."""
    build = before().worked("ann", "D", -1, -2, -3, -4)
    gone = tuple(replace(past, template="gone") for past in build.problem.history.shifts)
    build.problem = replace(build.problem, history=replace(build.problem.history, shifts=gone))
    assert amount(build, {"ann": on("D", *range(5)), "ben": on("N", *range(7)) + on("D", 5, 6)}, BACK) == 0
    assert amount(build, {"ann": on("D", *range(7)), "ben": on("N", *range(7))}, BACK) == 2 + 2


@pytest.mark.parametrize(
    ("weeks", "since", "counted"), [(0, -14, 0), (1, -14, 1), (2, -14, 2), (13, -14, 2), (2, -13, 1), (1, -6, 0)]
)
def test_only_so_many_weeks_count_and_no_day_that_is_not_known(weeks: int, since: int, counted: int) -> None:
    """Ann worked a week and a fortnight before the first day; Ben had nothing then, and both the same since."""
    build = before(since=since).worked("ann", "D", -7, -14)
    plan = {"ann": on("D", *range(7)), "ben": on("N", *range(7))}
    rule = setting("fairness", measure="shifts", norm="range", weeks_before=weeks)
    assert amount(build, plan, rule) == counted


def test_nothing_before_is_known_without_a_history() -> None:
    build = plan_of().people("ann", "ben").worked("ann", "D", -1, -2)
    assert amount(build, {"ann": on("D", *range(7)), "ben": on("N", *range(7))}, BACK) == 0


def test_somebody_at_zero_in_both_stretches_is_furthest_below() -> None:
    """14 and 4 shifts make 6 for each of three: Cem has none, the others 9 each."""
    build = before("ann ben cem").worked("ann", "D", -1, -2).worked("ben", "D", -3, -4)
    plan = {"ann": on("D", *range(7)), "ben": on("N", *range(7))}
    found = breaches(build, plan, setting("fairness", 5, measure="shifts", norm="range", weeks_before=1))
    assert [v.amount for v in found] == [9]
    assert "Cem is 6 below" in found[0].message


def test_half_the_contract_is_half_the_share_of_both_stretches() -> None:
    """14 and 7 shifts are 21: 14 for the full contract, 7 for the half one."""
    build = plan_of().contract("full", 2400).contract("half", 1200).known_since(-7)
    build = build.people("ann", contract="full").people("ben", contract="half")
    build = build.worked("ann", "D", -1, -2, -3).worked("ben", "D", -4, -5, -6, -7)
    plan = {"ann": on("D", *range(7)) + on("N", *range(4)), "ben": on("N", 4, 5, 6)}
    assert amount(build, plan, BACK) == 0
    assert amount(build, plan, setting("fairness", measure="shifts", norm="l1")) == 2 + 1


def test_leave_before_the_plan_lowers_the_share_of_both_stretches() -> None:
    """Ann was away for the whole week before: 7 days beside Ben's 14 of 14 and 7 shifts are 7 and 14."""
    build = before().off("ann", -7, 0, 7 * 1440).worked("ben", "D", *range(-7, 0))
    assert amount(build, {"ann": on("D", *range(7)), "ben": on("N", *range(7))}, BACK) == 0


@pytest.mark.parametrize(("start", "anns"), [(1439, 8), (1440, 9)])
def test_a_day_before_the_plan_that_leave_touches_by_a_minute_is_not_present(start: int, anns: int) -> None:
    """Of 14 days and as many shifts and 5 more: 13 beside 14 days are 9.1 of 19 rounded down, 14 beside 14 are 9.5."""
    build = before().off("ann", -2, start, start + 10).worked("ben", "D", -1, -2, -3, -4, -5)
    rule = setting("fairness", measure="shifts", norm="max", weeks_before=1)
    nothing_for_ben = {"ann": on("D", *range(7)) + on("N", *range(anns - 7))}
    assert amount(build, nothing_for_ben, rule) == 0


def test_nights_before_count_as_nights_by_the_clock_and_as_the_minutes_that_passed() -> None:
    """Clocks go forward in the night of Saturday, two days before the plan: seven hours instead of eight."""
    start = date(2026, 3, 30)
    build = before(start=start).worked("ann", "N", -2).worked("ben", "D", -2)
    minutes = setting("fairness", measure="minutes", norm="range", weeks_before=1)
    equal = {"ann": on("D", *range(7)), "ben": on("N", *range(7))}
    assert amount(build, equal, minutes) == 60
    nights = setting("fairness", measure="nights", norm="l1", weeks_before=1)
    assert amount(build, {"ann": on("N", 0, 1, 2), "ben": on("N", 3, 4, 5, 6)}, nights) == 0
    assert amount(build, {"ann": on("N", 0, 1, 2, 3), "ben": on("N", 4, 5, 6)}, nights) == 2


def test_a_weekend_that_the_plan_begins_in_is_one_for_each_person() -> None:
    """From a Sunday: 4 weekends are called for, and the 2 that Ann has had, one begun on Saturday, make 3 each."""
    build = before(start=date(2026, 12, 6)).worked("ann", "D", -1, -8)
    rule = setting("fairness", measure="weekends", norm="l1", weeks_before=2)
    assert amount(build, {}, rule) == 1 + 3
    assert amount(build, {"ann": on("D", 0)}, rule) == 1 + 3
    assert amount(build, {"ann": on("D", 0, 6), "ben": on("N", 0)}, rule) == 0 + 2


def test_undesired_shifts_are_counted_in_the_plan_only() -> None:
    build = before().worked("ann", "N", -1).says("ann", "undesired", 0, 0, 1440)
    rule = setting("fairness", measure="undesired", norm="max", weeks_before=1)
    assert amount(build, {}, rule) == 0
    assert amount(build, {"ann": on("N", 0)}, rule) == 1


def test_filters_choose_the_shifts_before_as_well_and_people_out_of_scope_bring_nothing() -> None:
    days = Scope(ScopeKind.EMPLOYEE, ("ann", "ben"), template_labels=frozenset({"day"}))
    build = before("ann ben cem").worked("ann", "N", -1).worked("ann", "D", -2).worked("cem", "D", -3)
    rule = setting("fairness", scope=days, measure="shifts", norm="l1", weeks_before=1)
    assert amount(build, {"ann": on("D", 0, 1, 2), "ben": on("D", 3, 4, 5, 6)}, rule) == 0


@pytest.mark.parametrize("weeks", [-1, 14])
def test_no_more_than_a_quarter_of_a_year_is_looked_back(weeks: int) -> None:
    with pytest.raises(InvalidInput, match="Fairness, weeks_before"):
        amount(before(), {}, setting("fairness", weeks_before=weeks))


def test_only_undesired_shifts_need_somebody_who_named_a_time_as_undesired() -> None:
    build = plan_of().people("ann", "ben")
    assert doubts(build, setting("fairness", measure="shifts")) == []
    assert len(doubts(build, setting("fairness", measure="undesired"))) == 1


def test_somebody_without_a_share_beside_others_with_one_is_no_reason_to_doubt() -> None:
    build = plan_of().contract("full", 2400).people("ann", contract="full").people("ben")
    assert doubts(build, setting("fairness", measure="shifts")) == []


def test_a_scope_about_nobody_is_not_doubted_for_its_demand() -> None:
    nobody = Scope(ScopeKind.LABEL, ("retired",))
    assert doubts(plan_of().people("ann"), setting("fairness", scope=nobody, measure="shifts", norm="max")) == []


def test_only_the_days_of_weekends_make_a_share_of_weekends() -> None:
    build = plan_of(14).people("ann")
    assert amount(build, {"ann": [*on("D", 5, 6, 12)]}, setting("fairness", measure="weekends", norm="l1")) == 2
    mondays = setting("fairness", 1, Scope(weekdays=frozenset({0, 6})), measure="weekends", norm="l1")
    assert amount(build, {"ann": on("D", 6, 13)}, mondays) == 2


def test_a_distance_of_one_is_told_with_its_side() -> None:
    build = plan_of().people("ann", "ben")
    (found,) = breaches(
        build,
        {"ann": on("D", *range(7)) + on("N", 0), "ben": on("N", *range(1, 7))},
        setting("fairness", measure="shifts"),
    )
    assert found.message == "Ann is 1 above and Ben is 1 below their share of shifts"
