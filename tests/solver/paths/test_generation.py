"""Column generation ends where bound and master meet, whatever it began with."""

import math
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.domain.settings import RuleSetting
from scheduling.solver.paths import master
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from tests.builders import ProblemBuilder
from tests.drawn import quickly
from tests.solver.paths.test_annealing import drawn_people


def generated(people: People, ascend: bool) -> Generation:
    everybody = [person.number for person in people.people]
    first = greedy(people, everybody, lambda: True)
    if len(first) < len(everybody):
        assume(False)
    root = Generation(people, everybody)
    root.start(first.values())
    if ascend:
        root.ascend(people.total(first.values()) - people.collected.fixed_cost, lambda: True)
    assert root.run(lambda: True)
    return root


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_bound_and_value_are_the_same_with_and_without_a_climb_before(data: st.DataObject) -> None:
    people = drawn_people(data)
    plain, climbed = generated(people, False), generated(people, True)
    assert plain.bound == pytest.approx(plain.value, rel=1e-5, abs=1e-5)
    assert climbed.value == pytest.approx(plain.value, rel=1e-5, abs=1e-5)


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_a_large_master_ends_with_the_same_whole_number(data: st.DataObject) -> None:
    people = drawn_people(data)
    exact = generated(people, False)
    with patch.object(master, "LARGE", 0):
        rough = generated(people, True)
    assert rough.bound <= exact.value + 1e-5 * max(1.0, abs(exact.value))
    assert math.ceil(rough.bound - 1e-6) >= exact.value - 1e-4 * max(1.0, abs(exact.value))


@settings(quickly, max_examples=20)
@given(data=st.data())
def test_who_says_stop_gets_no_bound_from_half_a_pricing(data: st.DataObject) -> None:
    people = drawn_people(data)
    asked = iter([True, True])
    root = Generation(people, [person.number for person in people.people])
    root.ascend(1e9, lambda: next(asked, False))
    assert root.bound == -math.inf


def test_nobody_is_left_without_a_path_because_what_is_counted_on_it_costs_much() -> None:
    problem = ProblemBuilder(days=3).people("ann", "ben").template("D", 480, 960).plan("D").problem
    rules = (RuleSetting("hours", "working_time", 1000, params={"minimum": 3000, "period": "horizon"}),)
    root = generated(People(Collected(problem, rules)), False)
    assert root.value == pytest.approx(root.bound)
    assert root.value >= 2 * 1000 * (3000 - 3 * 480)
