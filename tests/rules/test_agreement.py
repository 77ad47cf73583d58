"""Encoding and check say the same about every roster: same penalty where soft, same verdict where hard."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue
from tests.builders import ProblemBuilder, roster, setting
from tests.drawn import any_rosters, problems, quickly, rosters, rule_settings
from tests.encoded import encoded

CODES = sorted(catalogue())
ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)
"""Some encodings are shorter under this law."""


def checked(problem: Problem, plan: Roster, rules: list[RuleSetting]) -> int | None:
    """The same from the check: the penalty, None when a hard rule is broken."""
    verdict = score(problem, plan, rules)
    return None if verdict.hard else verdict.penalty


@pytest.mark.parametrize("code", CODES)
@settings(quickly, max_examples=40)
@given(data=st.data())
def test_a_soft_rule_costs_what_the_check_says(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems())
    plan = data.draw(rosters(problem))
    rule = data.draw(rule_settings(problem, code, hard=False))
    assert encoded(problem, plan, [rule]) == score(problem, plan, [rule]).penalty


@pytest.mark.parametrize("code", CODES)
@settings(quickly, max_examples=30)
@given(data=st.data())
def test_a_hard_rule_forbids_what_the_check_finds_broken(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=3, days=8, templates=3))
    plan = data.draw(rosters(problem))
    rules = [data.draw(rule_settings(problem, code, hard=True)), *[ONE_A_DAY][: data.draw(st.integers(0, 1))]]
    assert encoded(problem, plan, rules) == checked(problem, plan, rules)


@settings(quickly, max_examples=60)
@given(data=st.data())
def test_many_settings_together_agree_whoever_they_are_about(data: st.DataObject) -> None:
    problem = data.draw(problems())
    plan = data.draw(rosters(problem))
    codes = enumerate(data.draw(st.lists(st.sampled_from(CODES), min_size=3, max_size=8)))
    hard = data.draw(st.sampled_from([-1, -1, 0]))
    rules = [data.draw(rule_settings(problem, code, hard=k == hard, name=f"{k}-{code}")) for k, code in codes]
    assert encoded(problem, plan, rules) == checked(problem, plan, rules)


@settings(quickly, max_examples=60)
@given(data=st.data())
def test_what_always_holds_is_the_same_on_both_sides(data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=4, templates=3))
    plan = data.draw(rosters(problem) | any_rosters(problem))
    assert encoded(problem, plan, []) == checked(problem, plan, [])


def test_a_roster_with_an_assignment_that_is_impossible_is_forbidden() -> None:
    build = ProblemBuilder().people("ann", roles="other").template("D", 480, 960).plan("D").role("other", "Other")
    assert encoded(build.problem, frozenset({Assignment("ann", "D@0", "r")}), []) is None


def test_templates_with_the_same_followers_exclude_each_forbidden_pair_and_no_other() -> None:
    build = ProblemBuilder(days=2).people("ann")
    for k, code in enumerate("ABCD"):
        build.template(code, 60 * k, 60 * k + 30).plan(code)
    rule = setting("forbidden_succession", None, pairs=(("A", "C"), ("A", "D"), ("B", "C"), ("B", "D"), ("C", "C")))
    for first, second in product("ABCD", repeat=2):
        plan = roster({"ann": [f"{first}@0", f"{second}@1"]})
        forbidden = first + second in ("AC", "AD", "BC", "BD", "CC")
        assert encoded(build.problem, plan, [rule, ONE_A_DAY]) == (None if forbidden else 0)


def test_only_a_law_where_one_shift_a_day_is_one_too_makes_forbidden_pairs_exclude_all_of_two_days() -> None:
    build = ProblemBuilder(days=2).people("ann")
    for k, code in enumerate("ABC"):
        build.template(code, 60 * k, 60 * k + 30).plan(code)
    law = setting("forbidden_succession", None, pairs=(("A", "C"), ("B", "C")))
    wish = setting("forbidden_succession", 5, pairs=(("A", "C"), ("B", "C")))
    assert encoded(build.problem, roster({"ann": ["A@0", "B@0"]}), [law]) == 0
    assert encoded(build.problem, roster({"ann": ["A@0", "B@0", "C@1"]}), [law]) is None
    assert encoded(build.problem, roster({"ann": ["A@0", "C@1"]}), [wish, ONE_A_DAY]) == 5
