"""Weekends as a track: the state is what was worked of one so far; it is counted on its first worked day."""

from datetime import date, timedelta
from typing import cast

from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied
from scheduling.rules.facets import Limit, Paths, State, Step, Track, key_of, looks_at, price
from scheduling.rules.weekends import WeekendsParams


def state(paths: Paths, applied: Applied[WeekendsParams]) -> bool:
    """All but weekends in a row."""
    params, problem = applied.params, paths.problem
    labels = {template.id: template.labels for template in problem.templates}
    first, last = min(params.days), max(params.days)
    whole = {monday for monday in _mondays(problem) if _judged_whole(problem, monday, first, last)}

    def step(state: State, day: date, template: str | None) -> Step | None:
        worked, free, counted = cast(tuple[bool, bool, bool], state)
        if day.weekday() == first:
            worked = free = counted = False
        if day.weekday() not in params.days:
            return ((worked, free, counted) if first < day.weekday() < last else (False, False, False)), 0, 0
        on = template is not None and applied.covers(day, labels[template])
        now = worked or on, free or not on, counted or on
        judged = params.complete and day.weekday() == last and day - timedelta(days=last) in whole
        cost = price(applied, int(judged and now[0] and now[1]))
        done = (False, False, False) if day.weekday() == last else now
        return None if cost is None else (done, cost, int(on and not counted))

    edges = problem.dates[:7] + problem.dates[-7:]
    brought = {one.employee: one.weekends for one in problem.history.totals if params.carry}
    for who in applied.employees:
        limit = _limit(paths, applied, brought.get(who, 0))
        begun = _begun(paths, applied, who)
        paths.track(
            who,
            Track(
                key_of(applied),
                begun,
                step,
                lambda day: day if day in edges or looks_at(applied, day) else day.weekday(),
                limit,
            ),
        )
    return params.in_a_row is None


def _limit(paths: Paths, applied: Applied[WeekendsParams], brought: int) -> Limit | None:
    """Of weekends that the plan adds; too many before anything is added are a wish's cost whatever happens."""
    maximum, cost = applied.params.maximum, price(applied, 1)
    if maximum is None:
        return None
    if cost is not None and brought > maximum:
        paths.constant((brought - maximum) * cost)
    return Limit(None, max(0, maximum - brought), None, cost)


def _mondays(problem: Problem) -> set[date]:
    return {day - timedelta(days=day.weekday()) for day in problem.dates}


def _judged_whole(problem: Problem, monday: date, first: int, last: int) -> bool:
    """Whether all of a weekend is planned, or known from the history."""
    begin, end, since = monday + timedelta(days=first), monday + timedelta(days=last), problem.history.since
    return (begin >= problem.start or (since is not None and since <= begin)) and end <= problem.dates[-1]


def _begun(paths: Paths, applied: Applied[WeekendsParams], who: str) -> tuple[bool, bool, bool]:
    """Of a weekend that the plan begins in: whether some of it was worked, some was free, and whether it is counted."""
    problem, labels = paths.problem, {template.id: template.labels for template in paths.problem.templates}
    monday = problem.start - timedelta(days=problem.start.weekday())
    before = [day for k in applied.params.days if (day := monday + timedelta(days=k)) < problem.start]
    past = {p.date for p in problem.past_of[who] if applied.covers(p.date, labels.get(p.template, frozenset()))}
    all_past = {p.date for p in problem.past_of[who]}
    counted = applied.params.carry and any(day in all_past for day in before)
    return any(day in past for day in before), any(day not in past for day in before), counted
