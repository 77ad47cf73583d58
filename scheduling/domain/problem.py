"""A scheduling problem: who there is, what is to be staffed, and what people asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from scheduling.domain.calendar import DayClass, Holiday, classes_of
from scheduling.domain.history import History, PastShift


@dataclass(frozen=True)
class Role:
    """Something a person is qualified to work as."""

    id: str
    name: str


@dataclass(frozen=True)
class Contract:
    """Terms shared by several people. `weekly_minutes` is the agreed time; None where none is agreed."""

    id: str
    name: str
    weekly_minutes: int | None = None


@dataclass(frozen=True)
class Employee:
    """A person, the roles they hold (ids), their contract (id), free labels and the location they belong to."""

    id: str
    name: str
    roles: frozenset[str]
    contract: str | None = None
    labels: frozenset[str] = frozenset()
    home: str = ""


@dataclass(frozen=True)
class ShiftTemplate:
    """A kind of shift. `start` and `end` are wall-clock minutes; an end of 1440 or more is on the next day."""

    id: str
    name: str
    code: str
    start: int
    end: int
    location: str = ""
    labels: frozenset[str] = frozenset()
    colour: str = ""


@dataclass(frozen=True)
class Demand:
    """Heads wanted of one role on one shift.

    `target` None means no wish, `maximum` None means no cap. `under_cost` and `over_cost` replace the coverage
    rule's own cost per head short of, or above, the target. Each head counts `priority` times.
    """

    role: str
    minimum: int = 0
    target: int | None = None
    maximum: int | None = None
    under_cost: int | None = None
    over_cost: int | None = None
    priority: int = 1


@dataclass(frozen=True)
class Shift:
    """A planned shift: a template on a date. `start` and `end` are epoch minutes, end exclusive.

    A shift belongs to the date it starts on, also when it ends on the next.
    """

    id: str
    template: str
    date: date
    start: int
    end: int
    demands: tuple[Demand, ...] = ()

    @property
    def minutes(self) -> int:
        """Elapsed minutes, so a night with a clock change counts what was really worked."""
        return self.end - self.start


class AvailabilityKind(StrEnum):
    UNAVAILABLE = "unavailable"
    UNDESIRED = "undesired"
    DESIRED = "desired"


@dataclass(frozen=True)
class AvailabilityInterval:
    """What a person said about a stretch of time, in epoch minutes, end exclusive. Weight 1 is the usual."""

    employee: str
    start: int
    end: int
    kind: AvailabilityKind
    weight: int = 1


@dataclass(frozen=True)
class ShiftRequest:
    """A wish to work (`on`) or not to work (`not on`) one template on one date."""

    employee: str
    date: date
    template: str
    on: bool
    weight: int = 1


@dataclass(frozen=True)
class Preference:
    """A standing wish about assignments. Every given part must match; None matches anything.

    `start` and `end` are wall-clock minutes that the shift must lie within. `avoid` turns the wish round.
    """

    employee: str
    template: str | None = None
    weekday: int | None = None
    start: int | None = None
    end: int | None = None
    weight: int = 1
    avoid: bool = False


@dataclass(frozen=True)
class Absence:
    """Approved time off, in epoch minutes. `credits` are paid minutes, each booked on a date.

    `left`: nobody asked for it; it is the time after somebody left the team.
    """

    employee: str
    start: int
    end: int
    credits: tuple[tuple[date, int], ...] = ()
    left: bool = False


@dataclass(frozen=True, order=True)
class Assignment:
    """One person on one planned shift in one role (ids)."""

    employee: str
    shift: str
    role: str


@dataclass(frozen=True)
class Problem:
    """Everything that a roster is judged against, except the rule settings. Ids are unique per kind.

    `published` is the roster that people have been told, None before that; changes to it are judged as of `today`.
    `draft` is a roster that somebody edits and a search completes or repairs, None where there is none.
    `holidays` reach as far back as the history, and to the day after the plan.
    """

    name: str
    timezone: str
    start: date
    days: int
    roles: tuple[Role, ...]
    contracts: tuple[Contract, ...]
    templates: tuple[ShiftTemplate, ...]
    employees: tuple[Employee, ...]
    shifts: tuple[Shift, ...]
    availability: tuple[AvailabilityInterval, ...] = ()
    requests: tuple[ShiftRequest, ...] = ()
    preferences: tuple[Preference, ...] = ()
    absences: tuple[Absence, ...] = ()
    pinned: tuple[Assignment, ...] = ()
    history: History = field(default_factory=History)
    holidays: tuple[Holiday, ...] = ()
    published: tuple[Assignment, ...] | None = None
    today: date | None = None
    draft: tuple[Assignment, ...] | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates of the period, in order."""
        return tuple(self.start + timedelta(days=k) for k in range(self.days))

    @cached_property
    def role_by_id(self) -> Mapping[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def contract_by_id(self) -> Mapping[str, Contract]:
        return {contract.id: contract for contract in self.contracts}

    @cached_property
    def template_by_id(self) -> Mapping[str, ShiftTemplate]:
        return {template.id: template for template in self.templates}

    @cached_property
    def employee_by_id(self) -> Mapping[str, Employee]:
        return {employee.id: employee for employee in self.employees}

    @cached_property
    def shift_by_id(self) -> Mapping[str, Shift]:
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def shifts_alike(self) -> Mapping[tuple[str, int], Sequence[Shift]]:
        """By template and length in minutes."""
        alike: dict[tuple[str, int], list[Shift]] = {}
        for shift in self.shifts:
            alike.setdefault((shift.template, shift.minutes), []).append(shift)
        return alike

    @cached_property
    def past_of(self) -> Mapping[str, tuple[PastShift, ...]]:
        """What each person worked before the period, by start; everybody is there."""
        ordered = sorted(self.history.shifts, key=lambda past: past.start)
        found: dict[str, list[PastShift]] = {employee.id: [] for employee in self.employees}
        for past in ordered:
            found.setdefault(past.employee, []).append(past)
        return {who: tuple(shifts) for who, shifts in found.items()}

    @cached_property
    def _holidays(self) -> frozenset[date]:
        return frozenset(holiday.date for holiday in self.holidays)

    def day_classes(self, day: date) -> frozenset[DayClass]:
        """Whether a date is a holiday, the eve of one, a weekend, a workday."""
        return classes_of(day, self._holidays)
