"""Common ground of the rules about runs: of working days, of days off, of days with some shifts."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar, Literal, TypeVar

from pydantic import Field, model_validator

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Assignment
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.day_encoding import days_recorded
from scheduling.rules.doubts import NO_LIMIT
from scheduling.rules.facts import Facts
from scheduling.rules.model import Linear, Model
from scheduling.rules.parameters import RuleParams

DAY = timedelta(days=1)


class RunParams(RuleParams):
    minimum: int | None = Field(default=None, ge=1, title="At least", description="Days in a row; empty: no limit.")
    maximum: int | None = Field(default=None, ge=1, title="At most", description="Days in a row; empty: no limit.")
    edges: Literal["history", "open"] = Field(
        default="history",
        title="Before the plan",
        description="history: what was worked before counts; open: a run that touches the first day is not judged "
        "for its minimum and only days of the plan count.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> "RunParams":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"at least {self.minimum} is more than at most {self.maximum}; swap or correct them")
        return self


P = TypeVar("P", bound=RunParams)


class RunsOfDays(Rule[P]):
    """Limits the length of runs of dates on which a person works, or (`working` False) does not.

    Every shift makes a working day, unless a rule tells otherwise in `dates_worked` for the check and in
    `day_by_day` for the encoding.
    """

    Params = RunParams
    limits = ("minimum", "maximum")
    looser: ClassVar[Mapping[str, int]] = {"minimum": -1, "maximum": 1}
    key: ClassVar[tuple[str, ...]] = ("edges",)
    working: ClassVar[bool] = True
    filtered: ClassVar[bool] = False
    """Whether filters choose the shifts."""

    def dates_worked(self, facts: Facts, applied: Applied[P], who: str) -> set[date]:
        """The dates, of the plan and before, on which the person works."""
        return facts.dates_worked(who) | facts.past_dates(who)

    def kind(self, facts: Facts, applied: Applied[P], day: str) -> str:
        """The days of a run in words; `day` is "day" or "days"."""
        return f"working {day}" if self.working else f"{day} off"

    def check(self, facts: Facts, applied: Applied[P]) -> Iterator[Breach]:
        first, last = facts.problem.start, facts.problem.dates[-1]
        days = facts.known_dates if applied.params.edges == "history" else list(facts.problem.dates)
        for who in applied.employees:
            worked = self.dates_worked(facts, applied, who)
            for inside, group in groupby(days, key=lambda day: (day in worked) == self.working):
                run = list(group)
                if inside and run[-1] >= first - DAY:
                    closed = run[0] > days[0] and run[-1] < last
                    yield from self._judge(facts, applied, who, run, closed)

    def _judge(self, facts: Facts, applied: Applied[P], who: str, run: list[date], closed: bool) -> Iterator[Breach]:
        minimum, maximum = applied.params.minimum, applied.params.maximum

        def said() -> str:
            days = self.kind(facts, applied, "day" if len(run) == 1 else "days")
            return f"{facts.name(who)}: {len(run)} {days} in a row from {day_text(run[0])}"

        if maximum is not None and len(run) > maximum:
            beyond = [day for day in run[maximum:] if day >= facts.problem.start]
            if beyond:
                yield Breach(len(beyond), f"{said()}, at most {maximum} wanted", who, (), beyond[0])
        if minimum is not None and closed and len(run) < minimum:
            yield Breach(minimum - len(run), f"{said()}, at least {minimum} wanted", who, (), run[0])

    def day_by_day(self, model: Model, applied: Applied[P], who: str) -> Callable[[date], Linear]:
        """Answers whether the person works on a date."""
        return lambda day: model.works_on(who, day)

    def encode(self, model: Model, applied: Applied[P]) -> None:
        """Windows of one day too many for the maximum, patterns "out, in × length, out" for the minimum."""
        start, params = model.problem.start, applied.params
        begin = days_recorded(model.problem) if params.edges == "history" else 0
        for who in applied.employees:
            works = self.day_by_day(model, applied, who)
            worked = [works(start + k * DAY) for k in range(-begin, model.problem.days)]
            inside = worked if self.working else [1 - on for on in worked]
            if params.maximum is not None:
                self._encode_maximum(model, applied, inside, begin, params.maximum)
            if params.minimum is not None:
                self._encode_minimum(model, applied, inside, begin, params.minimum)

    @staticmethod
    def _encode_maximum(model: Model, applied: Applied[P], inside: list[Linear], begin: int, maximum: int) -> None:
        """A full window that ends on a day of the plan, the one at `begin` or later, is one day too many."""
        for end in range(max(begin, maximum), len(inside)):
            model.charge(applied, sum(inside[end - maximum : end + 1]) - maximum, 1)

    @staticmethod
    def _encode_minimum(model: Model, applied: Applied[P], inside: list[Linear], begin: int, minimum: int) -> None:
        """A pattern counts when the day after the run, the one at `begin` or later, is the plan's to decide."""
        for length in range(1, minimum):
            for after in range(max(begin, length + 1), len(inside)):
                before = after - length - 1
                outside = 2 - inside[before] - inside[after]
                run = sum(inside[before + 1 : after])
                model.charge(applied, outside + run - (length + 1), 1, minimum - length)

    def bounds(self, applied: Applied[P]) -> Iterator[Bound]:
        """What the first day has to be where a run of the longest length ends right before it."""
        problem, maximum = applied.problem, applied.params.maximum
        facts, span = Facts(problem, frozenset()), f"on {day_text(problem.start)}"
        known = facts.known_dates if applied.params.edges == "history" else []
        before = [day for day in known if day < problem.start]
        for who in applied.employees if maximum is not None and len(before) >= maximum else ():
            worked = self.dates_worked(facts, applied, who)
            if all((day in worked) == self.working for day in before[-(maximum or 0) :]):
                first = self._making_the_first_day(applied, who)
                yield Bound(who, first, most=0, span=span) if self.working else Bound(who, first, least=1, span=span)

    def _making_the_first_day(self, applied: Applied[P], who: str) -> tuple[str, ...]:
        """The shifts that make the first date of the plan one of those that the rule is about."""
        problem, found = applied.problem, []
        for shift in problem.shifts:
            if shift.date == problem.start:
                alone = Facts(problem, frozenset({Assignment(who, shift.id, "")}))
                if shift.date in self.dates_worked(alone, applied, who):
                    found.append(shift.id)
        return tuple(found)

    def doubts(self, applied: Applied[P]) -> Iterator[Doubt]:
        params = applied.params
        known = applied.problem.days + (days_recorded(applied.problem) if params.edges == "history" else 0)
        if params.minimum is None and params.maximum is None:
            yield NO_LIMIT
        if params.minimum == 1:
            yield Doubt("Every run has at least 1 day, so the lower limit never matters; raise it or leave it empty.")
        if params.maximum is not None and params.maximum >= known:
            yield Doubt(f"Only {known} days are known, so {params.maximum} in a row are never exceeded.")
        if applied.setting.scope.narrowed and not self.filtered:
            yield Doubt("Every shift makes a working day here, so the choice of shifts changes nothing; take it out.")

    def phrase(self, params: P) -> str:
        verb = "works" if self.working else "is off for"
        return f"{verb} {self.days_allowed(params)} days in a row"

    @staticmethod
    def days_allowed(params: RunParams) -> str:
        """Both limits in words, before "days"."""
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {params.minimum}")
        if params.maximum is not None:
            sides.append(f"at most {params.maximum}")
        return " and ".join(sides) or "any number of"
