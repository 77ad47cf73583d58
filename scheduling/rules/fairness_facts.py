"""What each person got, and what their fair share is, in plain words over dates and minutes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from scheduling.domain.clock import MINUTES_PER_DAY, instant
from scheduling.domain.history import PastShift
from scheduling.domain.problem import AvailabilityKind, Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.facts import Facts, at_night
from scheduling.rules.fairness_terms import FairnessParams, Measure

SATURDAY = 5


def got(facts: Facts, applied: Applied[FairnessParams], who: str) -> int:
    """What the weeks before, as far as they count, and the roster give a person of the measure."""
    planned = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
    if applied.params.measure is Measure.UNDESIRED:
        return sum(_undesired(facts.problem, who, shift) for shift in planned)
    return _sum_of(facts.problem, applied.params.measure, [*_past(facts, applied, who), *planned])


def shares(facts: Facts, applied: Applied[FairnessParams]) -> Mapping[str, int]:
    """Each person's share of what the demand calls for and of what was worked before."""
    problem, measure = facts.problem, applied.params.measure
    total = _called_for(problem, applied)
    if measure is not Measure.UNDESIRED:
        total += sum(_sum_of(problem, measure, _past(facts, applied, who)) for who in applied.employees)
    minutes = {who: _agreed(problem, who) for who in applied.employees}
    if not any(minutes.values()):
        minutes = dict.fromkeys(applied.employees, 1)
    first = _first_day(problem, applied)
    weights = {who: minutes[who] * _days_present(problem, who, first) for who in applied.employees}
    everyone = sum(weights.values())
    return {who: total * weight // everyone if everyone else 0 for who, weight in weights.items()}


def _first_day(problem: Problem, applied: Applied[FairnessParams]) -> date:
    """The first day that counts: at most so many weeks before the plan, and no day that is not known."""
    wanted = problem.start - timedelta(weeks=applied.params.weeks_before)
    return problem.start if problem.history.since is None else max(wanted, problem.history.since)


def _past(facts: Facts, applied: Applied[FairnessParams], who: str) -> list[PastShift]:
    """What the person worked before the plan, where it counts."""
    first = _first_day(facts.problem, applied)
    return [s for s in facts.past(who) if first <= s.date and applied.covers(s.date, facts.labels(s.template))]


def _sum_of(problem: Problem, measure: Measure, shifts: Sequence[PastShift | Shift]) -> int:
    if measure is Measure.WEEKENDS:
        return len({s.date.isocalendar()[:2] for s in shifts if s.date.weekday() >= SATURDAY})
    return sum(_worth(problem, measure, shift) for shift in shifts)


def _worth(problem: Problem, measure: Measure, shift: PastShift | Shift) -> int:
    if measure is Measure.MINUTES:
        return shift.end - shift.start
    if measure is Measure.NIGHTS:
        return int(at_night(problem, shift))
    return 1


def _undesired(problem: Problem, who: str, shift: Shift) -> bool:
    return any(
        said.employee == who
        and said.kind is AvailabilityKind.UNDESIRED
        and said.start < shift.end
        and shift.start < said.end
        for said in problem.availability
    )


def _called_for(problem: Problem, applied: Applied[FairnessParams]) -> int:
    """What the targets (minima where there is no target) add up to; for weekends, the fuller day of each."""
    measure = applied.params.measure
    roles = frozenset[str]().union(*(problem.employee_by_id[who].roles for who in applied.employees))
    total, by_day = 0, defaultdict[date, int](int)
    for shift in problem.shifts:
        if applied.covers(shift.date, problem.template_by_id[shift.template].labels):
            wanted = [d for d in shift.demands if d.role in roles]
            heads = sum(d.minimum if d.target is None else d.target for d in wanted)
            by_day[shift.date] += heads
            total += heads * _worth(problem, measure, shift)
    if measure is Measure.UNDESIRED:
        return 0
    if measure is Measure.WEEKENDS:
        saturdays = {day - timedelta(days=day.weekday() - SATURDAY) for day in by_day if day.weekday() >= SATURDAY}
        return sum(max(by_day[day], by_day[day + timedelta(days=1)]) for day in saturdays)
    return total


def _agreed(problem: Problem, who: str) -> int:
    contract = problem.contract_by_id.get(problem.employee_by_id[who].contract or "")
    return (contract.weekly_minutes or 0) if contract else 0


def _days_present(problem: Problem, who: str, first: date) -> int:
    """Days from the first that counts to the plan's last that no absence touches."""
    absences = [a for a in problem.absences if a.employee == who]
    days = [first + timedelta(days=k) for k in range((problem.dates[-1] - first).days + 1)]
    return sum(
        not any(
            a.start < instant(day, MINUTES_PER_DAY, problem.zone) and instant(day, 0, problem.zone) < a.end
            for a in absences
        )
        for day in days
    )
