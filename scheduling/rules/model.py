"""What an encoding may ask of the solver's model, and say to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from scheduling.domain.problem import Problem, Shift

if TYPE_CHECKING:
    from scheduling.rules.base import Applied

Linear: TypeAlias = Any
"""A CP-SAT linear expression over exact variables, or a plain integer."""

Literal: TypeAlias = Any
"""A 0/1 variable, or the integer 0 or 1 where the answer is known beforehand."""


class Place(NamedTuple):
    """Where a breach is: a person, a planned shift, a role (ids), a date, as far as they matter."""

    employee: str = ""
    shift: str = ""
    role: str = ""
    day: date | None = None


NOWHERE = Place()


class Model(Protocol):
    """The roster as variables, behind questions. Answers for one employee never mix with another's.

    All variables handed out are *exact*: fixing the assignments fixes their values. Days before the period
    are answered from the history as constants.
    """

    problem: Problem

    def shifts(self, employee: str) -> Sequence[Shift]:
        """The planned shifts that this person could work at all, by start."""
        ...

    def shifts_alike(self, employee: str) -> Mapping[tuple[str, int], Sequence[Shift]]:
        """The same shifts by template and length in minutes: a night on which the clocks change is not like others."""
        ...

    def works(self, employee: str, shift: Shift) -> Literal:
        """Whether the person works the shift, in whatever role."""
        ...

    def works_any(self, employee: str, shifts: Iterable[Shift]) -> Literal:
        """Whether the person works at least one of these shifts."""
        ...

    def works_on(self, employee: str, day: date) -> Literal:
        """Whether a shift of the person starts on this date; a constant for dates before the period."""
        ...

    def assigned(self, employee: str, shift: Shift, role: str) -> Literal:
        """Whether the person works the shift in this role."""
        ...

    def heads(self, shift: Shift, role: str) -> Linear:
        """How many people work the shift in the role."""
        ...

    def one_a_day(self, employee: str) -> bool:
        """Whether at most one shift of the person may start on a date, by a hard rule or by overlap."""
        ...

    def new_int(self, low: int, high: int) -> Linear:
        """A new integer variable. The caller makes it exact."""
        ...

    def add_max(self, target: Linear, parts: Sequence[Linear]) -> None:
        """Make `target` equal to the largest of `parts`."""
        ...

    def add_min(self, target: Linear, parts: Sequence[Linear]) -> None:
        """Make `target` equal to the smallest of `parts`."""
        ...

    def add_quotient(self, target: Linear, numerator: Linear, divisor: int) -> None:
        """Make `target` equal to a numerator of 0 or more divided by a positive divisor, rounded down."""
        ...

    def at_most_one(self, literals: Iterable[Literal]) -> None:
        """A hard clique. For hard settings only, where it says the same as the charges would."""
        ...

    def charge(self, applied: "Applied[Any]", excess: Linear, cap: int, per_unit: int = 1, at: Place = NOWHERE) -> None:
        """Each unit of `excess` above zero is `per_unit` units of breach.

        The breach is max(0, excess) × per_unit. A hard setting demands excess ≤ 0; a soft one pays its weight
        for each unit. `cap` is an upper bound of `excess`; with `cap` ≤ 0 nothing is to be said.
        `at` tells breaches of a setting apart that could be mended apart.
        """
        ...
