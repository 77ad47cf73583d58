"""A whole solve, held against the check, and against trying every roster there is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import broken, broken_always, score
from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.precedence import apply_settings
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
    possible, nobody = options(problem), Facts(problem, frozenset())
    every = chain.from_iterable(combinations(possible, size) for size in range(len(possible) + 1))
    laws_first = sorted(apply_settings(problem, rules), key=lambda applied: not applied.setting.hard)
    penalties = (penalty(nobody.beside(frozenset(plan)), laws_first) for plan in every)
    return min((found for found in penalties if found is not None), default=None)


def penalty(facts: Facts, laws_first: Sequence[Applied[Any]]) -> int | None:
    """What the check says of a roster, told without the rest once something hard is broken: then None."""
    if any(True for _ in broken_always(facts)):
        return None
    total = 0
    for violation in chain.from_iterable(broken(facts, applied) for applied in laws_first):
        if violation.hard:
            return None
        total += violation.penalty
    return total


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
