"""Rules about sums and runs of one person, and fairness between several, as facts."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from typing import Any

from benchmarks.solver.timefold.grid import NO_LIMIT, Grid, NotStated, Price
from scheduling.rules.base import Applied, Bound
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts, at_night
from scheduling.rules.fairness_facts import shares
from scheduling.rules.fairness_terms import Measure, Norm


def totals(grid: Grid, applied: Applied[Any]) -> None:
    """The sums that the rule itself names, each kind counting the same on all days of a sum."""
    price = Price.of(applied)
    for bound in catalogue()[applied.setting.code].bounds(applied):
        amounts: dict[int, set[int]] = defaultdict(set)
        days = [grid.day(grid.problem.shift_by_id[shift].date) for shift in bound.shifts]
        for shift in map(grid.problem.shift_by_id.__getitem__, bound.shifts):
            for _, kind in grid.cells(shift):
                amounts[kind].add(shift.minutes if bound.minutes else 1)
        least, most = bound.least or 0, NO_LIMIT if bound.most is None else bound.most
        span = (min(days), max(days)) if days else (0, 0)
        _check_alike(grid, bound, span, amounts)
        grid.constant += price.soft * max(0, -most)
        highest = (span[1] - span[0] + 1) * max(chain([0], *amounts.values()))
        pairs = [number for kind, (amount,) in amounts.items() for number in (kind, amount)]
        if price.hard and most == 0:
            for shift in map(grid.problem.shift_by_id.__getitem__, bound.shifts):
                for cell in grid.cells(shift):
                    grid.charge(bound.employee, *cell, price)
        elif least > 0 or most < highest:
            grid.say("total", grid.people[bound.employee], price.hard, price.soft, *span, least, max(0, most), *pairs)


def _check_alike(grid: Grid, bound: Bound, span: tuple[int, int], amounts: Mapping[int, set[int]]) -> None:
    inside = {
        shift.id
        for (day, _), shift in grid.shifts.items()
        if span[0] <= day <= span[1] and any(kind in amounts for _, kind in grid.cells(shift))
    }
    if inside - set(bound.shifts) or any(len(several) > 1 for several in amounts.values()):
        raise NotStated


def stretches(grid: Grid, applied: Applied[Any]) -> None:
    if applied.setting.scope.narrowed:
        raise NotStated
    params, price = applied.params, Price.of(applied)
    works = applied.setting.code != "consecutive_days_off"
    named = getattr(params, "templates", ())
    kinds = {kind for template in named for kind in grid.of_template(template)} if named else set(range(1, grid.most))
    kinds = kinds if works else {0}
    since = grid.problem.history.since
    first = 0 if params.edges == "open" or since is None else min(0, grid.day(since))
    limits = params.minimum or 0, params.maximum or NO_LIMIT
    for who in applied.employees:
        span = first, grid.problem.days - 1
        grid.say("stretch", grid.people[who], price.hard, price.soft, *span, *limits, *sorted(kinds))


def weekends(grid: Grid, applied: Applied[Any]) -> None:
    """Only plans that begin on a Monday, so that no weekend has begun before."""
    params, problem, price = applied.params, grid.problem, Price.of(applied)
    if applied.setting.scope.narrowed or params.in_a_row is not None or problem.start.weekday():
        raise NotStated
    number = [k // 7 if day.weekday() in params.days else -1 for k, day in enumerate(problem.dates)]
    before = {one.employee: one.weekends for one in problem.history.totals if params.carry}
    for who in applied.employees:
        if params.maximum is not None:
            room = params.maximum - before.get(who, 0)
            grid.constant += price.soft * max(0, -room)
            grid.say("weekends", grid.people[who], price.hard, price.soft, max(0, room), *number)
        for week in set(number) - {-1} if params.complete else ():
            days = [k for k, weekend in enumerate(number) if weekend == week]
            if len(days) == len(params.days):
                grid.say("whole", grid.people[who], price.hard, price.soft, days[0], days[-1])


def fairness(grid: Grid, applied: Applied[Any]) -> None:
    params, problem, price = applied.params, grid.problem, Price.of(applied)
    worth = {
        Measure.SHIFTS: lambda shift: 1,
        Measure.MINUTES: lambda shift: shift.minutes,
        Measure.NIGHTS: lambda shift: int(at_night(problem, shift)),
    }.get(params.measure)
    if worth is None or params.norm is not Norm.RANGE or params.weeks_before or applied.setting.scope.narrowed:
        raise NotStated
    amounts = {(kind, worth(shift)) for shift in problem.shifts for _, kind in grid.cells(shift)}
    if len(amounts) > len({kind for kind, _ in amounts}):
        raise NotStated
    if not applied.employees:
        return
    grid.say("spread", price.hard, price.soft)
    for who, share in shares(Facts(problem, frozenset()), applied).items():
        grid.say("share", grid.people[who], share, *(number for pair in sorted(amounts) for number in pair))
