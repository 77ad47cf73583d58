"""Dives from one bound differ by chance only, each offers a whole roster, and they end when they are told to."""

from itertools import count
from typing import Any
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.solver.paths import dives as module
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.dive import USUAL, Manner, dive
from scheduling.solver.paths.dives import Dives
from scheduling.solver.paths.people import People
from tests.drawn import quickly
from tests.solver.paths.test_annealing import drawn_people
from tests.solver.paths.test_generation import generated
from tests.solver.paths.test_search import board_for


def begun(people: People) -> tuple[Best, Dives]:
    """The best so far, nothing yet, and dives from a bound that is known."""
    collected = people.collected
    board = board_for(people.problem, [applied.setting for applied in collected.applied], seconds=60)
    best = Best(board, people, complete=not collected.left_out)
    return best, Dives(board, people, best, generated(people, False).master.columns)


@settings(quickly, max_examples=20)
@given(data=st.data())
def test_the_same_chance_leads_to_the_same_roster(data: st.DataObject) -> None:
    people = drawn_people(data)
    pool, manner = generated(people, False).master.columns, Manner(chance=0.9)
    one, again = (dive(people, pool, lambda: True, 60.0, manner, seed=3) for _ in range(2))
    assert one == again


@settings(quickly, max_examples=15)
@given(data=st.data())
def test_more_dives_never_lose_what_the_first_one_found(data: st.DataObject) -> None:
    people = drawn_people(data)
    best, dives = begun(people)
    dives.first()
    assume(best.roster)
    before, asked = best.value, count()
    dives.more(60.0, lambda: next(asked) < 200)
    assert best.value <= before
    assert people.total(best.roster.values()) == best.value


@settings(quickly, max_examples=3)
@given(data=st.data())
def test_the_first_of_all_follows_the_program_and_the_others_chance(data: st.DataObject) -> None:
    people, manners, asked = drawn_people(data), list[Manner](), count()

    def dived(*given: Any) -> None:
        manners.append(given[4])

    _, dives = begun(people)
    with patch.object(module, "dive", dived):
        dives.more(60.0, lambda: next(asked) < 6)
    assert manners[0] == USUAL
    assert all(manner.chance > 0 for manner in manners[1:])
    assert len(manners) > 1


@settings(quickly, max_examples=5)
@given(data=st.data())
def test_without_time_there_is_one_and_when_told_to_stop_none(data: st.DataObject) -> None:
    people = drawn_people(data)
    best, dives = begun(people)
    dives.more(60.0, lambda: False)
    assert not best.roster
    dives.more(-1.0, lambda: True)
    assert len(best.roster) in (0, len(people.people))
