"""Changes of a week's inputs as data: each can be made, taken back, and be part of a repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from scheduling.domain.problem import Absence, Assignment, AvailabilityInterval, Demand, Problem
from scheduling.domain.settings import RuleSetting

Settings: TypeAlias = tuple[RuleSetting, ...]
Inputs: TypeAlias = tuple[Problem, Settings]


@dataclass(frozen=True)
class SettingChange:
    """A rule setting as it is and as it should be; `old` None adds one, `new` None takes it away."""

    old: RuleSetting | None
    new: RuleSetting | None

    def made(self, problem: Problem, settings: Settings) -> Inputs:
        kept = tuple(self.new if one == self.old and self.new is not None else one for one in settings)
        if self.old is None and self.new is not None:
            return problem, (*settings, self.new)
        return problem, kept if self.new is not None else tuple(one for one in settings if one != self.old)

    @property
    def reversed(self) -> "SettingChange":
        return SettingChange(self.new, self.old)


@dataclass(frozen=True)
class DemandChange:
    """Heads of one role on a planned shift (id)."""

    shift: str
    before: Demand
    after: Demand

    def made(self, problem: Problem, settings: Settings) -> Inputs:
        def changed(demand: Demand) -> Demand:
            return self.after if demand == self.before else demand

        shifts = tuple(
            replace(shift, demands=tuple(map(changed, shift.demands))) if shift.id == self.shift else shift
            for shift in problem.shifts
        )
        return replace(problem, shifts=shifts), settings

    @property
    def reversed(self) -> "DemandChange":
        return DemandChange(self.shift, self.after, self.before)


@dataclass(frozen=True)
class PinChange:
    """An assignment that must stay, or (`pinned` False) need not any more."""

    assignment: Assignment
    pinned: bool = False

    def made(self, problem: Problem, settings: Settings) -> Inputs:
        return replace(problem, pinned=_with(problem.pinned, self.assignment, self.pinned)), settings

    @property
    def reversed(self) -> "PinChange":
        return PinChange(self.assignment, not self.pinned)


@dataclass(frozen=True)
class TimeOffChange:
    """Time off that is approved, or (`approved` False) is not any more."""

    absence: Absence
    approved: bool = False

    def made(self, problem: Problem, settings: Settings) -> Inputs:
        return replace(problem, absences=_with(problem.absences, self.absence, self.approved)), settings

    @property
    def reversed(self) -> "TimeOffChange":
        return TimeOffChange(self.absence, not self.approved)


@dataclass(frozen=True)
class AvailabilityChange:
    """What a person said about a stretch of time, that counts or (`said` False) does not any more."""

    interval: AvailabilityInterval
    said: bool = False

    def made(self, problem: Problem, settings: Settings) -> Inputs:
        return replace(problem, availability=_with(problem.availability, self.interval, self.said)), settings

    @property
    def reversed(self) -> "AvailabilityChange":
        return AvailabilityChange(self.interval, not self.said)


Change: TypeAlias = SettingChange | DemandChange | PinChange | TimeOffChange | AvailabilityChange


def made(changes: Iterable[Change], problem: Problem, settings: Iterable[RuleSetting]) -> Inputs:
    """The inputs with all of these changes; what a change is about and is not there is left alone."""
    kept = tuple(settings)
    for change in changes:
        problem, kept = change.made(problem, kept)
    return problem, kept


def undone(changes: Sequence[Change]) -> tuple[Change, ...]:
    """What takes these changes back, the last one first."""
    return tuple(change.reversed for change in reversed(changes))


def _with(items: tuple, one: object, there: bool) -> tuple:  # type: ignore[type-arg]
    kept = tuple(item for item in items if item != one)
    return (*kept, one) if there else kept
