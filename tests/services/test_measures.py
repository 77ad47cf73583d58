"""Measures of the trade, counted by hand on small rosters."""

from dataclasses import replace

from scheduling.domain.problem import Demand
from scheduling.services.granted import wishes
from scheduling.services.measures import measures
from tests.builders import ProblemBuilder, roster, setting

TWO = (Demand("r", target=2),)


def week() -> ProblemBuilder:
    """A week from Monday; day and night shifts of eight hours, two heads wanted on Saturday and on Sunday."""
    build = ProblemBuilder().contract("full", 2400).people("ann", contract="full").people("ben", contract="full")
    return build.template("D", 480, 960).template("N", 1320, 1800).plan("D", 5, 6, demands=TWO)


def test_missing_heads_count_in_percent_and_in_hours_of_their_shifts() -> None:
    found = measures(week().problem, roster({"ann": ["D@5"]}), [])
    assert (found.coverage, found.short) == (25.0, 3 * 480)


def test_a_head_too_many_makes_up_for_no_missing_one() -> None:
    build = week().people("cem")
    found = measures(build.problem, roster({"ann": ["D@5"], "ben": ["D@5"], "cem": ["D@5"]}), [])
    assert (found.coverage, found.over) == (50.0, 480)


def test_unfairness_is_between_who_is_most_above_and_most_below_the_contract_with_paid_leave() -> None:
    build = week().off("ben", 0, 0, 1440, {0: 480})
    found = measures(build.problem, roster({"ann": ["D@5", "D@6"]}), [])
    assert found.spread == 2 * 480 - 480


def test_a_weekend_counts_once_for_who_works_both_days_of_it() -> None:
    assert measures(week().problem, roster({"ann": ["D@5", "D@6"], "ben": ["D@6"]}), []).weekends == 2


def test_a_change_of_role_is_one_change_and_so_is_a_shift_given_up() -> None:
    before = roster({"ann": ["D@5"]}) | roster({"ben": ["D@6"]})
    after = roster({"ann": ["D@5"]}, role="q")
    assert measures(week().role("q", "Cook").problem, after, [], before).changes == 2
    assert measures(week().problem, after, [], None).changes is None


def test_every_cent_counts_whatever_the_budget_and_without_the_rule_there_is_no_cost() -> None:
    rule = setting("labour_cost", None, hourly=1500, cap=10)
    assert measures(week().problem, roster({"ann": ["D@5"]}), [rule]).cost == 8 * 1500
    assert measures(week().problem, roster({"ann": ["D@5"]}), [replace(rule, enabled=False)]).cost is None


def test_each_wish_is_told_with_whether_it_is_granted() -> None:
    build = week().says("ann", "undesired", 5, 0, 1440).says("ann", "unavailable", 6, 0, 1440)
    build = build.says("ben", "desired", 6, 600, 720).asks("ben", "D", 5, on=True).asks("ann", "D", 6, on=False)
    build = build.wishes("ben", template="N").wishes("ann", template="N", avoid=True)
    found = wishes(build.problem, roster({"ann": ["D@5"], "ben": ["D@6"]}))
    assert {(wish.employee, wish.text): granted for wish, granted in found.items()} == {
        ("ann", "rather not on Sat 5 Dec"): False,
        ("ben", "gladly on Sun 6 Dec 10:00–12:00"): True,
        ("ben", "D on Sat 5 Dec"): False,
        ("ann", "not D on Sun 6 Dec"): True,
        ("ben", "only N shifts"): False,
        ("ann", "never N shifts"): True,
    }
