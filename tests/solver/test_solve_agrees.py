"""A whole solve, held against the check, and against trying every roster there is."""

from dataclasses import replace
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue
from scheduling.solver import solve
from tests.drawn import options, problems, quickly, rule_settings

CODES = sorted(catalogue())
MOST_ASSIGNMENTS = 7
"""128 rosters to try."""


def small(problem: Problem) -> Problem:
    """The problem with only so many of its shifts that all rosters can be tried."""
    while len(options(problem)) > MOST_ASSIGNMENTS:
        problem = replace(problem, shifts=problem.shifts[1:])
    return problem


def lowest_penalty(problem: Problem, rules: list[RuleSetting]) -> int | None:
    """The least penalty of all rosters that break nothing hard; None where each breaks something."""
    possible = options(problem)
    every = chain.from_iterable(combinations(possible, size) for size in range(len(possible) + 1))
    verdicts = (score(problem, frozenset(plan), rules) for plan in every)
    return min((v.penalty for v in verdicts if not v.hard), default=None)


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_the_best_roster_is_found_and_no_roster_is_promised_where_there_is_none(data: st.DataObject) -> None:
    problem = small(data.draw(problems(people=3, days=5, templates=3)))
    codes = enumerate(data.draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=5)))
    rules = [data.draw(rule_settings(problem, c, hard=k == 0, name=f"{k}-{c}")) for k, c in codes]
    result = solve(problem, rules, SolveOptions(time_limit=20, threads=1))
    best = lowest_penalty(problem, rules)
    assert result.status is (SolveStatus.INFEASIBLE if best is None else SolveStatus.OPTIMAL)
    assert result.objective == best
    assert bool(result.reason) == (best is None)


@settings(quickly, max_examples=12)
@given(data=st.data())
def test_with_every_rule_of_the_catalogue_objective_and_check_are_equal(data: st.DataObject) -> None:
    problem = data.draw(problems(people=3, days=7, templates=2))
    rules = [data.draw(rule_settings(problem, code, hard=False)) for code in CODES]
    result = solve(problem, rules, SolveOptions(time_limit=2, threads=1))
    assert result.roster is not None
    verdict = score(problem, result.roster, rules)
    assert (verdict.penalty, verdict.hard) == (result.objective, 0)
    assert result.bound is not None
    assert result.bound <= verdict.penalty
