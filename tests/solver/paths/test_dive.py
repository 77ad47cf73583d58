"""A dive gives everybody one column, in much time and in hardly any, and stops when told to."""

import math
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.solver.paths.dive import dive
from tests.drawn import quickly
from tests.solver.paths.test_annealing import drawn_people
from tests.solver.paths.test_generation import generated


@pytest.mark.parametrize("seconds", [0.0, 60.0])
@settings(quickly, max_examples=25)
@given(data=st.data())
def test_everybody_gets_a_column_and_all_together_cost_no_less_than_the_bound(
    seconds: float, data: st.DataObject
) -> None:
    people = drawn_people(data)
    root = generated(people, False)
    found = dive(people, root.master.columns, lambda: True, seconds)
    if found is None:  # a dead end, where somebody who has to work finds nowhere any more
        return
    assert sorted(found) == [person.number for person in people.people]
    assert all(column.person == person for person, column in found.items())
    assert people.total(found.values()) >= math.ceil(root.bound - 1e-6) + people.collected.fixed_cost


@settings(quickly, max_examples=10)
@given(data=st.data())
def test_it_stops_when_told_to(data: st.DataObject) -> None:
    people = drawn_people(data)
    root, asked = generated(people, False), count()
    assert dive(people, root.master.columns, lambda: next(asked) < 0, 60.0) is None
