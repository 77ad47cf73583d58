"""States that nothing tells apart are one, and paths cost what they cost with all of them."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings

from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.solver.paths import product
from scheduling.solver.paths.minimal import minimal
from tests.drawn import quickly
from tests.solver.paths.test_person import first_person, somebody


@settings(quickly, max_examples=60)
@given(drawn=somebody())
def test_the_cheapest_path_costs_the_same(drawn: tuple[Problem, list[RuleSetting], list[int]]) -> None:
    problem, rules, prices = drawn
    fewer = first_person(problem, rules)
    with patch.object(product, "minimal", lambda layers, last: (layers, max(1, last))):
        all_states = first_person(problem, rules)
    assert fewer.automaton.states.sum() <= all_states.automaton.states.sum()
    one, other = (person.best(np.array(prices, dtype=float))[0] for person in (fewer, all_states))
    assert one == pytest.approx(other)


def test_states_from_which_the_same_follows_are_put_together() -> None:
    first = [(0, 0, 0, 0, ()), (0, 1, 1, 0, ())]
    second = [(0, 0, 0, 5, ()), (1, 0, 1, 5, ())]
    assert minimal([(first, 1), (second, 2)], 2) == (
        [([(0, 0, 0, 0, ()), (0, 1, 0, 0, ())], 1), ([(0, 0, 0, 5, ())], 1)],
        1,
    )


def test_what_tells_states_apart_keeps_them_apart() -> None:
    first = [(0, 0, 0, 0, ()), (0, 1, 1, 0, ())]
    for change in ((1, 0, 1, 6, ()), (1, 1, 1, 5, ()), (1, 0, 1, 5, (1,))):
        layers, _ = minimal([(first, 1), ([(0, 0, 0, 5, ()), change], 2)], 2)
        assert [states for _, states in layers] == [1, 2]


def test_states_that_lead_nowhere_are_left_out() -> None:
    first = [(0, 0, 0, 0, ()), (0, 1, 1, 0, ())]
    layers, _ = minimal([(first, 1), ([(0, 0, 0, 5, ())], 2)], 1)
    assert layers == [([(0, 0, 0, 0, ())], 1), ([(0, 0, 0, 5, ())], 1)]
    assert minimal([(first, 1), ([], 2)], 1)[0] == [([], 1), ([], 1)]
