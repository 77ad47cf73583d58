"""Days off in each period: how many, and how many of them in a row."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from pydantic import Field, model_validator

from scheduling.domain.clock import day_text
from scheduling.domain.periods import Block, Period, blocks
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.days_off_encoding import longest_run, whole_periods
from scheduling.rules.doubts import NO_LIMIT, labels_unused
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams

DAY = timedelta(days=1)
LONGEST = {Period.WEEK: 7, Period.FORTNIGHT: 14, Period.MONTH: 31}


class DaysOffParams(RuleParams):
    minimum: int | None = Field(default=None, ge=1, title="At least", description="Days off; empty: no limit.")
    block: int | None = Field(
        default=None,
        ge=1,
        title="In a row",
        description="Days off at least once without work between; empty: no limit.",
    )
    period: Period = Field(default=Period.WEEK, title="In each", description="The stretch of time that is judged.")

    @model_validator(mode="after")
    def _within_the_period(self) -> "DaysOffParams":
        longest = LONGEST.get(self.period)
        if longest is not None and self.block is not None and self.block > longest:
            raise ValueError(f"a {self.period} has no {self.block} days in a row; ask for {longest} or fewer")
        return self


class DaysOff(Rule[DaysOffParams]):
    """Gives each person so many days off in each period, and so many of them in a row at least once.

    A day off is a date on which no shift starts, also one of leave. Weeks and fortnights count from the first day of
    the plan. Only whole periods are judged: not one that the end of the plan cuts off, and a month that began
    before the plan only where its first days are on record; days off in a row must lie within the period. Filters
    on weekdays and dates choose the days that count, Sundays for example; template labels are not used.
    """

    code = "days_off"
    label = "Days off"
    unit = "day"
    Params = DaysOffParams
    limits = ("minimum", "block")
    looser: ClassVar[Mapping[str, int]] = {"minimum": -1, "block": -1}
    key = ("period",)

    def check(self, facts: Facts, applied: Applied[DaysOffParams]) -> Iterator[Breach]:
        whole = [block for block in blocks(facts.problem, applied.params.period) if block.whole]
        for who in applied.employees:
            worked = facts.dates_worked(who) | facts.past_dates(who)
            for block in whole:
                free = {day for day in _days(block) if day not in worked and applied.covers_day(day)}
                yield from self._judge(facts, applied.params, who, block, free)

    @staticmethod
    def _judge(facts: Facts, params: DaysOffParams, who: str, block: Block, free: set[date]) -> Iterator[Breach]:
        name, span, longest = facts.name(who), _span(block, params.period), _longest(block, free)
        if params.minimum is not None and len(free) < params.minimum:
            text = f"{name} has {_counted(len(free))} in {span}, at least {params.minimum} wanted"
            yield Breach(params.minimum - len(free), text, who, (), block.first)
        if params.block is not None and longest < params.block:
            text = f"{name} has at most {_counted(longest)} in a row in {span}, {params.block} wanted"
            yield Breach(params.block - longest, text, who, (), block.first)

    def encode(self, model: Model, applied: Applied[DaysOffParams]) -> None:
        params = applied.params
        whole = whole_periods(model.problem, params.period)
        for who in applied.employees:
            for days in whole:
                off = [1 - model.works_on(who, day) if applied.covers_day(day) else 0 for day in days]
                if params.minimum is not None:
                    model.charge(applied, params.minimum - sum(off), params.minimum)
                if params.block is not None:
                    model.charge(applied, params.block - longest_run(model, off, params.block), params.block)

    def phrase(self, params: DaysOffParams) -> str:
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {_counted(params.minimum)}")
        if params.block is not None:
            sides.append(f"{_counted(params.block)} in a row")
        span = "the whole plan" if params.period is Period.HORIZON else f"each {params.period}"
        return f"has {' and '.join(sides) or 'any number of days off'} in {span}"

    def doubts(self, applied: Applied[DaysOffParams]) -> Iterator[Doubt]:
        params = applied.params
        whole = [block for block in blocks(applied.problem, params.period) if block.whole]
        if params.minimum is None and params.block is None:
            yield NO_LIMIT
        elif not whole:
            yield Doubt(f"The plan holds no whole {params.period}, so nothing is judged; choose a shorter period.")
        for block in whole:
            days = {day for day in _days(block) if applied.covers_day(day)}
            span, longest = _span(block, params.period), _longest(block, days)
            if params.minimum is not None and params.minimum > len(days):
                text = f"At least {params.minimum} wanted in {span}, which never holds more than {_counted(len(days))}"
                yield Doubt(f"{text}; ask for fewer.")
            elif params.block is not None and params.block > longest:
                text = f"{_counted(params.block)} in a row wanted in {span}, where no more than {longest} can follow"
                yield Doubt(f"{text}; ask for fewer.")
        yield from labels_unused(applied)


def _days(block: Block) -> list[date]:
    return [block.first + k * DAY for k in range((block.last - block.first).days + 1)]


def _longest(block: Block, days: set[date]) -> int:
    """The most days in a row of the block that are among these."""
    runs = groupby(_days(block), key=lambda day: day in days)
    return max((len(list(run)) for among, run in runs if among), default=0)


def _span(block: Block, period: Period) -> str:
    return "the plan" if period is Period.HORIZON else f"the {period} from {day_text(block.first)}"


def _counted(days: int) -> str:
    return f"{days} day{'s' * (days != 1)} off"
