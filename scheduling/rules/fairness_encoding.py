"""Distances from a fair share as expressions. Days, nights and shares are laid out once; the check asks one by one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from scheduling.domain.clock import wall_clock
from scheduling.domain.history import PastShift
from scheduling.domain.problem import AvailabilityKind, Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.day_encoding import Worked, night_test
from scheduling.rules.fairness_terms import Measure
from scheduling.rules.model import Linear, Model

DAY = timedelta(days=1)
NONE: frozenset[str] = frozenset()
AnyWorked = TypeVar("AnyWorked", Shift, PastShift)


def distances(model: Model, applied: Applied[Any], measure: Measure) -> tuple[list[Linear], int]:
    """For each person the measure less the share, and a bound on how far from 0 that can be."""
    problem, known = model.problem, model.problem.history.since or model.problem.start
    back = min(7 * applied.params.weeks_before, (problem.start - known).days)
    labels = {template.id: template.labels for template in problem.templates}
    meter = _meter(problem, measure, back)
    worth = {s.id: meter(s) for s in problem.shifts if applied.covers(s.date, labels[s.template])}
    past = {who: _past(problem, applied, who, back) for who in applied.employees}
    had = {who: len(_by_weekend(p)) if measure is Measure.WEEKENDS else sum(map(meter, p)) for who, p in past.items()}
    total = _called_for(problem, applied.employees, measure, worth) + sum(had.values())
    shares = _shares(problem, applied.employees, total, back)
    away: list[Linear] = []
    widest = max(shares.values())
    for who in applied.employees:
        shifts = [s for s in model.shifts(who) if s.id in worth]
        if measure is Measure.WEEKENDS:
            begun = _by_weekend(past[who])
            groups = [group for sunday, group in _by_weekend(shifts).items() if sunday not in begun]
            got, most = sum(model.works_any(who, group) for group in groups), len(groups)
        else:
            own = _undesired(problem, who, shifts) if measure is Measure.UNDESIRED else worth
            got = sum(own[s.id] * model.works(who, s) for s in shifts if own[s.id])
            most = sum(own[s.id] for s in shifts)
        away.append(had[who] + got - shares[who])
        widest = max(widest, had[who] + most)
    return away, widest


def _meter(problem: Problem, measure: Measure, back: int) -> Callable[[Worked], int]:
    """Tells what a shift adds for whoever works it, in the plan or so many days before."""
    if measure is Measure.MINUTES:
        return lambda shift: shift.end - shift.start
    if measure is Measure.NIGHTS:
        is_night = night_test(problem, problem.start - back * DAY)
        return lambda shift: int(is_night(shift))
    return lambda shift: 1


def _past(problem: Problem, applied: Applied[Any], who: str, back: int) -> list[PastShift]:
    """What the person worked in the days before the plan that count; nothing where only the plan does."""
    if applied.params.measure is Measure.UNDESIRED:
        return []
    labels, oldest = problem.template_by_id, problem.start - back * DAY
    recent = [past for past in problem.past_of[who] if past.date >= oldest]
    return [p for p in recent if applied.covers(p.date, labels[p.template].labels if p.template in labels else NONE)]


def _by_weekend(shifts: Iterable[AnyWorked]) -> Mapping[date, list[AnyWorked]]:
    """Shifts on a Saturday or Sunday, by the Sunday."""
    groups: dict[date, list[AnyWorked]] = defaultdict(list)
    for shift in shifts:
        if shift.date.isoweekday() > 5:
            groups[shift.date + (7 - shift.date.isoweekday()) * DAY].append(shift)
    return groups


def _undesired(problem: Problem, who: str, shifts: Iterable[Shift]) -> Mapping[str, int]:
    spans = [
        (said.start, said.end)
        for said in problem.availability
        if said.employee == who and said.kind is AvailabilityKind.UNDESIRED
    ]
    return {s.id: int(any(max(s.start, a) < min(s.end, b) for a, b in spans)) for s in shifts}


def _called_for(problem: Problem, employees: Iterable[str], measure: Measure, worth: Mapping[str, int]) -> int:
    """How much of the measure the demand holds for the roles of these people."""
    if measure is Measure.UNDESIRED:
        return 0
    held = {role for who in employees for role in problem.employee_by_id[who].roles}
    heads: Counter[str] = Counter()
    shifts = [shift for shift in problem.shifts if shift.id in worth]
    for shift in shifts:
        for demand in shift.demands:
            if demand.role in held:
                heads[shift.id] += demand.minimum if demand.target is None else demand.target
    if measure is not Measure.WEEKENDS:
        return sum(number * worth[shift] for shift, number in heads.items())
    fuller = 0
    for sunday, group in _by_weekend(shifts).items():
        on_sunday = sum(heads[s.id] for s in group if s.date == sunday)
        fuller += max(on_sunday, sum(heads[s.id] for s in group) - on_sunday)
    return fuller


def _shares(problem: Problem, employees: Iterable[str], total: int, back: int) -> Mapping[str, int]:
    """Splits a total by agreed minutes (evenly where nobody has any) times days without leave, rounding down."""
    dates = {problem.start + k * DAY for k in range(-back, problem.days)}
    touched: dict[str, set[date]] = defaultdict(set)
    for absence in problem.absences:
        first = wall_clock(absence.start, problem.zone).date()
        last = wall_clock(absence.end - 1, problem.zone).date()
        touched[absence.employee].update(first + k * DAY for k in range((last - first).days + 1))
    people = [problem.employee_by_id[who] for who in employees]
    agreed = {c.id: c.weekly_minutes or 0 for c in problem.contracts}
    minutes = {person.id: agreed.get(person.contract or "", 0) for person in people}
    flat = max(minutes.values()) == 0
    weights = {who: (1 if flat else own) * len(dates - touched[who]) for who, own in minutes.items()}
    parts = max(1, sum(weights.values()))
    return {who: total * weight // parts for who, weight in weights.items()}
