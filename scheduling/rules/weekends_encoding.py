"""Working weekends as expressions, laid out per person from the Monday of each week."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.model import Literal, Model

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def encode_weekends(model: Model, applied: Applied[Any]) -> None:
    """State all that a setting asks of each person's weekends."""
    params = applied.params
    weekends = _days_by_monday(model.problem, params.days)
    for who in applied.employees:
        shifts = _counted(model, applied, who)
        used = {
            monday: model.works_any(who, [s for day in days for s in shifts.get(day, ())])
            for monday, days in weekends.items()
        }
        if params.maximum is not None:
            _encode_number(model, applied, who, used)
        if params.complete:
            _encode_whole(model, applied, who, shifts, weekends)
        if params.in_a_row is not None:
            _encode_rows(model, applied, who, used)


def _encode_number(model: Model, applied: Applied[Any], who: str, used: Mapping[date, Literal]) -> None:
    room, counted = applied.params.maximum, dict(used)
    if applied.params.carry:
        room -= sum(totals.weekends for totals in model.problem.history.totals if totals.employee == who)
        room = max(0, room) if applied.setting.weight is None else room
        begun = {_monday(past.date) for past in model.problem.past_of[who] if past.date.isoweekday() > 5}
        counted = {monday: literal for monday, literal in used.items() if monday not in begun}
    model.charge(applied, sum(counted.values()) - room, len(counted) - room)


def _encode_whole(
    model: Model,
    applied: Applied[Any],
    who: str,
    shifts: Mapping[date, list[Shift]],
    weekends: Mapping[date, list[date]],
) -> None:
    problem, past = model.problem, _past_days(model, applied, who)
    known = min(problem.history.since or problem.start, problem.start)
    for days in weekends.values():
        if known <= days[0] and days[-1] <= problem.dates[-1]:
            flags = [int(day in past) or model.works_any(who, shifts.get(day, ())) for day in days]
            top, bottom = model.new_int(0, 1), model.new_int(0, 1)
            model.add_max(top, flags)
            model.add_min(bottom, flags)
            model.charge(applied, top - bottom, 1)


def _encode_rows(model: Model, applied: Applied[Any], who: str, used: Mapping[date, Literal]) -> None:
    limit, weekend = applied.params.in_a_row, set(applied.params.days)
    past = {_monday(day) for day in _past_days(model, applied, who) if day.weekday() in weekend}
    for monday in used:
        earlier = (monday - k * WEEK for k in range(1, limit + 1))
        window = [used[monday], *(1 if day in past else used.get(day, 0) for day in earlier)]
        model.charge(applied, sum(window) - limit, 1)


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _days_by_monday(problem: Problem, weekdays: tuple[int, ...]) -> Mapping[date, list[date]]:
    """The weekends of which the plan has at least a day, all their days in order."""
    mondays = sorted({_monday(day) for day in problem.dates if day.weekday() in weekdays})
    return {monday: [monday + k * DAY for k in sorted(weekdays)] for monday in mondays}


def _counted(model: Model, applied: Applied[Any], who: str) -> Mapping[date, list[Shift]]:
    """The shifts that could be worked and pass the filters, by date."""
    shifts: dict[date, list[Shift]] = defaultdict(list)
    for shift in model.shifts(who):
        if applied.covers(shift.date, model.problem.template_by_id[shift.template].labels):
            shifts[shift.date].append(shift)
    return shifts


def _past_days(model: Model, applied: Applied[Any], who: str) -> set[date]:
    """Dates before the plan on which the person worked something that passes the filters."""
    labels = {template.id: template.labels for template in model.problem.templates}
    worked = model.problem.past_of[who]
    return {past.date for past in worked if applied.covers(past.date, labels.get(past.template, frozenset()))}
