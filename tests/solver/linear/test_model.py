"""The textbook linear model says the same as the check about every roster."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.formats import nrp
from scheduling.rules.catalogue import catalogue
from tests.benchmarks.solver.programs import charged, given_to_peers
from tests.builders import ProblemBuilder, roster, setting
from tests.drawn import any_rosters, problems, quickly, rosters, rule_settings

CODES = sorted(catalogue())
NOWHERE = Path("nowhere")
ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)


@pytest.mark.parametrize("code", CODES)
@settings(quickly, max_examples=8)
@given(data=st.data())
def test_a_rule_costs_or_forbids_what_the_check_says(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=3, days=8, templates=3))
    plan = data.draw(rosters(problem))
    rule = data.draw(rule_settings(problem, code, hard=data.draw(st.booleans())))
    rules = [rule, *[ONE_A_DAY][: data.draw(st.integers(0, 1))]]
    stated = given_to_peers(problem, rules, NOWHERE)
    verdict = score(problem, plan, rules)
    assert charged(stated, plan) == (None if verdict.hard else verdict.penalty)


@settings(quickly, max_examples=15)
@given(data=st.data())
def test_what_always_holds_is_stated(data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=4, templates=3))
    plan = data.draw(rosters(problem) | any_rosters(problem))
    verdict = score(problem, plan, [])
    assert charged(given_to_peers(problem, [], NOWHERE), plan) == (None if verdict.hard else 0)


def test_a_working_day_needs_no_column_of_its_own_where_one_shift_a_day_is_the_law() -> None:
    build = ProblemBuilder(days=7).people("ann").template("D", 480, 960).template("E", 900, 1380).plan("D").plan("E")
    rule = setting("consecutive_days", None, maximum=3)
    columns = [len(given_to_peers(build.problem, rules, NOWHERE).task.cost) for rules in ([rule], [rule, ONE_A_DAY])]
    assert columns == [14 + 7, 14]


def test_cents_are_rounded_down_once_all_are_counted() -> None:
    problem = ProblemBuilder(days=7).people("ann").template("D", 480, 960).plan("D").problem
    wages = setting("labour_cost", 1, hourly=1001, bands=[{"after": 60, "percent": 33}])
    stated = given_to_peers(problem, [wages], NOWHERE)
    plan = roster({"ann": ["D@0", "D@2", "D@3"]})
    assert charged(stated, plan) == score(problem, plan, [wages]).penalty


def test_of_several_free_spells_the_longest_counts() -> None:
    problem = ProblemBuilder(days=7).people("ann").template("D", 480, 960).plan("D").problem
    spell = setting("days_off", 10, block=3)
    stated = given_to_peers(problem, [spell], NOWHERE)
    assert charged(stated, roster({"ann": ["D@0", "D@2", "D@3", "D@6"]})) == 10
    assert charged(stated, roster({"ann": ["D@0", "D@2", "D@3"]})) == 0


def test_the_nrp_format_is_stated_whole() -> None:
    text = """SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480,\nN,600,D\nSECTION_STAFF\nA,D=7|N=1,2400,960,5,2,2,1
SECTION_DAYS_OFF\nA,2\nSECTION_SHIFT_ON_REQUESTS\nA,0,D,2\nSECTION_SHIFT_OFF_REQUESTS\nA,1,N,3
SECTION_COVER\n""" + "\n".join(f"{day},{shift},1,100,1" for day in range(7) for shift in "DN")
    problem, rules = nrp.read("week.txt", text.encode())
    stated = given_to_peers(problem, rules, NOWHERE)
    plan = frozenset(a for a in stated.model.assignments if a.shift in {"0-D", "1-N", "5-D", "6-D"})
    assert charged(stated, plan) == score(problem, plan, rules).penalty == 1000 + 3
