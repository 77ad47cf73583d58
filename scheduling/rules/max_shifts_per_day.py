"""At most so many shifts on one date."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from pydantic import Field

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.doubts import NO_LIMIT
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams


class MaxShiftsPerDayParams(RuleParams):
    maximum: int | None = Field(default=1, ge=0, title="At most", description="Shifts that start on one date.")


class MaxShiftsPerDay(Rule[MaxShiftsPerDayParams]):
    """Limits how many shifts of a person start on one date.

    A night shift belongs to the date it starts on. Filters choose the shifts that are counted.
    """

    code = "max_shifts_per_day"
    label = "Shifts per day"
    unit = "shift"
    Params = MaxShiftsPerDayParams
    limits = ("maximum",)
    looser: ClassVar[Mapping[str, int]] = {"maximum": 1}
    bounds_say_all = True

    def check(self, facts: Facts, applied: Applied[MaxShiftsPerDayParams]) -> Iterator[Breach]:
        limit = applied.params.maximum
        if limit is None:
            return
        for who in applied.employees:
            counted = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
            for day, number in sorted(Counter(s.date for s in counted).items()):
                if number > limit:
                    text = f"{facts.name(who)} works {number} shifts on {day_text(day)}, {number - limit} too many"
                    yield Breach(number - limit, text, who, tuple(s.id for s in counted if s.date == day), day)

    def encode(self, model: Model, applied: Applied[MaxShiftsPerDayParams]) -> None:
        limit = applied.params.maximum
        if limit is None:
            return
        for who in applied.employees:
            by_day: dict[date, list[Shift]] = defaultdict(list)
            for shift in model.shifts(who):
                if applied.covers(shift.date, model.problem.template_by_id[shift.template].labels):
                    by_day[shift.date].append(shift)
            for shifts in by_day.values():
                works = [model.works(who, shift) for shift in shifts]
                if applied.setting.hard and limit == 1 and len(works) > 1:
                    model.at_most_one(works)
                else:
                    model.charge(applied, sum(works) - limit, len(works) - limit)

    def bounds(self, applied: Applied[MaxShiftsPerDayParams]) -> Iterator[Bound]:
        by_day: dict[date, list[str]] = defaultdict(list)
        for shift in applied.problem.shifts:
            if applied.covers(shift.date, applied.problem.template_by_id[shift.template].labels):
                by_day[shift.date].append(shift.id)
        groups = [(tuple(shifts), f"on {day_text(day)}") for day, shifts in by_day.items()]
        for who in applied.employees:
            for shifts, span in groups:
                yield Bound(who, shifts, most=applied.params.maximum, span=span)

    def doubts(self, applied: Applied[MaxShiftsPerDayParams]) -> Iterator[Doubt]:
        if applied.params.maximum is None:
            yield NO_LIMIT

    def phrase(self, params: MaxShiftsPerDayParams) -> str:
        return f"works at most {params.maximum} shift{'s' * (params.maximum != 1)} a day"
