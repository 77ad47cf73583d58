"""Weights: a bound that no path is below, paths that keep to every amount, and a step that finds its way."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings

from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.formats import nrp
from scheduling.solver.paths import person as module
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.columns import NOWHERE
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.network import Amounts, Network
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats, Ints, Values
from scheduling.solver.paths.weights import FASTEST, Weights
from tests.drawn import quickly
from tests.solver.paths.test_person import first_person, rooms, somebody, worth

DAYS = 182
# Minutes, weekends and two kinds of shifts are tight at once, and half of the days are to be worked.
HALF_A_YEAR = (
    f"SECTION_HORIZON\n{DAYS}\nSECTION_SHIFTS\nE,480,\nL,600,E\nN,720,E|L\nSECTION_STAFF\n"
    + "\n".join(f"P{k},E={DAYS}|L=30|N=20,54000,53040,5,2,2,13" for k in range(4))
    + "\nSECTION_COVER\n"
    + "\n".join(f"{day},{shift},{2 if shift == 'L' else 1},100,1" for day in range(DAYS) for shift in "ELN")
)


def nothing_found(network: Network, amounts: Amounts, extra: object, cost: Floats, ahead: Values) -> tuple[float, Ints]:
    """A search beyond the dynamic program that runs out of nodes at once."""
    return float(ahead[0, 0, amounts.start]), np.empty(0, dtype=np.int64)


@contextmanager
def weighing(values: int) -> Iterator[None]:
    """Nothing but weights finds a path within several amounts."""
    without = patch.object(module, "cheapest_beyond", nothing_found)
    with rooms(1), without, patch.object(module, "MOST_VALUES", values):
        yield


@pytest.mark.parametrize("values", [1, 10**9])
@settings(quickly, max_examples=40)
@given(drawn=somebody())
def test_no_path_is_below_the_bound_and_what_is_found_is_a_path_that_costs_so_much(
    values: int, drawn: tuple[Problem, list[RuleSetting], list[int]]
) -> None:
    problem, rules, prices = drawn
    exact, _ = first_person(problem, rules).best(np.array(prices, dtype=float))
    with weighing(values):
        person = first_person(problem, rules)
        for factor in (1.0, 3.0, 1.0, 1.0):
            bound, column = person.best(np.array(prices, dtype=float) * factor)
            if factor == 1.0:
                assert bound <= exact + 1e-6
                assert column is None or worth(column, prices) >= exact - 1e-6
            assert column is None or person.column([s for s in column.slots if s != NOWHERE]) == column


def test_what_is_near_the_cheapest_path_is_not_listed_where_weights_stand_for_it() -> None:
    problem, rules = nrp.read("half.txt", HALF_A_YEAR.encode())
    people = People(Collected(problem, rules))
    prices = np.array([50.0 + 10 * (slot.shift.template == "N") for slot in people.slots])
    with weighing(1):
        _, column = people.people[0].best(prices)
        assert column is not None
        assert people.people[0].within(prices, 0.0, 5_000) is None


def test_everybody_has_a_path_within_many_tight_amounts_over_half_a_year() -> None:
    problem, rules = nrp.read("half.txt", HALF_A_YEAR.encode())
    people = People(Collected(problem, rules))
    assert len(greedy(people, range(4), lambda: True)) == 4
    assert people.people[0].best(np.zeros(len(people.slots)))[1] is not None


@pytest.mark.parametrize(("much", "room", "weight"), [(True, False, 20.0), (False, True, 5.0), (False, False, 10.0)])
def test_weights_grow_where_there_is_too_much_and_shrink_where_there_is_room(
    much: bool, room: bool, weight: float
) -> None:
    now = Weights(np.array([10.0]), np.array([FASTEST]), np.zeros(1))
    assert now.changed(np.array([much]), np.array([room]), 3.0, np.array([np.inf])).weights == weight


def test_weights_begin_with_the_least_stay_below_what_going_beyond_costs_and_turn_ever_more_slowly() -> None:
    now, most = Weights.nothing(1), np.array([30.0])
    much, little = np.array([True]), np.array([False])
    weights = []
    for too_much in (True, True, True, True, True, False, True, False):
        now = now.changed(much if too_much else little, little if too_much else much, 3.0, most)
        weights.append(float(now.weights[0]))
    assert weights[:5] == [3.0, 6.0, 12.0, 24.0, 30.0]
    assert np.all(np.abs(np.diff(weights[4:])) < 10)
    assert now.pace[0] < 1.2
