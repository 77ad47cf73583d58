"""A roster that somebody edits: where it began, each step since, and what is locked. Every edit makes another value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias, TypeVar

from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster

Cell: TypeAlias = tuple[str, date]
"""A person (id) on a date."""

Item = TypeVar("Item")


@dataclass(frozen=True, order=True)
class Lock:
    """What nobody changes until it is unlocked: a person, a day, or, with both, a cell."""

    employee: str = ""
    day: date | None = None

    def holds(self, cell: Cell) -> bool:
        """Whether a cell is locked by this."""
        return self.employee in ("", cell[0]) and self.day in (None, cell[1])


class StepKind(StrEnum):
    CHANGE = "change"
    CLEAR = "clear"
    SWAP = "swap"
    MOVE = "move"
    PIN = "pin"
    LOCK = "lock"
    TAKE = "take"
    """A whole roster taken over, whose cells stand each for itself; all other steps hold together."""


@dataclass(frozen=True)
class Step:
    """One edit: what comes and what goes, of assignments, pins and locks. `note` says which roster was taken over."""

    kind: StepKind
    gone: tuple[Assignment, ...] = ()
    new: tuple[Assignment, ...] = ()
    unpinned: tuple[Assignment, ...] = ()
    pinned: tuple[Assignment, ...] = ()
    unlocked: tuple[Lock, ...] = ()
    locked: tuple[Lock, ...] = ()
    note: str = ""

    @property
    def lasting(self) -> bool:
        """Whether it changes what is saved; locks are only for the time of editing."""
        return bool(self.gone or self.new or self.unpinned or self.pinned)


@dataclass(frozen=True)
class Draft:
    """A roster being edited. `pins` are pinned assignments of the roster it began from; `at` steps of all are done.

    The others were undone and can be done again, until another edit takes their place.
    """

    base: Roster
    pins: Roster = frozenset()
    steps: tuple[Step, ...] = ()
    at: int = 0

    @property
    def done(self) -> tuple[Step, ...]:
        return self.steps[: self.at]

    @property
    def undone(self) -> tuple[Step, ...]:
        return self.steps[self.at :]

    @cached_property
    def roster(self) -> Roster:
        return _after(self.base, ((step.gone, step.new) for step in self.done))

    @cached_property
    def pinned(self) -> Roster:
        """The assignments that are pinned now, all of them in the roster."""
        return _after(self.pins, ((step.unpinned, step.pinned) for step in self.done))

    @cached_property
    def locks(self) -> frozenset[Lock]:
        return _after((), ((step.unlocked, step.locked) for step in self.done))

    @property
    def edits(self) -> int:
        """How many steps are done that would be lost unless they are saved."""
        return sum(step.lasting for step in self.done)

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return (self.roster, self.pinned) != (self.base, self.pins)

    def locked(self, cell: Cell) -> bool:
        """Whether a cell may not be changed, by whatever lock."""
        return any(lock.holds(cell) for lock in self.locks)

    def then(self, step: Step) -> "Draft":
        """With one more step, in place of those that were undone."""
        return replace(self, steps=(*self.done, step), at=self.at + 1)

    def undo(self) -> "Draft":
        """Without the last step; the same where there is none."""
        return replace(self, at=max(0, self.at - 1))

    def redo(self) -> "Draft":
        """With the step that was undone last; the same where there is none."""
        return replace(self, at=min(len(self.steps), self.at + 1))


def _after(start: Iterable[Item], changes: Iterable[tuple[Iterable[Item], Iterable[Item]]]) -> frozenset[Item]:
    found = set(start)
    for gone, new in changes:
        found.difference_update(gone)
        found.update(new)
    return frozenset(found)
