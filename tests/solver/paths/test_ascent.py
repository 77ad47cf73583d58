"""Steps along a mean of slopes lead near to the highest point, and tell when they have become too short."""

import numpy as np
import pytest

from scheduling.solver.paths.ascent import PATIENCE, SLOWER, Ascent


def bound(prices: np.ndarray, goal: np.ndarray) -> tuple[float, np.ndarray]:
    """A concave bound with kinks everywhere: highest, 0, at the goal."""
    return -float(np.abs(prices - goal).sum()), np.sign(goal - prices)


def test_it_comes_near_to_the_highest_point_of_a_bound_with_kinks() -> None:
    goal = np.array([3.0, -7.0, 0.5, 40.0])
    ascent, best, centre, step = Ascent(), -np.inf, np.zeros(4), np.zeros(4)
    for _ in range(300):
        value, slope = bound(centre + step, goal)
        climbed = value > best
        if climbed:
            best, centre = value, centre + step
        step = ascent.step(slope, climbed, 0.0 - best)
    assert best > -1.0


def test_the_first_step_is_polyaks() -> None:
    assert Ascent().step(np.array([2.0, 0.0]), True, 8.0) == pytest.approx([1.1 * 8 / 2, 0.0])


def test_steps_get_shorter_after_so_many_in_vain_and_not_before() -> None:
    ascent, slope = Ascent(), np.array([1.0])
    for _ in range(PATIENCE - 1):
        ascent.step(slope, False, 1.0)
    assert ascent.pace == 1.0
    ascent.step(slope, False, 1.0)
    assert ascent.pace == SLOWER


def test_where_the_bound_is_level_no_step_is_taken() -> None:
    assert Ascent().step(np.zeros(3), True, 5.0) == pytest.approx(np.zeros(3))
