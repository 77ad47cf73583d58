"""Rosters from the prices of a bound are whole, are counted as ever, and come to an end."""

from itertools import count

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.domain.runs import SolveOptions
from scheduling.formats import nrp
from scheduling.solver import solve
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.people import People
from scheduling.solver.paths.sweeps import Sweeps
from scheduling.warm import SAMPLE
from tests.builders import ProblemBuilder
from tests.drawn import quickly
from tests.solver.paths.test_annealing import drawn_people
from tests.solver.paths.test_generation import generated
from tests.solver.paths.test_search import COVER, ONE_A_DAY, board_for


def begun(people: People) -> tuple[Best, Sweeps]:
    """A first roster, and sweeps from a bound that is known."""
    collected = people.collected
    board = board_for(people.problem, [applied.setting for applied in collected.applied], seconds=600)
    best, everybody = Best(board, people, complete=not collected.left_out), [person.number for person in people.people]
    first = greedy(people, everybody, lambda: True)
    if len(first) < len(everybody):
        assume(False)
    best.take(first)
    return best, Sweeps(board, people, best, generated(people, False))


@settings(quickly, max_examples=20)
@given(data=st.data())
def test_what_was_found_is_never_lost_and_is_counted_as_ever(data: st.DataObject) -> None:
    people = drawn_people(data)
    best, sweeps = begun(people)
    before, asked = best.value, count()
    sweeps.first(lambda: next(asked) < 100)
    assert best.value <= before
    assert people.total(best.roster.values()) == best.value
    assert len(best.roster) == len(people.people)


def test_they_find_the_best_roster_of_a_small_plan() -> None:
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    best, sweeps = begun(People(Collected(problem, rules)))
    for _ in range(3):
        sweeps.more(0.2, lambda: True)
    proven = solve(problem, rules, SolveOptions(time_limit=20, threads=1))
    assert proven.score is not None
    assert best.value == proven.score.penalty


def test_they_end_where_nobody_changes_any_more_though_there_is_time() -> None:
    problem = ProblemBuilder(days=3).people("ann").template("D", 480, 960).plan("D").problem
    best, sweeps = begun(People(Collected(problem, [ONE_A_DAY, COVER])))
    sweeps.first(lambda: True)
    assert best.value == 0


def test_told_to_stop_or_without_time_they_leave_all_as_it_is() -> None:
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    best, sweeps = begun(People(Collected(problem, rules)))
    before = dict(best.roster)
    sweeps.first(lambda: False)
    sweeps.more(10_000.0, lambda: True)
    assert best.roster == before
