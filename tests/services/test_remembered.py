"""Answers are worked out again when an input differs, and only then."""

import pytest

from scheduling.services.remembered import Remembered


class Counted:
    """A function that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def __call__(self, *inputs: object) -> tuple[object, ...]:
        self.asked.append(inputs)
        return inputs


def test_equal_inputs_are_worked_out_once() -> None:
    function = Counted()
    answer = Remembered(function)
    assert answer([1], "a") is answer([1], "a")
    assert function.asked == [([1], "a")]


def test_any_other_input_is_worked_out_anew() -> None:
    function = Counted()
    answer = Remembered(function)
    assert [answer(1, "a"), answer(1, "b"), answer(2, "a")] == [(1, "a"), (1, "b"), (2, "a")]
    assert len(function.asked) == 3


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    function = Counted()
    answer = Remembered(function, most=2)
    for number in (1, 2, 1, 3):
        answer(number)
    answer(1)
    assert function.asked == [(1,), (2,), (3,)]
    answer(2)
    assert function.asked == [(1,), (2,), (3,), (2,)]


def test_a_failure_is_not_remembered() -> None:
    divided = Remembered(lambda numbers: 12 // numbers[0])
    numbers = [0]
    with pytest.raises(ZeroDivisionError):
        divided(numbers)
    numbers[0] = 4
    assert divided(numbers) == 3
