"""Single precision is used where it is exact, and nowhere else; what was compiled of other sources is not."""

from pathlib import Path
from shutil import copytree
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.solver import paths
from scheduling.solver.paths import views
from scheduling.solver.paths.person import Person
from scheduling.solver.paths.pricing import WHOLE_NUMBERS, single_is_exact, step_of
from tests.builders import ProblemBuilder
from tests.drawn import quickly
from tests.solver.paths.test_person import ONE_A_DAY, first_person, somebody


@settings(quickly, max_examples=60)
@given(drawn=somebody(), parts=st.sampled_from([1, 8, 128]))
def test_both_precisions_give_the_same_value_where_single_is_exact(
    drawn: tuple[Problem, list[RuleSetting], list[int]], parts: int
) -> None:
    problem, rules, prices = drawn
    fine = np.array(prices, dtype=float) + np.arange(len(prices)) % parts / parts
    single, _ = first_person(problem, rules).best(fine)
    with patch.object(views, "single_is_exact", lambda *given: False):
        double, _ = first_person(problem, rules).best(fine)
    assert single == double


def week() -> Person:
    build = ProblemBuilder(7).people("ann").template("D", 480, 960).plan("D")
    return first_person(build.problem, [ONE_A_DAY])


def exact(cost: float, most: float = 0.0) -> bool:
    network = week().compiled[0]
    return bool(single_is_exact(network, np.full(network.group_first[-1], cost), most))


@pytest.mark.parametrize(
    ("cost", "is_exact"), [(0.0, True), (0.5, True), (-3 / 128, True), (np.inf, True), (0.1, False)]
)
def test_single_precision_is_exact_for_multiples_of_a_power_of_two(cost: float, is_exact: bool) -> None:
    assert exact(cost) is is_exact


def test_single_precision_is_not_exact_where_a_path_may_cost_too_much() -> None:
    assert exact(1.0, WHOLE_NUMBERS - 8)
    assert not exact(1.0, WHOLE_NUMBERS)
    assert not exact(0.5, WHOLE_NUMBERS / 2)
    assert not exact(WHOLE_NUMBERS)


@given(most=st.integers(0, 10**12))
def test_steps_are_as_fine_as_single_precision_allows(most: int) -> None:
    step = step_of(most)
    assert np.log2(step).is_integer()
    assert most + 1 <= step * WHOLE_NUMBERS < 2 * (most + 1)


def test_code_is_compiled_anew_when_any_source_has_changed(tmp_path: Path) -> None:
    copy = copytree(paths.SOURCES, tmp_path / "paths")
    with patch.object(paths, "SOURCES", copy):
        before = paths.state()
        assert before == paths.state()
        (copy / "network.py").write_text((copy / "network.py").read_text() + "\n")
        assert paths.state() != before
