"""Paths never promise more than there is, never cost other than the check says, and find the best of small problems."""

from pathlib import Path
from pkgutil import iter_modules
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scheduling.rules.facets
from scheduling.domain.problem import Demand, Problem
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.formats import nrp
from scheduling.rules.catalogue import catalogue
from scheduling.solver import portfolio, solve
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths import generation, master
from scheduling.solver.paths.collect import stated
from scheduling.solver.paths.search import PathSearch
from tests.builders import ProblemBuilder, setting
from tests.conftest import BENCHMARKS
from tests.drawn import problems, quickly, rule_settings
from tests.solver.test_solve_agrees import lowest_penalty, small

STATED = sorted({module.name for module in iter_modules(scheduling.rules.facets.__path__)} & set(catalogue()))
ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)
COVER = setting("coverage", 3, level="target", under=2, over=1)


def board_for(problem: Problem, rules: list[RuleSetting], seconds: int = 1) -> Blackboard:
    options = SolveOptions(time_limit=seconds, threads=1)
    return Blackboard(
        problem, rules, options, lambda found: None, lambda progress: None, lambda text: None, lambda: False
    )


def searched(problem: Problem, rules: list[RuleSetting]) -> Blackboard:
    """The board after paths alone have searched for their root and a dive."""
    board = board_for(problem, rules)
    collected = stated(problem, rules)
    if collected is not None:
        PathSearch(board, collected).run(threads=1, others_follow=True)
    return board


@pytest.mark.parametrize("code", STATED)
@settings(quickly, max_examples=40)
@given(data=st.data())
def test_a_bound_holds_and_a_roster_is_one(code: str, data: st.DataObject) -> None:
    problem = small(data.draw(problems(people=3, days=6, templates=3)))
    hard = data.draw(st.booleans()) and code != "coverage"
    rules = [ONE_A_DAY, COVER, data.draw(rule_settings(problem, code, hard=hard, name="drawn"))]
    if not any(d.target for s in problem.shifts for d in s.demands):
        return
    board, best = searched(problem, rules), lowest_penalty(problem, rules)
    assert board.failure is None
    assert board.bound is None or best is None or board.bound <= best
    assert not board.infeasible or best is None


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_a_large_master_gives_bounds_that_hold_as_well(data: st.DataObject) -> None:
    problem = small(data.draw(problems(people=3, days=6, templates=3)))
    rules = [ONE_A_DAY, COVER, data.draw(rule_settings(problem, data.draw(st.sampled_from(STATED)), hard=False))]
    with patch.object(master, "LARGE", 0), patch.object(generation, "ROWS_A_STEP", 1):
        board = searched(problem, rules)
    best = lowest_penalty(problem, rules)
    assert board.failure is None
    assert board.bound is None or best is None or board.bound <= best


@settings(quickly, max_examples=60)
@given(data=st.data())
def test_the_whole_search_finds_the_best_and_counts_as_the_check_does(data: st.DataObject) -> None:
    problem = small(data.draw(problems(people=3, days=6, templates=3)))
    codes = data.draw(st.lists(st.sampled_from(STATED), min_size=1, max_size=4))
    drawn = [data.draw(rule_settings(problem, c, hard=k == 0, name=f"{k}-{c}")) for k, c in enumerate(codes)]
    rules = [ONE_A_DAY, COVER, *drawn]
    result = solve(problem, rules, SolveOptions(time_limit=20, threads=data.draw(st.integers(1, 2))))
    best = lowest_penalty(problem, rules)
    assert result.status is (SolveStatus.INFEASIBLE if best is None else SolveStatus.OPTIMAL)
    assert result.objective == best


def test_where_people_may_work_twice_a_day_paths_do_not_apply() -> None:
    build = ProblemBuilder().people("ann").template("D", 480, 960).plan("D")
    assert stated(build.problem, [COVER]) is None


def test_somebody_without_any_possible_path_rules_every_roster_out() -> None:
    build = ProblemBuilder(3).people("ann").template("D", 480, 960).plan("D")
    least = setting("working_time", None, minimum=9000, period="horizon")
    result = solve(build.problem, [ONE_A_DAY, COVER, least], SolveOptions(time_limit=5, threads=1))
    assert result.status is SolveStatus.INFEASIBLE


@pytest.mark.parametrize(("threads", "tiny"), [(1, 400), (2, 400), (2, 0)])
def test_heads_that_nobody_may_fill_are_proven_impossible(threads: int, tiny: int) -> None:
    build = ProblemBuilder(3).people("ann").role("q", "Cook").template("D", 480, 960)
    build.plan("D", demands=(Demand("r", target=1), Demand("q", minimum=2)))
    least = setting("coverage", None, level="minimum")
    with patch.object(portfolio, "TINY", tiny):
        result = solve(build.problem, [ONE_A_DAY, COVER, least], SolveOptions(time_limit=60, threads=threads))
    assert result.status is SolveStatus.INFEASIBLE


def test_a_public_instance_is_proven() -> None:
    path = Path(BENCHMARKS / "nrp" / "Instance2.txt")
    if not path.is_file():
        pytest.skip("the public NRP instances are not beside the project")
    problem, rules = nrp.read(path.name, path.read_bytes())
    result = solve(problem, rules, SolveOptions(time_limit=120))
    assert (result.status, result.objective, result.bound) == (SolveStatus.OPTIMAL, 828, 828)
