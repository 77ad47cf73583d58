"""Totals per period as tracks that count."""

from dataclasses import replace
from datetime import date
from typing import Any

from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facets import Limit, Paths, State, Step, Track, price
from scheduling.rules.period_encoding import given, judged, key_of
from scheduling.rules.period_total import PeriodTotal


def state_totals(paths: Paths, applied: Applied[Any]) -> bool:
    """One count for all blocks of a person where they have the same limits, one for each block elsewhere."""
    params, problem, rule = applied.params, paths.problem, catalogue()[applied.setting.code]
    assert isinstance(rule, PeriodTotal)

    def count(template: str, minutes: int) -> int:
        return rule.coefficient(template, minutes, params)

    fixed = given(problem, applied, params.period, count, rule.booked(problem))
    whole = judged(problem, params.period)
    accounts = {one.employee: rule.account(one) for one in problem.history.totals if params.carry}
    ends = {key_of(problem, params.period, day): day for day in problem.dates}
    worth = {
        (s.date, s.template): count(s.template, s.minutes)
        for s in problem.shifts
        if applied.covers(s.date, problem.template_by_id[s.template].labels)
    }
    for who in applied.employees:
        limits = {key: _limit(paths, applied, fixed[who, key] + accounts.get(who, 0), key in whole) for key in ends}
        _bar(paths, applied, who, worth, {key for key, limit in limits.items() if limit.upper == 0})
        if len(set(limits.values())) == 1:
            settled = frozenset(sorted(ends.values())[:-1])
            paths.track(who, _track(replace(limits[max(ends)], settled=settled), worth, len(problem.shifts)))
            continue
        for key, limit in limits.items():
            inside = {at: amount for at, amount in worth.items() if key_of(problem, params.period, at[0]) == key}
            paths.track(who, _track(limit, inside, len(problem.shifts)))
    return True


def _limit(paths: Paths, applied: Applied[Any], known: int, whole: bool) -> Limit:
    """Of what the plan adds to a block; what is over before anything is added is a cost whatever happens."""
    params, cost, upper, lower = applied.params, price(applied, 1), None, None
    if params.maximum is not None:
        room = params.maximum - known
        if params.carry and cost is not None and room < 0:
            paths.constant(-room * cost)
        upper = max(0, room)
    if params.minimum is not None and whole and params.minimum > known:
        lower = params.minimum - known
    return Limit(lower, upper, cost, cost)


def _bar(paths: Paths, applied: Applied[Any], who: str, worth: dict[tuple[date, str], int], full: set[int]) -> None:
    """Where nothing more is allowed, no path need count to find that out."""
    for shift in paths.shifts(who) if applied.setting.hard and full else ():
        key = key_of(paths.problem, applied.params.period, shift.date)
        if key in full and worth.get((shift.date, shift.template)):
            paths.cell(who, shift, None)


def _track(limit: Limit, worth: dict[tuple[date, str], int], shifts: int) -> Track:
    each = {(template, amount) for (_, template), amount in worth.items()}
    alike = len(each) == len({template for template, _ in each}) and len(worth) == shifts

    def step(state: State, day: date, template: str | None) -> Step | None:
        return state, 0, worth.get((day, template), 0) if template else 0

    key = "amount", frozenset(each if alike else worth.items())
    return Track(key, None, step, lambda day: None if alike else day, limit)
