"""What Timefold is given means what the check means; and Timefold itself, where it is installed, counts the same."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.solver import timefold
from benchmarks.solver.cases import Case, case
from benchmarks.solver.contract import Limits
from benchmarks.solver.runs import run
from benchmarks.solver.solvers import SOLVERS
from benchmarks.solver.timefold.facts import STATED, stated
from benchmarks.solver.timefold.grid import NotStated
from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.rules.catalogue import catalogue
from tests.benchmarks.solver.judge import Judge
from tests.builders import ProblemBuilder, setting
from tests.drawn import options, problems, quickly, rosters, rule_settings
from tests.formats.inrc2_tiny import tiny

ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)


def once_a_day(plan: Roster, problem: Problem) -> Roster:
    """The roster with one shift for each person and day."""
    return frozenset({(a.employee, problem.shift_by_id[a.shift].date): a for a in sorted(plan)}.values())


@pytest.mark.parametrize("code", sorted(STATED))
@settings(quickly, max_examples=12)
@given(data=st.data())
def test_a_rule_costs_or_forbids_what_the_check_says(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=3, days=9, templates=3))
    rule = data.draw(rule_settings(problem, code, hard=data.draw(st.booleans())))
    plan = once_a_day(data.draw(rosters(problem)), problem)
    try:
        grid, left_out = stated(problem, [rule, ONE_A_DAY])
    except NotStated:
        return
    if left_out:
        assert left_out == (catalogue()[code].label,)
        return
    verdict = score(problem, plan, [rule, ONE_A_DAY])
    assert Judge(grid, plan).cost() == (None if verdict.hard else verdict.penalty)


def test_rules_that_are_not_stated_are_named() -> None:
    problem = ProblemBuilder().people("ann").template("D", 480, 960).plan("D").problem
    rules = [ONE_A_DAY, setting("isolated_day", 1, which="work"), setting("coverage", 5, under=0, over=1)]
    assert stated(problem, rules)[1] == ("Single days",)


def test_a_problem_in_which_somebody_may_work_twice_a_day_does_not_fit() -> None:
    problem = ProblemBuilder().people("ann").template("D", 480, 960).plan("D").problem
    with pytest.raises(NotStated):
        stated(problem, [])


@pytest.mark.parametrize("name", ["restaurant", "large", "ward"])
def test_demo_data_is_stated_whole(name: str) -> None:
    demo = case(name, Path("nowhere"))
    assert stated(demo.problem, demo.settings)[1] == ()


@pytest.mark.parametrize("name", ["restaurant", "ward"])
def test_demo_data_costs_what_the_check_says_where_laws_are_wishes(name: str) -> None:
    """As laws, random rosters would break nearly all of them, and nothing could be told apart."""
    demo, chance = case(name, Path("nowhere")), random.Random(name)
    law = "max_shifts_per_day"
    rules = [rule if rule.code == law else replace(rule, weight=rule.weight or 7) for rule in demo.settings]
    grid, left_out = stated(demo.problem, rules)
    away = {absence.employee for absence in demo.problem.absences}
    possible = sorted(one for one in options(demo.problem) if one.employee not in away)
    assert not left_out
    for number in (20, 100, 300):
        plan = once_a_day(frozenset(chance.sample(possible, number)), demo.problem)
        verdict = score(demo.problem, plan, rules)
        assert (verdict.hard, Judge(grid, plan).cost()) == (0, verdict.penalty)


@settings(quickly, max_examples=12)
@given(data=st.data())
def test_a_nurse_rostering_instance_with_history_costs_what_the_check_says(data: st.DataObject) -> None:
    one = tiny_case()
    grid, left_out = stated(one.problem, one.settings)
    plan = once_a_day(data.draw(rosters(one.problem)), one.problem)
    verdict = score(one.problem, plan, one.settings)
    assert left_out == ()
    assert Judge(grid, plan).cost() == (None if verdict.hard else verdict.penalty)


@pytest.mark.skipif(bool(timefold.why_not()), reason=f"Timefold: {timefold.why_not()}")
@pytest.mark.parametrize("name", ["restaurant", "ward", "tiny"])
def test_timefold_counts_what_the_check_counts(name: str, tmp_path: Path) -> None:
    one = case(name, Path("nowhere")) if name != "tiny" else tiny_case()
    ready = SOLVERS["timefold"].ready(one, tmp_path)
    row, path = run(one, "timefold", SOLVERS["timefold"], ready, Limits(8, 2, 1), tmp_path)
    assert "check" not in row.note
    assert "hard" not in row.note
    assert row.penalty in (None, path[-1][1] if path else None)


def tiny_case() -> Case:
    """The tiny instance without its minimum cover, which few rosters keep."""
    instance = tiny()
    return Case("tiny", instance.problem, tuple(rule for rule in instance.settings if not rule.id.startswith("H2")))
