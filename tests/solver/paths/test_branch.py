"""What is settled day by day ends with the best roster and its proof, and bounds on the way hold."""

import random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.formats import nrp
from scheduling.solver import solve
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.cp_sat import CpSat
from scheduling.solver.paths import branch
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.branch import Branching
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.people import People
from tests.drawn import problems, quickly, rule_settings
from tests.solver.paths.test_generation import generated
from tests.solver.paths.test_search import COVER, ONE_A_DAY, STATED, board_for
from tests.solver.test_solve_agrees import lowest_penalty, small

DAYS, PEOPLE = 12, "ABCD"


def awkward(seed: int) -> tuple[Problem, tuple[RuleSetting, ...]]:
    """A plan whose linear program stays below its best roster: long runs of days, and wishes against them."""
    chance = random.Random(seed)
    staff = [f"{name},D={DAYS}|N={DAYS},{480 * 8},{480 * 4},4,2,2,1" for name in PEOPLE]
    wishes = [
        f"{chance.choice(PEOPLE)},{day},{chance.choice('DN')},{chance.randint(1, 3)}"
        for day in range(DAYS)
        for _ in range(3)
    ]
    cover = [f"{day},{shift},{chance.randint(1, 2)},10,1" for day in range(DAYS) for shift in "DN"]
    sections = {
        "HORIZON": [str(DAYS)],
        "SHIFTS": ["D,480,", "N,480,D"],
        "STAFF": staff,
        "SHIFT_OFF_REQUESTS": wishes,
        "COVER": cover,
    }
    text = "\n".join(f"SECTION_{name}\n" + "\n".join(lines) for name, lines in sections.items())
    problem, rules = nrp.read("awkward.txt", text.encode())
    return problem, tuple(rules)


def branching(board: Blackboard, people: People) -> tuple[Best, Branching]:
    """From the bound of all people together and a first roster."""
    best = Best(board, people, complete=not people.collected.left_out)
    root = generated(people, False)
    best.take(greedy(people, [person.number for person in people.people], lambda: True))
    return best, Branching(board, people, root, best)


@pytest.mark.parametrize("seed", [1, 22, 24])
def test_it_proves_the_best_roster_where_the_linear_program_stays_below_it(seed: int) -> None:
    problem, rules = awkward(seed)
    board, other = board_for(problem, list(rules), seconds=60), board_for(problem, list(rules), seconds=60)
    best, parts = branching(board, People(Collected(problem, rules)))
    with patch.object(branch, "NARROW", 1.0):
        parts.more(60.0, board.go_on)
    CpSat(other, 2).run()
    assert board.score is not None
    assert other.score is not None
    assert board.score.penalty == board.bound == other.score.penalty == other.bound
    assert best.value == board.bound


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_of_any_rules_it_proves_no_more_than_there_is(data: st.DataObject) -> None:
    problem = small(data.draw(problems(people=3, days=6, templates=3)))
    codes = data.draw(st.lists(st.sampled_from(STATED), min_size=1, max_size=3))
    rules = [ONE_A_DAY, COVER, *(data.draw(rule_settings(problem, code, hard=False)) for code in dict.fromkeys(codes))]
    collected = Collected(problem, rules)
    if not collected.rows:
        return
    board = board_for(problem, rules, seconds=60)
    best, parts = branching(board, People(collected))
    with patch.object(branch, "NARROW", 1e9):
        parts.more(60.0, lambda: True)
    lowest = lowest_penalty(problem, rules)
    assert lowest is not None
    assert board.bound is not None
    assert board.bound <= lowest
    assert collected.left_out or best.value == board.bound == lowest


def test_told_to_stop_it_loses_nothing_of_what_is_open() -> None:
    problem, rules = awkward(1)
    board = board_for(problem, list(rules), seconds=60)
    best, parts = branching(board, People(Collected(problem, rules)))
    with patch.object(branch, "NARROW", 1.0):
        for patience in range(1, 400, 7):
            left = iter([True] * patience)
            parts.more(60.0, lambda left=left: board.go_on() and next(left, False))
    assert board.bound == best.value == 30


def test_a_wide_gap_is_left_to_others() -> None:
    problem, rules = awkward(1)
    board = board_for(problem, list(rules), seconds=60)
    _, parts = branching(board, People(Collected(problem, rules)))
    parts.more(60.0, board.go_on)
    assert board.bound is None


def test_the_whole_search_proves_such_a_plan_on_one_thread_too() -> None:
    problem, rules = awkward(1)
    result = solve(problem, rules, SolveOptions(time_limit=60, threads=1))
    assert (result.status, result.objective, result.bound) == (SolveStatus.OPTIMAL, 30, 30)
