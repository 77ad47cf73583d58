"""Shifts that share a moment: each largest set once, none that only touch."""

from scheduling.solver.overlaps import overlapping
from tests.builders import ProblemBuilder


def sets(**spans: tuple[int, int]) -> list[str]:
    """The sets found among shifts of one day, by the letters of their templates."""
    build = ProblemBuilder(days=1)
    for code, (start, end) in spans.items():
        build.template(code, start, end).plan(code)
    ordered = sorted(build.problem.shifts, key=lambda shift: (shift.start, shift.end))
    return ["".join(shift.template for shift in found) for found in overlapping(ordered)]


def test_shifts_apart_or_end_to_end_form_no_set() -> None:
    assert sets(A=(0, 60), B=(60, 120), C=(180, 240)) == []


def test_a_shared_minute_is_enough() -> None:
    assert sets(A=(0, 61), B=(60, 120)) == ["AB"]


def test_shifts_that_start_together_are_one_set() -> None:
    assert sets(A=(0, 60), B=(0, 90), C=(0, 120)) == ["ABC"]


def test_a_set_that_grows_is_told_once_at_its_largest() -> None:
    assert sets(A=(0, 300), B=(60, 300), C=(120, 300)) == ["ABC"]


def test_a_chain_yields_each_link_and_a_long_shift_is_in_all_that_it_meets() -> None:
    assert sets(A=(0, 100), B=(50, 150), C=(120, 200)) == ["AB", "BC"]
    assert sets(A=(0, 600), B=(10, 20), C=(30, 40), D=(50, 60)) == ["AB", "AC", "AD"]


def test_a_shift_that_another_one_ends_before_leaves_the_set() -> None:
    assert sets(A=(0, 50), B=(0, 100), C=(50, 150)) == ["AB", "BC"]


def test_a_night_meets_the_next_morning() -> None:
    build = ProblemBuilder(days=2).template("N", 1320, 1800).template("M", 300, 600).plan("N", 0).plan("M", 1)
    assert [[shift.id for shift in found] for found in overlapping(build.problem.shifts)] == [["N@0", "M@1"]]
