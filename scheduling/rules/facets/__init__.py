"""What a rule may say about one person at a time, for strategies that build rosters person by person.

A rule is always encoded for CP-SAT; it may *also* be stated, or part of it, in these terms: by a module here that
bears the rule's code. What is stated must never cost more than the rule does, so that bounds found with it hold.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, TypeAlias

from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied

State: TypeAlias = Hashable
Step: TypeAlias = tuple[State, int, int]
"""The state after a day, what the day costs, and what it adds to the amount that is counted."""

Worth: TypeAlias = Mapping[tuple[date, str], int]
"""What a shift adds to a sum, by its date and template; nothing where it is not in it."""


@dataclass(frozen=True)
class Limit:
    """Bounds of an amount; each unit outside costs `under` or `over`, None where it is not allowed at all.

    `before` is the amount at the start. The amount is judged and starts again after each date of `settled`;
    after the last day it is judged if `final`.
    """

    lower: int | None
    upper: int | None
    under: int | None
    over: int | None
    before: int = 0
    settled: frozenset[date] = frozenset()
    final: bool = True


@dataclass(frozen=True)
class Track:
    """Reads a person's days one after another, on each of which at most one template is worked.

    Parameters
    ----------
    key
        Tracks with equal keys behave alike on days of equal `phase`; the start may differ.
    start
        State before the first day.
    step
        From a state, a date and the template worked (None: a day off): what follows, or None where it is barred.
    phase
        What `step` looks at in a date.
    limit
        Bounds of the amount that the steps add up to, where they count anything.
    """

    key: Hashable
    start: State
    step: Callable[[State, date, str | None], Step | None]
    phase: Callable[[date], Hashable]
    limit: Limit | None = None


class Paths(Protocol):
    """Collects what rules say. A cost of None bars."""

    problem: Problem

    def shifts(self, employee: str) -> Sequence[Shift]:
        """The planned shifts that this person could work at all, by start."""
        ...

    def shifts_alike(self, employee: str) -> Mapping[tuple[str, int], Sequence[Shift]]:
        """The same by template and length in minutes."""
        ...

    def shifts_on(self, employee: str, day: date) -> Sequence[Shift]:
        """Those of a date."""
        ...

    def shifts_in(self, employee: str, start: int, end: int) -> Sequence[Shift]:
        """Those that share time with a stretch, in epoch minutes, end exclusive."""
        ...

    def cell(self, employee: str, shift: Shift, cost: int | None) -> None:
        """Working this shift costs so much, in whatever role; may be negative beside a constant."""
        ...

    def constant(self, cost: int) -> None:
        """Costs so much whatever is worked."""
        ...

    def total(self, employee: str, worth: Worth, limit: Limit) -> None:
        """A sum over the person's shifts, whatever their order."""
        ...

    def track(self, employee: str, track: Track) -> None:
        """A rule about the person's sequence of days."""
        ...

    def heads(self, shift: Shift, role: str, wanted: int, under: int | None, over: int | None) -> None:
        """Heads of a role on a shift against a number; each one missing or too many costs so much, 0 nothing."""
        ...


def state(paths: Paths, applied: Applied[Any]) -> bool:
    """State what can be stated of a setting; True when that is all of it. What is not is left out of bounds."""
    name = f"{__name__}.{applied.setting.code}"
    return find_spec(name) is not None and bool(import_module(name).state(paths, applied))


def price(applied: Applied[Any], units: int) -> int | None:
    """What so many units of a setting cost; None where it is hard and there are any."""
    if applied.setting.weight is None:
        return None if units > 0 else 0
    return applied.setting.weight * max(0, units)


def looks_at(applied: Applied[Any], day: date) -> date | None:
    """What the filters of a setting look at in a date; None where they let all dates through."""
    scope = applied.setting.scope
    return day if scope.weekdays or scope.dates or scope.day_classes else None


def key_of(applied: Applied[Any]) -> Hashable:
    """Equal for settings that say the same of whomever they govern."""
    scope = applied.setting.scope
    filters = scope.template_labels, scope.weekdays, scope.dates, scope.day_classes
    return applied.setting.code, applied.params, applied.setting.weight, filters
