"""Of rosters that cost the same, the one nearest to what there was."""

from scheduling.checker import score
from scheduling.domain.problem import Demand
from scheduling.domain.runs import SolveOptions
from scheduling.solver import solve
from scheduling.solver.nearest import nearest
from tests.builders import ProblemBuilder, roster, setting

RULES = [setting("coverage", 5, over=1), setting("max_shifts_per_day", None)]


def week() -> ProblemBuilder:
    build = ProblemBuilder(5).people("ann", "ben", "cem").template("D", 480, 960)
    return build.plan("D", demands=(Demand("r", 1, 1),))


def test_a_roster_that_is_as_good_is_found_with_nothing_moved_that_need_not() -> None:
    before = roster({"ann": [f"D@{k}" for k in range(5)]})
    away = [*RULES, setting("shift_count", None, templates=["D"], maximum=4, period="horizon")]
    shuffled = roster({"ben": ["D@0", "D@1", "D@2"], "cem": ["D@3", "D@4"]})
    found = nearest(week().problem, away, shuffled, before, 30.0)
    assert len(found ^ before) == 2
    assert score(week().problem, found, away).penalty == 0


def test_what_is_found_stays_where_nothing_as_good_is_nearer() -> None:
    best = solve(week().problem, RULES, SolveOptions(threads=1)).roster
    assert best is not None
    assert nearest(week().problem, RULES, best, best, 30.0) == best
    assert nearest(week().problem, RULES, best, frozenset(), 30.0) == best
