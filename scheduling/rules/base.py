"""What every rule is made of."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Generic, TypeVar

from scheduling.domain.changes import Change
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model, Place
from scheduling.rules.parameters import RuleParams

P = TypeVar("P", bound=RuleParams)

A_MINUTE, A_SHIFT = 40, 20_000
"""What a minute and a shift of work are worth, in cents."""


@dataclass(frozen=True)
class Breach:
    """One place where a check finds the rule broken, `amount` units (at least 1) of it."""

    amount: int
    message: str
    employee: str | None = None
    shifts: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True)
class Doubt:
    """Something about a setting that cannot be meant: it can never be met, or can never matter."""

    message: str
    employee: str | None = None


@dataclass(frozen=True)
class Bound:
    """A sum over planned shifts of one person that a setting keeps between two limits.

    Each of `shifts` (ids) counts 1, or its `minutes`. What was given before the plan is taken off already; `span`
    ends a sentence about the sum ("in the week from 30 Nov", for example).
    """

    employee: str
    shifts: tuple[str, ...]
    least: int | None = None
    most: int | None = None
    minutes: bool = False
    span: str = ""


@dataclass(frozen=True)
class Headcount:
    """At least so many heads of a role on a planned shift (ids)."""

    shift: str
    role: str
    least: int


@dataclass(frozen=True)
class Applied(Generic[P]):
    """A setting as it holds for some people, after narrower scopes have taken their place.

    `employees` (ids, in the problem's order) are those whom this setting governs with these `params`.
    """

    setting: RuleSetting
    params: P
    employees: tuple[str, ...]
    problem: Problem = field(repr=False, compare=False)

    def covers(self, day: date, template_labels: frozenset[str]) -> bool:
        """Whether the scope's filters let a shift on this date, of a template with these labels, through."""
        scope = self.setting.scope
        return (
            (not scope.template_labels or bool(scope.template_labels & template_labels))
            and (not scope.weekdays or day.weekday() in scope.weekdays)
            and (not scope.dates or day in scope.dates)
            and (not scope.day_classes or bool(scope.day_classes & self.problem.day_classes(day)))
        )

    def covers_day(self, day: date) -> bool:
        """Whether the filters let a date through, whatever is worked on it."""
        return self.covers(day, self.setting.scope.template_labels)


class Rule(ABC, Generic[P]):
    """One scheduling rule.

    The class docstring is the help text that users read. `unit` names what one unit of `Breach.amount` is.
    `limits` are the parameters (None where unset) for which the narrower scope wins; `key` the parameters that
    tell one such limit from another of the same rule (the period of a working-time limit, for example). `everyone`
    is whom its sentence is about when no scope says otherwise; `as_group` whether its people are meant together.
    `offered`: analysts may set it; others are only set by a run for itself.
    `bounds_say_all` tells that nothing but what `bounds` says is judged.

    The last four are for finding out what a clash of hard settings is about, and what could be done. `one_by_one`:
    whether a person keeps the rule depends on their own work alone, and it may be encoded person by person; any
    other rule says in `charge` at which place a breach is. `looser` are the parameters that loosen the rule when they
    rise (1) or fall (-1). `trouble` is what one unit of a breach is worth beside those of other rules, as if it cost
    so many cents.
    """

    code: ClassVar[str]
    label: ClassVar[str]
    unit: ClassVar[str]
    everyone: ClassVar[str] = "Everyone"
    as_group: ClassVar[bool] = False
    offered: ClassVar[bool] = True
    Params: ClassVar[type[RuleParams]]
    limits: ClassVar[tuple[str, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ()
    bounds_say_all: ClassVar[bool] = False
    one_by_one: ClassVar[bool] = True
    looser: ClassVar[Mapping[str, int]] = {}
    trouble: ClassVar[int] = A_SHIFT

    @abstractmethod
    def check(self, facts: Facts, applied: Applied[P]) -> Iterator[Breach]:
        """Every breach in the roster that `facts` describes. This is the rule's specification."""

    @abstractmethod
    def encode(self, model: Model, applied: Applied[P]) -> None:
        """State the same for the solver, through `model.charge`, so that the amounts agree exactly."""

    @abstractmethod
    def phrase(self, params: P) -> str:
        """The rule with these parameters as the end of a sentence that starts with whom it is about.

        "rests at least 11 hours between two shifts", for example.
        """

    def point(self, params: P) -> int:
        """How many units with these parameters are about as bad as one head missing on one shift.

        What counts in minutes says 60, what counts in cents 1200: so weights of rules can be compared. Divides 1200.
        """
        return {"minute": 60, "cent": 1200}.get(self.unit, 1)

    def doubts(self, applied: Applied[P]) -> Iterator[Doubt]:
        """What can be said against a setting before anything is planned, person by person; nothing by default."""
        yield from ()

    def key_of(self, limit: str) -> tuple[str, ...]:
        """The parameters that tell this limit from another of its kind: `key`, unless a rule says otherwise."""
        return self.key

    def bounds(self, applied: Applied[P]) -> Iterator[Bound]:
        """Sums that are within limits in every roster without a breach of this setting; none by default.

        They tell beforehand, without a search, what people can work at most and what can never be met.
        """
        yield from ()

    def heads(self, applied: Applied[P]) -> Iterator[Headcount]:
        """Heads that are there in every roster without a breach of this setting; none by default."""
        yield from ()

    def remedies(self, facts: Facts, applied: Applied[P], place: Place) -> tuple[Change, ...]:
        """Changes of the week, not of the rule, after which this roster breaks nothing at a place; none by default."""
        return ()

    @property
    def help(self) -> str:
        return " ".join((type(self).__doc__ or "").split())
