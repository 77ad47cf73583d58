"""Each kind of plan is searched by the strategies that suit it, within the threads that it may use."""

from dataclasses import replace

import pytest

from data.demo import DEMOS
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.solver import solve
from scheduling.solver.paths.collect import stated
from tests.builders import MONDAY

RESTAURANT = DEMOS["restaurant"](MONDAY)


def by_person_only() -> list[RuleSetting]:
    """The restaurant's rules without those that are about several people at once."""
    found = stated(RESTAURANT.problem, RESTAURANT.settings)
    assert found is not None
    left_out = {one.id for one in found.left_out}
    assert left_out
    return [one for one in RESTAURANT.settings if one.id not in left_out]


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("rules", [list(RESTAURANT.settings), by_person_only()], ids=["all rules", "by person only"])
def test_an_everyday_week_is_proven(rules: list[RuleSetting], threads: int) -> None:
    result = solve(RESTAURANT.problem, rules, SolveOptions(time_limit=60, threads=threads))
    assert result.status is SolveStatus.OPTIMAL


@pytest.mark.parametrize("threads", [1, 2])
def test_a_week_that_lacks_people_is_proven_as_well(threads: int) -> None:
    fewer = replace(RESTAURANT.problem, employees=RESTAURANT.problem.employees[3:], pinned=())
    result = solve(fewer, RESTAURANT.settings, SolveOptions(time_limit=60, threads=threads))
    assert result.status is SolveStatus.OPTIMAL
    assert result.objective is not None
    assert result.objective > 3000


def test_a_hint_counts_from_the_beginning_of_an_everyday_week() -> None:
    options = SolveOptions(time_limit=60, threads=2)
    best = solve(RESTAURANT.problem, RESTAURANT.settings, options)
    penalties: list[int] = []
    again = solve(
        RESTAURANT.problem,
        RESTAURANT.settings,
        options,
        hint=best.roster,
        on_found=lambda found: penalties.append(found.score.penalty),
    )
    assert penalties == [best.objective]
    assert again.status is SolveStatus.OPTIMAL
