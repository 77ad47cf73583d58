"""A person's whole roster as the solver's programs choose it, and the places it is made of."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from scheduling.solver.paths.product import Floats, Ints

NOWHERE = -1


@dataclass(frozen=True)
class Column:
    """A person's whole roster: the slot worked on each day (NOWHERE: a day off), and what it costs apart from heads."""

    person: int
    slots: tuple[int, ...]
    cost: int


@dataclass(frozen=True)
class Slots:
    """Where a person may work, a row each: day, group, slot (shift and role), own cost."""

    day: Ints
    group: Ints
    slot: Ints
    cost: Floats


class Restriction(Protocol):
    """Leaves only some of a person's columns."""

    def bar(self, slots: Slots, own: Floats, off: Floats) -> None:
        """Make infinite what must not be: of `own`, what the rows of `slots` cost, and of `off`, what days off cost."""


@dataclass(frozen=True)
class Held:
    """A person's column that stays as it is before the day `first` and after the day `last` (numbers)."""

    column: Column
    first: int
    last: int

    def bar(self, slots: Slots, own: Floats, off: Floats) -> None:
        kept = np.array(self.column.slots)
        outside = np.ones(len(kept), dtype=np.bool_)
        outside[self.first : self.last + 1] = False
        own[outside[slots.day] & (slots.slot != kept[slots.day])] = np.inf
        off[outside & (kept != NOWHERE)] = np.inf


@dataclass(frozen=True)
class Decided:
    """Slots that a person's column must not have, and days (numbers) on which it must have one."""

    barred: frozenset[int] = frozenset()
    worked: frozenset[int] = frozenset()

    def bar(self, slots: Slots, own: Floats, off: Floats) -> None:
        own[np.isin(slots.slot, list(self.barred))] = np.inf
        off[list(self.worked)] = np.inf

    def allows(self, column: Column) -> bool:
        """Whether a column is as it was decided."""
        return self.barred.isdisjoint(column.slots) and all(column.slots[day] != NOWHERE for day in self.worked)
