"""Working time in every stretch of so many days."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar

from pydantic import Field

from scheduling.domain.clock import MINUTES_PER_DAY, day_text, hours_text
from scheduling.rules.base import A_MINUTE, Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Linear, Model
from scheduling.rules.parameters import Minutes, RuleParams

DAYS_A_WEEK = 7


class RollingWorkingTimeParams(RuleParams):
    days: int = Field(default=7, ge=2, le=366, title="Days in a row", description="Worked or not, wherever they begin.")
    maximum: Minutes | None = Field(default=2880, ge=0, title="At most", description="Empty: no limit.")


class RollingWorkingTime(Rule[RollingWorkingTimeParams]):
    """Limits the minutes worked in any so many days one after another, wherever such a stretch begins.

    Every stretch that ends on a day of the plan is judged, so one long week can count several times. A shift counts
    wholly on the date on which it starts, with the minutes that really pass: a night on which the clocks change is
    an hour shorter or longer. Work before the plan counts as far as it is known, but is never over the limit by
    itself; shifts on top of it are. Leave counts nothing, paid or not. Filters choose the shifts that count.
    """

    code = "rolling_working_time"
    label = "Rolling working time"
    unit = "minute"
    Params = RollingWorkingTimeParams
    limits = ("maximum",)
    looser: ClassVar[Mapping[str, int]] = {"maximum": 1}
    trouble = A_MINUTE
    key = ("days",)
    bounds_say_all = True

    def check(self, facts: Facts, applied: Applied[RollingWorkingTimeParams]) -> Iterator[Breach]:
        days, maximum = applied.params.days, applied.params.maximum
        if maximum is None:
            return
        for who in applied.employees:
            past = [s for s in facts.past(who) if applied.covers(s.date, facts.labels(s.template))]
            worked = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
            for last in facts.problem.dates:
                first = last - timedelta(days=days - 1)
                before = sum(s.end - s.start for s in past if first <= s.date <= last)
                inside = [s for s in worked if first <= s.date <= last]
                total = before + sum(s.end - s.start for s in inside)
                over = total - max(maximum, before)
                if over > 0:
                    text = (
                        f"{facts.name(who)}: {hours_text(total)} in the {days} days from {first:%a %d %b}, "
                        f"{hours_text(over)} over the limit"
                    )
                    yield Breach(over, text, who, tuple(s.id for s in inside), first)

    def encode(self, model: Model, applied: Applied[RollingWorkingTimeParams]) -> None:
        days, maximum = applied.params.days, applied.params.maximum
        if maximum is None:
            return
        length = timedelta(days=days)
        for who in applied.employees:
            past, planned = _past_minutes(model, applied, who), _planned_minutes(model, applied, who)
            for last in model.problem.dates:
                room = max(0, maximum - sum(minutes for day, minutes in past.items() if day > last - length))
                window = [planned[day] for day in planned if last - length < day <= last]
                most = sum(top for _, top in window)
                if most > room:
                    model.charge(applied, sum(minutes for minutes, _ in window) - room, most - room)

    def bounds(self, applied: Applied[RollingWorkingTimeParams]) -> Iterator[Bound]:
        days, maximum, problem = applied.params.days, applied.params.maximum, applied.problem
        if maximum is None:
            return
        facts, length = Facts(problem, frozenset()), timedelta(days=days)
        counted = [s for s in problem.shifts if applied.covers(s.date, facts.labels(s.template))]
        windows = [(last, tuple(s.id for s in counted if last - length < s.date <= last)) for last in problem.dates]
        for who in applied.employees:
            past = [s for s in facts.past(who) if applied.covers(s.date, facts.labels(s.template))]
            for last, shifts in windows:
                room = max(0, maximum - sum(s.end - s.start for s in past if last - length < s.date))
                yield Bound(who, shifts, most=room, minutes=True, span=f"in the {days} days to {day_text(last)}")

    def phrase(self, params: RollingWorkingTimeParams) -> str:
        if params.maximum is None:
            return f"works any amount in {params.days} days"
        return f"works at most {hours_text(params.maximum)} in any {params.days} days"

    def doubts(self, applied: Applied[RollingWorkingTimeParams]) -> Iterator[Doubt]:
        days, maximum, problem = applied.params.days, applied.params.maximum, applied.problem
        if maximum is None or maximum >= days * MINUTES_PER_DAY:
            yield Doubt(f"{days} days hold only {hours_text(days * MINUTES_PER_DAY)}; enter a limit below that.")
            return
        for person in (problem.employee_by_id[who] for who in applied.employees):
            contract = problem.contract_by_id.get(person.contract or "")
            agreed = (contract.weekly_minutes or 0) * (days // DAYS_A_WEEK) if contract else 0
            if agreed > maximum and not applied.setting.scope.narrowed:
                text = f"{person.name} has agreed to {hours_text(agreed)} in {days} days, the limit is"
                yield Doubt(f"{text} {hours_text(maximum)}; raise it or correct the contract.", person.id)


def _past_minutes(model: Model, applied: Applied[RollingWorkingTimeParams], who: str) -> Mapping[date, int]:
    """Minutes by the date on which they began, before the plan."""
    templates = model.problem.template_by_id
    minutes: Counter[date] = Counter()
    for past in model.problem.past_of[who]:
        labels = templates[past.template].labels if past.template in templates else frozenset[str]()
        if applied.covers(past.date, labels):
            minutes[past.date] += past.end - past.start
    return minutes


def _planned_minutes(
    model: Model, applied: Applied[RollingWorkingTimeParams], who: str
) -> Mapping[date, tuple[Linear, int]]:
    """Minutes by the date on which they begin, and the most that could be, in the plan."""
    templates, terms, most = model.problem.template_by_id, defaultdict[date, list[Linear]](list), Counter[date]()
    for shift in model.shifts(who):
        if applied.covers(shift.date, templates[shift.template].labels):
            terms[shift.date].append(shift.minutes * model.works(who, shift))
            most[shift.date] += shift.minutes
    return {day: (sum(parts), most[day]) for day, parts in terms.items()}
