"""Working weekends: how many, whole ones, and how many in a row."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar

from pydantic import Field, field_validator, model_validator

from scheduling.domain.clock import day_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.doubts import NO_LIMIT
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams
from scheduling.rules.weekends_encoding import encode_weekends

WEEK = timedelta(days=7)


class WeekendsParams(RuleParams):
    days: tuple[int, ...] = Field(default=(5, 6), title="Weekend days", description="The weekdays of a weekend.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="Working weekends in the plan.")
    complete: bool = Field(default=False, title="Whole weekends", description="Work all days of a weekend or none.")
    in_a_row: int | None = Field(
        default=None, ge=1, title="In a row", description="Working weekends one after another."
    )
    carry: bool = Field(
        default=False,
        title="Add what came before",
        description="Adds the weekends that each person brings along from all the time before to those of the plan.",
    )

    @field_validator("days")
    @classmethod
    def _weekdays(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if not days or len(set(days)) < len(days) or not set(days) <= set(range(7)):
            raise ValueError("name each weekend day once, from 0 (Monday) to 6 (Sunday)")
        return days

    @model_validator(mode="after")
    def _carried_for_usual_weekends(self) -> "WeekendsParams":
        if self.carry and set(self.days) != {5, 6}:
            raise ValueError(
                "what came before is known for weekends of Saturday and Sunday; choose these days, or do not add it"
            )
        return self


class Weekends(Rule[WeekendsParams]):
    """Limits working weekends.

    A weekend is worked when a shift starts on one of its days. Weekends of the weeks before count for those in
    a row, but only a weekend on which the plan itself has work is charged. A weekend that the end of the plan cuts
    off is not asked to be whole. Filters choose the shifts.

    What came before can be added to the number: the weekends that each person brings along, whatever the filters;
    one that began before the plan and was worked then is among them already. A wish then judges all of them, a law
    only forbids to add to too many.
    """

    code = "weekends"
    label = "Weekends"
    unit = "weekend"
    Params = WeekendsParams
    limits = ("maximum", "in_a_row")
    looser: ClassVar[Mapping[str, int]] = {"maximum": 1, "in_a_row": 1}
    key = ("days",)

    def key_of(self, limit: str) -> tuple[str, ...]:
        return (*self.key, "carry") if limit == "maximum" else self.key

    def check(self, facts: Facts, applied: Applied[WeekendsParams]) -> Iterator[Breach]:
        params = applied.params
        weekends = _weekends(facts.problem, params)
        for who in applied.employees:
            name = facts.name(who)
            shifts: list[Shift | PastShift] = [*facts.past(who), *facts.worked(who)]
            worked = {s.date for s in shifts if applied.covers(s.date, facts.labels(s.template))}
            planned = {day for day in worked if day >= facts.problem.start}
            used = [monday for monday, days in weekends.items() if planned & set(days)]
            if params.maximum is not None:
                yield from self._number(facts, applied, who, params.maximum, [weekends[monday] for monday in used])
            for days in weekends.values() if params.complete else ():
                if _judged_whole(facts.problem, days) and 0 < len(worked & set(days)) < len(days):
                    text = f"{name} works only part of the weekend of {day_text(days[0])}"
                    yield Breach(1, text, who, (), days[0])
            if params.in_a_row is not None:
                yield from self._rows(name, who, params.in_a_row, worked, used, weekends)

    @staticmethod
    def _number(
        facts: Facts, applied: Applied[WeekendsParams], who: str, limit: int, used: list[list[date]]
    ) -> Iterator[Breach]:
        """Weekends worked in the plan, and those brought along, beyond the limit."""
        before = 0
        if applied.params.carry:
            before = facts.totals(who).weekends
            used = [days for days in used if not facts.past_dates(who) & set(days)]
        number = before + len(used)
        over = number - max(limit, before if applied.setting.hard else 0)
        if over > 0:
            text = f"{facts.name(who)} works {number} weekends{' in all, some before the plan' * bool(before)}"
            yield Breach(over, f"{text}, at most {limit} wanted", who, (), used[-1][0] if used else facts.problem.start)

    @staticmethod
    def _rows(
        name: str, who: str, limit: int, worked: set[date], used: list[date], weekends: Mapping[date, list[date]]
    ) -> Iterator[Breach]:
        """Each weekend of the plan that stands beyond the limit in a row of worked ones."""
        mondays = {day - timedelta(days=day.weekday()) for day in worked if _is_weekend_day(day, weekends)}
        for monday in used:
            if all(monday - k * WEEK in mondays for k in range(limit + 1)):
                first = weekends[monday][0]
                text = f"{name} works more than {limit} weekends in a row with that of {day_text(first)}"
                yield Breach(1, text, who, (), first)

    def encode(self, model: Model, applied: Applied[WeekendsParams]) -> None:
        encode_weekends(model, applied)

    def doubts(self, applied: Applied[WeekendsParams]) -> Iterator[Doubt]:
        params, number = applied.params, len(_weekends(applied.problem, applied.params))
        known = len({past.date.isocalendar()[:2] for past in applied.problem.history.shifts}) + number
        if params.maximum is None and params.in_a_row is None and not params.complete:
            yield NO_LIMIT
        elif not number:
            yield Doubt("None of the weekend days lies in the plan, so it does not matter this time.")
        if number and params.maximum is not None and not params.carry and params.maximum >= number:
            yield Doubt(f"The plan has no more than {_number(number)}, so {params.maximum} are never exceeded.")
        if number and params.in_a_row is not None and params.in_a_row >= known:
            text = f"The plan and the record hold no more than {_number(known)}"
            yield Doubt(f"{text}, so {params.in_a_row} in a row are never exceeded.")
        if params.complete and len(params.days) == 1:
            yield Doubt("A weekend of one day is always whole; name its other days.")

    def phrase(self, params: WeekendsParams) -> str:
        sides = []
        if params.maximum is not None:
            before = " (with those before the plan)" * params.carry
            sides.append(f"at most {params.maximum} weekend{'s' * (params.maximum != 1)}{before}")
        if params.complete:
            sides.append("whole weekends or none")
        if params.in_a_row is not None:
            sides.append(f"at most {params.in_a_row} weekends in a row")
        return f"works {', '.join(sides) or 'any weekends'}"


def _weekends(problem: Problem, params: WeekendsParams) -> dict[date, list[date]]:
    """All days of each weekend that has a day in the plan, by the Monday of its week."""
    touched = {day - timedelta(days=day.weekday()) for day in problem.dates if day.weekday() in params.days}
    return {monday: [monday + timedelta(days=k) for k in sorted(params.days)] for monday in sorted(touched)}


def _number(weekends: int) -> str:
    return f"{weekends} weekend{'s' * (weekends != 1)}"


def _is_weekend_day(day: date, weekends: Mapping[date, list[date]]) -> bool:
    return any(day.weekday() == known.weekday() for days in weekends.values() for known in days)


def _judged_whole(problem: Problem, days: list[date]) -> bool:
    """Whether all days of a weekend are planned, or known from the history."""
    since = problem.history.since
    known = days[0] >= problem.start or (since is not None and since <= days[0])
    return known and days[-1] <= problem.dates[-1]
