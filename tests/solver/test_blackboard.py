"""What strategies share: only rosters that the check accepts, only bounds that no roster contradicts."""

import math

import pytest

from scheduling.domain.errors import ScoreMismatch
from scheduling.domain.problem import Demand
from scheduling.domain.roster import Roster
from scheduling.domain.runs import Progress, SolveOptions
from scheduling.solver.blackboard import Blackboard
from tests.builders import ProblemBuilder, roster, setting

BUILD = ProblemBuilder(days=2).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", target=1),))
COVER = setting("coverage", 5, level="target", under=1)


class Heard:
    """A board whose listeners write down what they hear."""

    def __init__(self) -> None:
        self.progress: list[Progress] = []
        self.notes: list[str] = []
        self.board = Blackboard(
            BUILD.problem,
            [COVER],
            SolveOptions(),
            on_found=lambda found: None,
            on_progress=self.progress.append,
            on_note=self.notes.append,
            should_stop=lambda: False,
        )


def worked(*days: int) -> Roster:
    return roster({"ann": [f"D@{day}" for day in days]})


def test_only_better_rosters_count() -> None:
    board = Heard().board
    offered = worked(0), worked(), worked(1), worked(0, 1)
    assert [board.offer(one) for one in offered] == [True, False, False, True]


def test_a_count_that_is_not_that_of_the_check_ends_the_search() -> None:
    board = Heard().board
    board.offer(worked(0), expected=4)
    assert isinstance(board.failure, ScoreMismatch)
    assert not board.go_on()


@pytest.mark.parametrize(("told", "whole"), [(2.2, 3), (3.0000001, 3), (-5, None), (math.inf, None), (math.nan, None)])
def test_a_bound_is_the_next_whole_number(told: float, whole: int | None) -> None:
    board = Heard().board
    board.raise_bound(told)
    assert board.bound == whole


@pytest.mark.parametrize("bound_first", [True, False])
def test_a_bound_above_a_roster_is_withdrawn_with_all_that_follow_and_said(bound_first: bool) -> None:
    heard = Heard()
    steps = [lambda: heard.board.raise_bound(6), lambda: heard.board.offer(worked(0))]
    for step in steps if bound_first else reversed(steps):
        step()
    heard.board.raise_bound(3)
    assert heard.board.bound is None
    assert heard.board.go_on()
    assert "no roster was to cost less than 6, and one costs 5" in heard.notes[-1]
    assert (heard.progress[-1].objective, heard.progress[-1].bound) == (5, None)


def test_a_bound_that_is_met_is_a_proof() -> None:
    board = Heard().board
    board.offer(worked(0, 1))
    board.raise_bound(0)
    assert not board.go_on()
