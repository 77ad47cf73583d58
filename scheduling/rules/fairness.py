"""Fairness: everyone near their share."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from scheduling.domain.clock import MINUTES_PER_DAY, hours_text, instant
from scheduling.domain.problem import AvailabilityKind, Problem, Shift
from scheduling.rules.base import Applied, Breach, Rule, RuleParams
from scheduling.rules.facts import Facts
from scheduling.rules.model import Linear, Model

NIGHT_HOUR = 3 * 60


class Measure(StrEnum):
    MINUTES = "minutes"
    SHIFTS = "shifts"
    NIGHTS = "nights"
    WEEKENDS = "weekends"
    UNDESIRED = "undesired"


class Norm(StrEnum):
    RANGE = "range"
    L1 = "l1"
    MAX = "max"


class FairnessParams(RuleParams):
    measure: Measure = Field(default=Measure.MINUTES, title="Share out", description="What is to be shared fairly.")
    norm: Norm = Field(
        default=Norm.RANGE,
        title="Judge by",
        description="range: between the one most above and the one most below their share; "
        "l1: all differences added up; max: the one most above.",
    )


class Fairness(Rule[FairnessParams]):
    """Keeps everyone near their share of hours, shifts, nights, weekends or undesired shifts.

    The share is a person's part of what the demand calls for, by contract hours and by days not on leave; people
    with nothing count too. Filters choose the shifts. A night is a shift under way at three in the morning.
    """

    code = "fairness"
    label = "Fairness"
    unit = "minute or shift"
    Params = FairnessParams

    def check(self, facts: Facts, applied: Applied[FairnessParams]) -> Iterator[Breach]:
        if not applied.employees:
            return
        shares = _shares(facts.problem, applied)
        away = {}
        for who in applied.employees:
            counted = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
            if applied.params.measure is Measure.WEEKENDS:
                got = len({s.date.isocalendar()[:2] for s in counted if s.date.weekday() >= 5})
            else:
                got = sum(_worth(facts.problem, applied.params.measure, who, s) for s in counted)
            away[who] = got - shares[who]
        high, low = max(away, key=lambda w: away[w]), min(away, key=lambda w: away[w])
        amount = {
            Norm.RANGE: away[high] - away[low],
            Norm.L1: sum(abs(value) for value in away.values()),
            Norm.MAX: max(0, away[high]),
        }[applied.params.norm]
        if amount:
            say = hours_text if applied.params.measure is Measure.MINUTES else str
            text = (
                f"{facts.name(high)} has {say(away[high])} and {facts.name(low)} {say(away[low])} "
                f"against their share of {applied.params.measure}"
            )
            yield Breach(amount, text)

    def encode(self, model: Model, applied: Applied[FairnessParams]) -> None:
        if not applied.employees:
            return
        shares = _shares(model.problem, applied)
        away, widest = [], 0
        for who in applied.employees:
            got, most = _encoded(model, applied, who)
            away.append(got - shares[who])
            widest = max(widest, most + sum(shares.values()))
        if applied.params.norm is Norm.L1:
            for value in away:
                model.charge(applied, value, widest)
                model.charge(applied, -value, widest)
        elif applied.params.norm is Norm.MAX:
            high = model.new_int(-widest, widest)
            model.add_max(high, away)
            model.charge(applied, high, widest)
        else:
            high, low = model.new_int(-widest, widest), model.new_int(-widest, widest)
            model.add_max(high, away)
            model.add_min(low, away)
            model.charge(applied, high - low, 2 * widest)

    def phrase(self, params: FairnessParams) -> str:
        return f"gets a fair share of {params.measure}"


def _worth(problem: Problem, measure: Measure, who: str, shift: Shift) -> int:
    """What a shift adds to a person's measure (weekends are counted apart)."""
    if measure is Measure.MINUTES:
        return shift.minutes
    if measure is Measure.NIGHTS:
        return int(_is_night(problem, shift))
    if measure is Measure.UNDESIRED:
        return int(
            any(
                interval.employee == who
                and interval.kind is AvailabilityKind.UNDESIRED
                and interval.start < shift.end
                and shift.start < interval.end
                for interval in problem.availability
            )
        )
    return 1


def _is_night(problem: Problem, shift: Shift) -> bool:
    moments = (instant(shift.date, NIGHT_HOUR + k * MINUTES_PER_DAY, problem.zone) for k in (0, 1))
    return any(shift.start <= moment < shift.end for moment in moments)


def _encoded(model: Model, applied: Applied[FairnessParams], who: str) -> tuple[Linear, int]:
    """A person's measure as an expression, and its upper bound."""
    templates = model.problem.template_by_id
    shifts = [s for s in model.shifts(who) if applied.covers(s.date, templates[s.template].labels)]
    if applied.params.measure is Measure.WEEKENDS:
        by_weekend: dict[date, list[Shift]] = defaultdict(list)
        for shift in shifts:
            if shift.date.weekday() >= 5:
                by_weekend[shift.date - timedelta(days=shift.date.weekday())].append(shift)
        return sum(model.works_any(who, group) for group in by_weekend.values()), len(by_weekend)
    worth = {s.id: _worth(model.problem, applied.params.measure, who, s) for s in shifts}
    return sum(model.works(who, s) * worth[s.id] for s in shifts if worth[s.id]), sum(worth.values())


def _shares(problem: Problem, applied: Applied[FairnessParams]) -> dict[str, int]:
    """Each person's share of what the demand calls for, rounded down."""
    total = _called_for(problem, applied)
    weights = _weights(problem, applied.employees)
    everyone = sum(weights.values())
    return {who: total * weight // everyone if everyone else 0 for who, weight in weights.items()}


def _called_for(problem: Problem, applied: Applied[FairnessParams]) -> int:
    """The measure that the targets (minima where there is no target) add up to.

    For weekends, the heads of the fuller day of each; nobody is called to undesired shifts.
    """
    measure, total = applied.params.measure, 0
    by_day: dict[date, int] = defaultdict(int)
    for shift in problem.shifts:
        if applied.covers(shift.date, problem.template_by_id[shift.template].labels):
            heads = sum(d.minimum if d.target is None else d.target for d in shift.demands)
            by_day[shift.date] += heads
            if measure not in (Measure.WEEKENDS, Measure.UNDESIRED):
                total += heads * _worth(problem, measure, "", shift)
    if measure is Measure.WEEKENDS:
        saturdays = {day - timedelta(days=day.weekday() - 5) for day in by_day if day.weekday() >= 5}
        total = sum(max(by_day[day], by_day[day + timedelta(days=1)]) for day in saturdays)
    return total


def _weights(problem: Problem, employees: tuple[str, ...]) -> dict[str, int]:
    """Contract minutes (1 for all where nobody has any) times days without leave."""
    agreed = {who: _agreed(problem, who) for who in employees}
    flat = not any(agreed.values())
    return {who: (1 if flat else agreed[who]) * _days_present(problem, who) for who in employees}


def _agreed(problem: Problem, who: str) -> int:
    contract = problem.contract_by_id.get(problem.employee_by_id[who].contract or "")
    return (contract.weekly_minutes or 0) if contract else 0


def _days_present(problem: Problem, who: str) -> int:
    absences = [a for a in problem.absences if a.employee == who]
    return sum(
        not any(
            a.start < instant(day, MINUTES_PER_DAY, problem.zone) and instant(day, 0, problem.zone) < a.end
            for a in absences
        )
        for day in problem.dates
    )
