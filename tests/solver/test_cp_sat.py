"""A search that is over states no model to its end, and that is no failure."""

from itertools import count

import pytest

from scheduling.domain.runs import SolveOptions
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.cp_sat import cp_sat
from scheduling.solver.model import RosterModel, StatedInPart
from tests.builders import ProblemBuilder, setting

BUILD = ProblemBuilder(7).people("ann", "bob").template("D", 480, 960).plan("D")
RULES = [setting("coverage", 3, level="target", under=2, over=1), setting("max_shifts_per_day", None, maximum=1)]
QUESTIONS = 4
"""One for each person and each rule."""


@pytest.mark.parametrize("answers", range(QUESTIONS))
def test_a_model_is_left_where_it_is_when_told_to_stop(answers: int) -> None:
    asked = count()
    with pytest.raises(StatedInPart):
        RosterModel(BUILD.problem, RULES, lambda: next(asked) < answers)


def test_a_model_is_whole_when_nobody_says_stop() -> None:
    asked = count()
    RosterModel(BUILD.problem, RULES, lambda: next(asked) < QUESTIONS)
    assert next(asked) == QUESTIONS


def test_a_search_that_is_over_before_its_model_ends_without_a_failure() -> None:
    notes = list[str]()
    board = Blackboard(
        BUILD.problem, RULES, SolveOptions(time_limit=60), lambda _: None, lambda _: None, notes.append, lambda: True
    )
    cp_sat(board, 1)
    assert (board.failure, board.roster, board.infeasible) == (None, None, False)
    assert notes == ["CP-SAT: state the whole model."]
