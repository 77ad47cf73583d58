"""Other rosters on purpose: apart from each other, within the price, judged by the check, and as many as there are."""

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import Found, SolveOptions, Variety
from scheduling.solver import different, solve
from tests.builders import ProblemBuilder, setting

OPTIONS = SolveOptions(time_limit=10, threads=1)
RULES = (setting("coverage", 100), setting("availability", 1, kind="undesired"), setting("max_shifts_per_day", None))


def week() -> Problem:
    """Two of three people each day for four days; Cem would rather not work at all, at a small price each day."""
    build = ProblemBuilder(days=4).people("ann", "ben", "cem").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r", 2, 2, 2),))
    for day in range(4):
        build = build.says("cem", "undesired", day, 0, 1440)
    return build.problem


def best_of(problem: Problem) -> Roster:
    roster = solve(problem, RULES, OPTIONS).roster
    assert roster is not None
    return roster


def test_each_lacks_so_many_assignments_of_all_others_and_costs_no_more_than_allowed() -> None:
    problem = week()
    rules = (*RULES[:2], setting("shift_count", 10, maximum=0), RULES[2])
    best = solve(problem, rules, OPTIONS).roster
    assert best is not None
    lowest = score(problem, best, rules).penalty
    found = list(different(problem, rules, OPTIONS, best, Variety(4, 5, 2)))
    assert len(found) == 3
    rosters = [best, *(one.roster for one in found)]
    for number, roster in enumerate(rosters):
        verdict = score(problem, roster, rules)
        assert verdict.hard == 0
        assert lowest <= verdict.penalty <= lowest * 1.05
        assert all(len(other - roster) >= 2 for other in rosters[:number])


def test_where_there_is_no_further_one_the_search_ends() -> None:
    """The best roster costs nothing, so within any percent of it there is nothing that costs something."""
    problem = week()
    assert list(different(problem, RULES, OPTIONS, best_of(problem), Variety(3, 500, 1))) == []


def test_the_first_other_is_the_cheapest_that_differs_enough() -> None:
    """Each person costs 50 and each day of Cem's 1: with Cem in the place of one of the two it is four days."""
    problem = week()
    rules = (*RULES, setting("employee_use", 50, cost=1))
    best = solve(problem, rules, OPTIONS).roster
    assert best is not None
    (first, *_) = different(problem, rules, OPTIONS, best, Variety(2, 100, 2))
    assert score(problem, best, rules).penalty == 100
    assert first.score.penalty == 100 + 4


def test_a_stop_ends_it_at_once() -> None:
    problem = week()
    found: list[Found] = list(different(problem, RULES, OPTIONS, best_of(problem), Variety(3, 5, 1), lambda: True))
    assert found == []


@pytest.mark.parametrize("numbers", [(1, 5, 1), (9, 5, 1), (3, -1, 1), (3, 5, 0)])
def test_what_cannot_be_meant_is_refused(numbers: tuple[int, float, int]) -> None:
    with pytest.raises(InvalidInput):
        Variety(*numbers)
