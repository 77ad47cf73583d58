"""Working weekends: how many, whole ones, and how many in a row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from pydantic import Field, field_validator

from scheduling.domain.clock import day_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied, Breach, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Literal, Model
from scheduling.rules.parameters import RuleParams

WEEK = timedelta(days=7)


class WeekendsParams(RuleParams):
    days: tuple[int, ...] = Field(default=(5, 6), title="Weekend days", description="Weekdays, 0 is Monday.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="Working weekends in the plan.")
    complete: bool = Field(default=False, title="Whole weekends", description="Work all days of a weekend or none.")
    in_a_row: int | None = Field(
        default=None, ge=1, title="In a row", description="Working weekends one after another."
    )

    @field_validator("days")
    @classmethod
    def _weekdays(cls, days: tuple[int, ...]) -> tuple[int, ...]:
        if not days or len(set(days)) < len(days) or not set(days) <= set(range(7)):
            raise ValueError("name each weekend day once, from 0 (Monday) to 6 (Sunday)")
        return days


class Weekends(Rule[WeekendsParams]):
    """Limits working weekends.

    A weekend is worked when a shift starts on one of its days. Weekends of the weeks before count for those in
    a row, but only a weekend on which the plan itself has work is charged. A weekend that the end of the plan cuts
    off is not asked to be whole. Filters choose the shifts.
    """

    code = "weekends"
    label = "Weekends"
    unit = "weekend"
    Params = WeekendsParams
    limits = ("maximum", "in_a_row")
    key = ("days",)

    def check(self, facts: Facts, applied: Applied[WeekendsParams]) -> Iterator[Breach]:
        params = applied.params
        weekends = _weekends(facts.problem, params)
        for who in applied.employees:
            name = facts.name(who)
            shifts: list[Shift | PastShift] = [*facts.past(who), *facts.worked(who)]
            worked = {s.date for s in shifts if applied.covers(s.date, facts.labels(s.template))}
            planned = {day for day in worked if day >= facts.problem.start}
            used = [monday for monday, days in weekends.items() if planned & set(days)]
            if params.maximum is not None and len(used) > params.maximum:
                text = f"{name} works {len(used)} weekends, at most {params.maximum} wanted"
                yield Breach(len(used) - params.maximum, text, who, (), weekends[used[-1]][0])
            for days in weekends.values() if params.complete else ():
                if _judged_whole(facts.problem, days) and 0 < len(worked & set(days)) < len(days):
                    text = f"{name} works only part of the weekend of {day_text(days[0])}"
                    yield Breach(1, text, who, (), days[0])
            if params.in_a_row is not None:
                yield from self._rows(name, who, params.in_a_row, worked, used, weekends)

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
        params = applied.params
        weekends = _weekends(model.problem, params)
        for who in applied.employees:
            on = _worked_days(model, applied, who)
            used = {
                monday: model.works_any(who, [s for day in days for s in on.get(day, ([], 0))[0]])
                for monday, days in weekends.items()
            }
            if params.maximum is not None:
                model.charge(applied, sum(used.values()) - params.maximum, len(used) - params.maximum)
            for days in weekends.values() if params.complete else ():
                if _judged_whole(model.problem, days):
                    flags = [model.works_any(who, on.get(day, ([], 0))[0]) + on.get(day, ([], 0))[1] for day in days]
                    top, bottom = model.new_int(0, 1), model.new_int(0, 1)
                    model.add_max(top, flags)
                    model.add_min(bottom, flags)
                    model.charge(applied, top - bottom, 1)
            if params.in_a_row is not None:
                self._encode_rows(model, applied, who, used, params.in_a_row)

    @staticmethod
    def _encode_rows(
        model: Model, applied: Applied[WeekendsParams], who: str, used: Mapping[date, Literal], limit: int
    ) -> None:
        past = _past_weekends(model, applied, who)
        for monday in used:
            window = [used[monday]]
            for k in range(1, limit + 1):
                earlier = monday - k * WEEK
                before = int(earlier in past)
                window.append(before if before or earlier not in used else used[earlier])
            model.charge(applied, sum(window) - limit, 1)

    def phrase(self, params: WeekendsParams) -> str:
        sides = []
        if params.maximum is not None:
            sides.append(f"at most {params.maximum} weekend{'s' * (params.maximum != 1)}")
        if params.complete:
            sides.append("whole weekends or none")
        if params.in_a_row is not None:
            sides.append(f"at most {params.in_a_row} weekends in a row")
        return f"works {', '.join(sides) or 'any weekends'}"


def _weekends(problem: Problem, params: WeekendsParams) -> dict[date, list[date]]:
    """All days of each weekend that has a day in the plan, by the Monday of its week."""
    touched = {day - timedelta(days=day.weekday()) for day in problem.dates if day.weekday() in params.days}
    return {monday: [monday + timedelta(days=k) for k in sorted(params.days)] for monday in sorted(touched)}


def _is_weekend_day(day: date, weekends: Mapping[date, list[date]]) -> bool:
    return any(day.weekday() == known.weekday() for days in weekends.values() for known in days)


def _judged_whole(problem: Problem, days: list[date]) -> bool:
    """Whether all days of a weekend are planned, or known from the history."""
    since = problem.history.since
    known = days[0] >= problem.start or (since is not None and since <= days[0])
    return known and days[-1] <= problem.dates[-1]


def _worked_days(model: Model, applied: Applied[WeekendsParams], who: str) -> dict[date, tuple[list[Shift], int]]:
    """Per date the shifts that could be worked on it, and 1 where one was worked in the past."""
    templates = model.problem.template_by_id
    shifts: dict[date, list[Shift]] = defaultdict(list)
    for shift in model.shifts(who):
        if applied.covers(shift.date, templates[shift.template].labels):
            shifts[shift.date].append(shift)
    past = _past_days(model, applied, who)
    return {day: (shifts.get(day, []), int(day in past)) for day in shifts.keys() | past}


def _past_days(model: Model, applied: Applied[WeekendsParams], who: str) -> set[date]:
    templates = model.problem.template_by_id
    return {
        past.date
        for past in model.problem.past_of[who]
        if applied.covers(past.date, templates[past.template].labels if past.template in templates else frozenset())
    }


def _past_weekends(model: Model, applied: Applied[WeekendsParams], who: str) -> set[date]:
    days = _past_days(model, applied, who)
    return {day - timedelta(days=day.weekday()) for day in days if day.weekday() in applied.params.days}
