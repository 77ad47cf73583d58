"""A person's whole roster as the solver's programs choose it, and the places it is made of."""

from dataclasses import dataclass

from scheduling.solver.paths.product import Floats, Ints

NOWHERE = -1


@dataclass(frozen=True)
class Column:
    """A person's whole roster: the slot worked on each day (NOWHERE: a day off), and what it costs apart from heads."""

    person: int
    slots: tuple[int, ...]
    cost: int


@dataclass(frozen=True)
class Held:
    """A person's column that stays as it is before the day `first` and after the day `last` (numbers)."""

    column: Column
    first: int
    last: int


@dataclass(frozen=True)
class Slots:
    """Where a person may work, a row each: day, group, slot (shift and role), own cost."""

    day: Ints
    group: Ints
    slot: Ints
    cost: Floats
