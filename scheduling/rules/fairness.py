"""Fairness: everyone near their share."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from scheduling.domain.clock import MINUTES_PER_DAY, hours_text, instant
from scheduling.domain.problem import AvailabilityKind, Problem, Shift
from scheduling.rules.base import Applied, Breach, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.fairness_encoding import distances
from scheduling.rules.fairness_terms import FairnessParams, Measure, Norm
from scheduling.rules.model import Model

NIGHT_HOUR = 3 * 60
SATURDAY = 5


class Fairness(Rule[FairnessParams]):
    """Keeps everyone near their share of hours, shifts, nights, weekends or undesired shifts.

    The share is a person's part of what the demand calls for in the roles of these people, by contract hours and by
    days not on leave, rounded down. People with nothing count too. Nobody is called to undesired shifts: there
    the share is nothing. Filters choose the shifts.
    """

    code = "fairness"
    label = "Fairness"
    unit = "minute or shift"
    Params = FairnessParams

    def check(self, facts: Facts, applied: Applied[FairnessParams]) -> Iterator[Breach]:
        if not applied.employees:
            return
        measure, shares = applied.params.measure, _shares(facts.problem, applied)
        away = {who: _got(facts, applied, who) - shares[who] for who in applied.employees}
        high, low = max(away, key=away.__getitem__), min(away, key=away.__getitem__)
        amount = {
            Norm.RANGE: away[high] - away[low],
            Norm.L1: sum(abs(value) for value in away.values()),
            Norm.MAX: max(0, away[high]),
        }[applied.params.norm]
        if amount:
            sides = dict.fromkeys((high, low))
            said = " and ".join(f"{facts.name(who)} is {_distance(away[who], measure)}" for who in sides)
            yield Breach(amount, f"{said} their share of {measure}")

    def encode(self, model: Model, applied: Applied[FairnessParams]) -> None:
        if not applied.employees:
            return
        away, widest = distances(model, applied, applied.params.measure)
        if applied.params.norm is Norm.L1:
            for value in away:
                model.charge(applied, value, widest)
                model.charge(applied, -value, widest)
            return
        high = model.new_int(-widest, widest)
        model.add_max(high, away)
        if applied.params.norm is Norm.MAX:
            model.charge(applied, high, widest)
            return
        low = model.new_int(-widest, widest)
        model.add_min(low, away)
        model.charge(applied, high - low, 2 * widest)

    def phrase(self, params: FairnessParams) -> str:
        return f"gets a fair share of {params.measure}"


def _distance(value: int, measure: Measure) -> str:
    size = hours_text(abs(value)) if measure is Measure.MINUTES else str(abs(value))
    return f"{size} {'above' if value > 0 else 'below'}" if value else "exactly at"


def _got(facts: Facts, applied: Applied[FairnessParams], who: str) -> int:
    """What the roster gives a person of the measure."""
    counted = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
    match applied.params.measure:
        case Measure.WEEKENDS:
            return len({s.date.isocalendar()[:2] for s in counted if s.date.weekday() >= SATURDAY})
        case Measure.UNDESIRED:
            return sum(_undesired(facts.problem, who, s) for s in counted)
        case measure:
            return sum(_worth(facts.problem, measure, s) for s in counted)


def _worth(problem: Problem, measure: Measure, shift: Shift) -> int:
    if measure is Measure.MINUTES:
        return shift.end - shift.start
    if measure is Measure.NIGHTS:
        moments = (instant(shift.date, NIGHT_HOUR + k * MINUTES_PER_DAY, problem.zone) for k in (0, 1))
        return int(any(shift.start <= moment < shift.end for moment in moments))
    return 1


def _undesired(problem: Problem, who: str, shift: Shift) -> bool:
    return any(
        said.employee == who
        and said.kind is AvailabilityKind.UNDESIRED
        and said.start < shift.end
        and shift.start < said.end
        for said in problem.availability
    )


def _shares(problem: Problem, applied: Applied[FairnessParams]) -> Mapping[str, int]:
    """Each person's share of what the demand calls for."""
    total = _called_for(problem, applied)
    minutes = {who: _agreed(problem, who) for who in applied.employees}
    if not any(minutes.values()):
        minutes = dict.fromkeys(applied.employees, 1)
    weights = {who: minutes[who] * _days_present(problem, who) for who in applied.employees}
    everyone = sum(weights.values())
    return {who: total * weight // everyone if everyone else 0 for who, weight in weights.items()}


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


def _days_present(problem: Problem, who: str) -> int:
    """Days of the plan that no absence touches."""
    absences = [a for a in problem.absences if a.employee == who]
    return sum(
        not any(
            a.start < instant(day, MINUTES_PER_DAY, problem.zone) and instant(day, 0, problem.zone) < a.end
            for a in absences
        )
        for day in problem.dates
    )
