"""Answers that take time to work out, kept while what they were worked out from stays the same."""

from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """The last few answers of a pure function.

    Comparing the inputs costs far less than the answer, and what is compared cannot be out of date. The answer is
    handed out again as it is, so it must never be changed. Safe on several threads: at worst both work it out.

    Parameters
    ----------
    work_out
        The function. Its inputs need no hash, only an honest `==`.
    most
        How many answers to keep, those asked for last.
    """

    def __init__(self, work_out: Callable[..., Answer], most: int = 8) -> None:
        self._work_out, self._most = work_out, most
        self._kept: tuple[tuple[tuple[object, ...], Answer], ...] = ()

    def __call__(self, *inputs: object) -> Answer:
        """The answer for these inputs, new or remembered."""
        found = next((entry for entry in self._kept if entry[0] == inputs), None)
        if found is None:
            found = inputs, self._work_out(*inputs)
        others = [entry for entry in self._kept if entry is not found]
        self._kept = (found, *others[: self._most - 1])
        return found[1]
