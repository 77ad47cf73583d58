"""The cheapest path is the cheapest however it is found, and what is held stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.solver.paths import person as module
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.columns import NOWHERE, Column, Decided, Held
from scheduling.solver.paths.people import People
from scheduling.solver.paths.person import Person
from tests.builders import ProblemBuilder, setting
from tests.drawn import problems, quickly, rule_settings

COUNTED = ("shift_count", "working_time", "weekends", "consecutive_days")
ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)
PRICES = st.integers(-30, 60)
GAP = 40.0


@contextmanager
def rooms(*levels: int) -> Iterator[None]:
    with patch.object(module, "ROOMS", levels):
        yield


@st.composite
def somebody(draw: st.DrawFn) -> tuple[Problem, list[RuleSetting], list[int]]:
    """A problem, rules that count several amounts, and a price for each slot."""
    problem = draw(problems(people=2, days=9, templates=3))
    codes = draw(st.lists(st.sampled_from(COUNTED), min_size=2, max_size=5))
    drawn = [draw(rule_settings(problem, c, hard=draw(st.booleans()), name=f"{k}-{c}")) for k, c in enumerate(codes)]
    slots = len(People(Collected(problem, [ONE_A_DAY, *drawn])).slots)
    return problem, [ONE_A_DAY, *drawn], draw(st.lists(PRICES, min_size=slots, max_size=slots))


def first_person(problem: Problem, rules: list[RuleSetting]) -> Person:
    return People(Collected(problem, rules)).people[0]


def worth(column: Column, prices: list[int]) -> int:
    return column.cost - sum(prices[slot] for slot in column.slots if slot != NOWHERE)


@settings(quickly, max_examples=60)
@given(drawn=somebody())
def test_best_first_finds_what_the_dynamic_program_finds(
    drawn: tuple[Problem, list[RuleSetting], list[int]],
) -> None:
    problem, rules, prices = drawn
    with rooms(10**7):
        value, column = first_person(problem, rules).best(np.array(prices, dtype=float))
    with rooms(1):
        guided, other = first_person(problem, rules).best(np.array(prices, dtype=float))
    assert guided == pytest.approx(value)
    assert (column is None) == (other is None)
    for found in (column, other):
        assert found is None or worth(found, prices) == pytest.approx(value)


@settings(quickly, max_examples=40)
@given(drawn=somebody(), first=st.integers(0, 8), length=st.integers(0, 9), data=st.data())
def test_what_is_held_stays_and_the_rest_is_free(
    drawn: tuple[Problem, list[RuleSetting], list[int]], first: int, length: int, data: st.DataObject
) -> None:
    problem, rules, prices = drawn
    person = first_person(problem, rules)
    _, now = person.best(np.zeros(len(prices)))
    assume(now is not None)
    assert now is not None
    value, changed = person.best(np.array(prices, dtype=float), Held(now, first, first + length - 1))
    assert changed is not None
    assert worth(changed, prices) == pytest.approx(value)
    assert value <= worth(now, prices) + 1e-6
    outside = [day for day in range(problem.days) if not first <= day < first + length]
    assert [changed.slots[day] for day in outside] == [now.slots[day] for day in outside]


@settings(quickly, max_examples=40)
@given(drawn=somebody(), data=st.data())
def test_what_is_decided_holds_and_is_the_best_of_what_is_allowed(
    drawn: tuple[Problem, list[RuleSetting], list[int]], data: st.DataObject
) -> None:
    problem, rules, prices = drawn
    person = first_person(problem, rules)
    slots = st.frozensets(st.integers(0, max(0, len(prices) - 1)), max_size=4)
    decided = Decided(data.draw(slots), data.draw(st.frozensets(st.integers(0, problem.days - 1), max_size=3)))
    value, column = person.best(np.array(prices, dtype=float), decided)
    assert column is None or decided.allows(column)
    least, plain = person.best(np.array(prices, dtype=float))
    near = person.within(np.array(prices, dtype=float), GAP, 3_000) or []
    allowed = [worth(one, prices) for one in near if decided.allows(one)]
    if near and value <= least + GAP:
        assert value == pytest.approx(min(allowed))
    assert not near or plain is None or plain in near


@settings(quickly, max_examples=25)
@given(drawn=somebody())
def test_a_column_is_known_again_by_its_slots(drawn: tuple[Problem, list[RuleSetting], list[int]]) -> None:
    problem, rules, prices = drawn
    person = first_person(problem, rules)
    _, column = person.best(np.array(prices, dtype=float))
    assume(column is not None)
    assert column is not None
    assert person.column([slot for slot in column.slots if slot != NOWHERE]) == column


def test_slots_that_break_a_law_are_no_column() -> None:
    build = ProblemBuilder(7).people("ann").template("D", 480, 960).plan("D")
    person = first_person(build.problem, [ONE_A_DAY, setting("shift_count", None, maximum=2, period="week")])
    assert person.column([0, 1]) is not None
    assert person.column([0, 1, 2]) is None
