"""Totals per period: what shifts add to a sum, and its bounds."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facets import Limit, Paths, Worth, price
from scheduling.rules.period_encoding import Count, given, judged, key_of
from scheduling.rules.period_total import PeriodTotal


def state_totals(paths: Paths, applied: Applied[Any]) -> bool:
    """One count for all blocks of a person where they have the same limits, one for each block elsewhere."""
    params, problem, rule = applied.params, paths.problem, catalogue()[applied.setting.code]
    assert isinstance(rule, PeriodTotal)

    def count(template: str, minutes: int) -> int:
        return rule.coefficient(template, minutes, params)

    fixed = given(problem, applied, params.period, count, rule.booked(problem))
    whole = judged(problem, params.period) if params.minimum is not None else set()
    accounts = {one.employee: rule.account(one) for one in problem.history.totals if params.carry}
    keys = {day: key_of(problem, params.period, day) for day in problem.dates}
    ends = {key: day for day, key in keys.items()}
    worth = _worth(problem, applied, count)
    for who in applied.employees:
        limits = {key: _limit(paths, applied, fixed[who, key] + accounts.get(who, 0), key in whole) for key in ends}
        if len(set(limits.values())) == 1:
            settled = frozenset(sorted(ends.values())[:-1])
            _total(paths, who, replace(limits[max(ends)], settled=settled), worth)
            continue
        for key, limit in limits.items():
            _total(paths, who, limit, {at: amount for at, amount in worth.items() if keys[at[0]] == key})
    return True


def _worth(problem: Problem, applied: Applied[Any], count: Count) -> Worth:
    """What each shift adds, by its date and template; shifts that add nothing are not in it."""
    narrowed, worth = applied.setting.scope.narrowed, dict[tuple[date, str], int]()
    for (template, minutes), shifts in problem.shifts_alike.items():
        amount, labels = count(template, minutes), problem.template_by_id[template].labels
        if amount and narrowed:
            worth |= {(s.date, template): amount for s in shifts if applied.covers(s.date, labels)}
        elif amount:
            worth |= {(s.date, template): amount for s in shifts}
    return worth


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


def _total(paths: Paths, who: str, limit: Limit, worth: Worth) -> None:
    """Nothing is said where the bounds are beyond anything that could be worked, and nothing counted up to 0."""
    best: dict[date, int] = defaultdict(int)
    for (day, _), amount in worth.items():
        best[day] = max(best[day], amount)
    if limit.lower is None and (limit.upper is None or limit.upper >= sum(best.values())):
        return
    if limit.lower is None and limit.upper == 0:
        templates = {template for _, template in worth}
        for shift in (s for (t, _), alike in paths.shifts_alike(who).items() if t in templates for s in alike):
            amount = worth.get((shift.date, shift.template), 0)
            if amount:
                paths.cell(who, shift, None if limit.over is None else limit.over * amount)
        return
    paths.total(who, worth, limit)
