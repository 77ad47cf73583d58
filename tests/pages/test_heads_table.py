"""The table of heads: what is entered becomes the demand, and what it does not show stays."""

from typing import Any

import pytest

from pages.components.heads_table import demands_of, frame_of
from scheduling.domain.problem import Demand, Role

ROLES = (Role("cook", "Cook"), Role("waiter", "Waiter"))
COOKS = {"cook": Demand("cook", 1, 2, 3, under_cost=7, priority=4)}


def entered(before: dict[str, Demand], **cells: dict[str, Any]) -> tuple[Demand, ...]:
    """The demands after these cells of the table were filled, by role and column."""
    frame = frame_of(ROLES, before)
    for role, values in cells.items():
        for column, value in values.items():
            frame.loc[role, column] = value
    return demands_of(ROLES, before, frame)


def test_what_is_not_touched_stays() -> None:
    assert entered(COOKS) == (COOKS["cook"],)
    assert entered({}) == ()


def test_numbers_and_priority_are_taken_and_costs_stay() -> None:
    changed = entered(COOKS, Cook={"Target": 3, "Priority": 2}, Waiter={"Minimum": 1})
    assert changed == (Demand("cook", 1, 3, 3, under_cost=7, priority=2), Demand("waiter", 1))


@pytest.mark.parametrize(("value", "priority"), [(None, 1), (1, 1), (0, 0)])
def test_an_empty_priority_is_one_and_an_impossible_one_is_passed_on_to_be_refused(
    value: int | None, priority: int
) -> None:
    assert entered(COOKS, Cook={"Priority": value})[0].priority == priority


def test_a_role_with_a_priority_but_no_heads_is_not_asked_for() -> None:
    assert entered({}, Cook={"Priority": 5}) == ()
