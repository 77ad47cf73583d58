"""Days drawn anew at random leave heads, costs and bars as they are counted elsewhere, and lead to good rosters."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.domain.runs import SolveOptions
from scheduling.formats import nrp
from scheduling.solver import solve
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths import annealing as module
from scheduling.solver.paths import improve
from scheduling.solver.paths.annealing import Annealing, State, anneal
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.columns import NOWHERE, Column
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.packed import packed, unpacked
from scheduling.solver.paths.people import People
from scheduling.solver.paths.resample import start_again
from scheduling.warm import SAMPLE
from tests.drawn import problems, quickly, rule_settings
from tests.solver.paths.test_person import rooms
from tests.solver.paths.test_search import COVER, ONE_A_DAY, STATED, board_for


def drawn_people(data: st.DataObject) -> People:
    problem = data.draw(problems(people=4, days=9, templates=3))
    codes = data.draw(st.lists(st.sampled_from(STATED), max_size=4))
    drawn = [data.draw(rule_settings(problem, code, hard=False, name=f"{k}-{code}")) for k, code in enumerate(codes)]
    collected = Collected(problem, [ONE_A_DAY, COVER, *drawn])
    assume(collected.one_a_day and collected.rows and problem.shifts)
    return People(collected)


def state_of(people: People, roster: dict[int, Column]) -> State:
    slots = np.array([roster[person].slots for person in range(len(roster))], dtype=np.int64)
    own = np.array([roster[person].cost for person in range(len(roster))], dtype=np.float64)
    value = people.total(roster.values())
    return State(slots, own, slots.copy(), own.copy(), np.array([value, value]))


@settings(quickly, max_examples=60)
@given(data=st.data(), seed=st.integers(0, 1000))
def test_what_is_counted_on_is_what_columns_cost(data: st.DataObject, seed: int) -> None:
    people = drawn_people(data)
    everybody, days = [person.number for person in people.people], people.problem.days
    roster = greedy(people, everybody, lambda: True)
    assume(len(roster) == len(everybody))
    state, counts = state_of(people, roster), people.heads.counting(roster.values())
    room = np.empty(max(person.room for person in people.people), np.float32)
    windows = st.tuples(st.integers(0, days - 1), st.integers(0, days - 1)).map(sorted)
    moves = [(data.draw(st.sampled_from(everybody)), *data.draw(windows)) for _ in range(12)]
    start_again(seed)
    anneal(packed(person.compiled for person in people.people), counts, state, np.array(moves), 3.0, room)
    for slots, own, total in ((state.slots, state.own, 0), (state.best_slots, state.best_own, 1)):
        now = [people.people[n].column({s for s in row if s != NOWHERE}) for n, row in enumerate(slots.tolist())]
        columns = [column for column in now if column is not None]
        assert [column.cost for column in columns] == own.tolist()
        assert people.total(columns) == pytest.approx(state.totals[total])
    assert state.totals[1] <= people.total(roster.values())
    drawn_now = [Column(n, tuple(row), 0) for n, row in enumerate(state.slots.tolist())]
    assert counts.heads.tolist() == people.heads.counted(drawn_now).tolist()


@settings(quickly, max_examples=20)
@given(data=st.data())
def test_packed_arrays_come_out_as_they_went_in(data: st.DataObject) -> None:
    people = drawn_people(data).people
    pack = packed(person.compiled for person in people)
    for person in people:
        for before, after in zip(person.compiled, unpacked(pack, person.number), strict=True):
            for one, other in zip(before, after, strict=True):
                assert np.array_equal(np.asarray(one), np.asarray(other), equal_nan=True)


def test_days_outside_a_window_stay() -> None:
    people = People(Collected(*nrp.read("sample.txt", SAMPLE.encode())))
    roster = greedy(people, [0, 1], lambda: True)
    state, counts = state_of(people, roster), people.heads.counting(roster.values())
    room = np.empty(max(person.room for person in people.people), np.float32)
    before = state.slots.copy()
    anneal(packed(p.compiled for p in people.people), counts, state, np.array([[0, 2, 4]] * 50), 1000.0, room)
    assert (state.slots[1] == before[1]).all()
    assert (state.slots[0, [0, 1, 5, 6]] == before[0, [0, 1, 5, 6]]).all()


def test_annealing_finds_the_best_roster_of_a_small_plan() -> None:
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    board, people = board_for(problem, list(rules), seconds=60), People(Collected(problem, rules))
    best = Best(board, people, complete=True)
    best.take(greedy(people, [0, 1], lambda: True))
    Annealing(board, people, best, seed=1).run(board.go_on, 0.3)
    proven = solve(problem, rules, SolveOptions(time_limit=20, threads=1))
    assert proven.score is not None
    assert board.objective == proven.score.penalty


def begun() -> tuple[Blackboard, People, Best, Annealing]:
    """An annealing of a small plan that has a first roster."""
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    board, people = board_for(problem, list(rules), seconds=60), People(Collected(problem, rules))
    best = Best(board, people, complete=True)
    best.take(greedy(people, [0, 1], lambda: True))
    annealing = Annealing(board, people, best, seed=1)
    return board, people, best, annealing


def test_it_is_given_up_only_where_others_are_far_nearer_to_the_bound() -> None:
    board, _, best, annealing = begun()

    def given_up(others: float) -> bool:
        best.value = 10_000.0
        asked = iter([True])

        def go_on() -> bool:
            best.value = others
            return next(asked, False)

        return not annealing.run(go_on, 60.0)

    assert not given_up(1.0), "nothing is known of the bound"
    board.bound = 0
    assert given_up(1.0)
    assert not given_up(9_000.0)


def test_networks_are_laid_down_anew_only_where_other_amounts_are_looked_at() -> None:
    _, people, _, annealing = begun()
    with patch.object(module, "packed", wraps=packed) as laid:
        for _ in range(2):
            annealing.run(lambda: False, 0.1)
        assert laid.call_count == 1
        with rooms(10**7, 10**7):
            people.people[0].best(np.array([100.0 * (slot.shift.template == "N") for slot in people.slots]))
        annealing.run(lambda: False, 0.1)
        assert laid.call_count == 2


def test_turns_end_when_the_time_is_over() -> None:
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    board, people = board_for(problem, list(rules)), People(Collected(problem, rules))
    best = Best(board, people, complete=True)
    best.take(greedy(people, [0, 1], lambda: True))
    with patch.object(improve, "FIRST_COOLING", 0.1):
        improve.Improve(board, people, best, board.go_on).by_turns(1)
    assert board.failure is None
    assert not board.go_on()
