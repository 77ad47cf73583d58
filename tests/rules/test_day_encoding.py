"""Days as encodings see them: how many before the plan are on record."""

import pytest

from scheduling.rules.day_encoding import days_recorded
from tests.builders import ProblemBuilder


@pytest.mark.parametrize(("since", "recorded"), [(-9, 9), (-1, 1), (0, 0), (2, 0)])
def test_days_are_on_record_from_the_first_that_is_known_to_the_day_before_the_plan(since: int, recorded: int) -> None:
    assert days_recorded(ProblemBuilder().known_since(since).problem) == recorded


def test_without_a_record_no_day_is() -> None:
    assert days_recorded(ProblemBuilder().problem) == 0
