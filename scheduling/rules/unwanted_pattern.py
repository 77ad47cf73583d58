"""Sequences of days that nobody wants."""

from calendar import day_name
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from pydantic import Field, field_validator

from scheduling.domain.clock import day_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.day_encoding import days_recorded, worked_days
from scheduling.rules.doubts import labels_unused, never_seen
from scheduling.rules.facts import Facts
from scheduling.rules.model import Literal, Model
from scheduling.rules.parameters import ANY, OFF, WORK, DayStep, RuleParams

DAY = timedelta(days=1)
SHORTEST, LONGEST = 2, 7
WORDS = {WORK: "a working day", OFF: "a day off", ANY: "any day"}


class UnwantedPatternParams(RuleParams):
    pattern: tuple[DayStep, ...] = Field(
        default=(OFF, WORK, OFF),
        title="Day by day",
        description="What each of 2 to 7 days in a row is: work, off, any, or a shift of a template.",
    )
    weekdays: tuple[int, ...] = Field(
        default=(), title="Starting on", description="Weekdays of the first day; empty: any."
    )

    @field_validator("pattern")
    @classmethod
    def _worth_counting(cls, pattern: tuple[str, ...]) -> tuple[str, ...]:
        if not SHORTEST <= len(pattern) <= LONGEST:
            raise ValueError(f"a pattern has {SHORTEST} to {LONGEST} days, not {len(pattern)}; add or take away some")
        if set(pattern) == {ANY}:
            raise ValueError("a pattern of any days is everywhere; say of at least one day what it is")
        return pattern

    @field_validator("weekdays")
    @classmethod
    def _weekdays(cls, weekdays: tuple[int, ...]) -> tuple[int, ...]:
        if len(set(weekdays)) < len(weekdays) or not set(weekdays) <= set(range(7)):
            raise ValueError("name each weekday once, from 0 (Monday) to 6 (Sunday)")
        return weekdays


class UnwantedPattern(Rule[UnwantedPatternParams]):
    """Counts each time that days in a row follow a pattern of working days, days off and shifts of templates.

    A working day is a date on which a shift starts; a template matches a date on which a shift of it starts, whatever
    else is worked then. The last day must be one of the plan. Patterns that begin before the plan count where all
    their days are on record. Patterns may overlap, and each counts. Filters on weekdays and dates are about the
    first day, as the weekdays of the rule are; template labels are not used.
    """

    code = "unwanted_pattern"
    label = "Unwanted pattern"
    unit = "occurrence"
    Params = UnwantedPatternParams

    def check(self, facts: Facts, applied: Applied[UnwantedPatternParams]) -> Iterator[Breach]:
        pattern, weekdays = applied.params.pattern, applied.params.weekdays
        said = ", ".join(WORDS.get(step) or facts.template_name(step) for step in pattern)
        starts = [day for day in facts.known_dates if not weekdays or day.weekday() in weekdays]
        for who in applied.employees:
            shifts: list[PastShift | Shift] = [*facts.past(who), *facts.worked(who)]
            for first in filter(applied.covers_day, starts):
                days = [first + k * DAY for k in range(len(pattern))]
                if facts.problem.start <= days[-1] <= facts.problem.dates[-1] and all(
                    _matches(step, {s.template for s in shifts if s.date == day})
                    for step, day in zip(pattern, days, strict=True)
                ):
                    yield Breach(1, f"{facts.name(who)}: {said} from {day_text(first)}", who, (), first)

    def encode(self, model: Model, applied: Applied[UnwantedPatternParams]) -> None:
        """For each start the days that match, of which not all may."""
        pattern, starts = applied.params.pattern, list(_starts(model, applied))
        told = [(k, step) for k, step in enumerate(pattern) if step != ANY]
        for who in applied.employees:
            works = {step: _worked(model, who, step) for step in {WORK if step == OFF else step for _, step in told}}
            for first in starts:
                match = [
                    1 - works[WORK](first + k * DAY) if step == OFF else works[step](first + k * DAY)
                    for k, step in told
                ]
                model.charge(applied, sum(match) - len(match) + 1, 1)

    def phrase(self, params: UnwantedPatternParams) -> str:
        days = " or ".join(day_name[day] for day in sorted(params.weekdays))
        start = f" starting on a {days}" if days else ""
        return f"never has {', '.join(WORDS.get(step, step) for step in params.pattern)} in a row{start}"

    def doubts(self, applied: Applied[UnwantedPatternParams]) -> Iterator[Doubt]:
        pattern, problem = applied.params.pattern, applied.problem
        known = days_recorded(problem) + problem.days
        if known < len(pattern):
            yield Doubt(
                f"Only {known} days are known, so {len(pattern)} in a row never come about; shorten the pattern."
            )
        named = (step for step in pattern if step not in WORDS)
        yield from never_seen(problem, named, "the pattern never comes about")
        yield from labels_unused(applied)


def _matches(step: str, templates: set[str]) -> bool:
    """Whether a day on which shifts of these templates were worked is what the step says."""
    if step in WORDS:
        return step == ANY or bool(templates) == (step == WORK)
    return step in templates


def _starts(model: Model, applied: Applied[UnwantedPatternParams]) -> Iterator[date]:
    """First days of patterns that end in the plan and lie on known days throughout."""
    problem, params = model.problem, applied.params
    back = min(days_recorded(problem), len(params.pattern) - 1)
    for k in range(-back, problem.days - len(params.pattern) + 1):
        day = problem.start + k * DAY
        if applied.covers_day(day) and (not params.weekdays or day.weekday() in params.weekdays):
            yield day


def _worked(model: Model, who: str, step: str) -> Callable[[date], Literal]:
    """Answers whether a date is a working day, or one with a shift of the template that the step names."""
    if step == WORK:
        return lambda day: model.works_on(who, day)
    return worked_days(model, who, lambda shift: shift.template == step)
