"""Fairness: everyone near their share."""

from collections.abc import Iterator
from functools import partial

from scheduling.domain.clock import hours_text
from scheduling.domain.problem import AvailabilityKind
from scheduling.rules.base import A_MINUTE, Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.fairness_encoding import distances
from scheduling.rules.fairness_facts import got, shares
from scheduling.rules.fairness_terms import FairnessParams, Measure, Norm
from scheduling.rules.model import Model


class Fairness(Rule[FairnessParams]):
    """Keeps everyone near their share of hours, shifts, nights, weekends or undesired shifts.

    The share is a person's part of what the demand calls for in the roles of these people, by contract hours and by
    days not on leave, rounded down. People with nothing count too. Nobody is called to undesired shifts: there
    the share is nothing. Filters choose the shifts.

    What these people worked in some weeks before can count too, as far back as the history is known: it is theirs,
    and it is shared out together with what the demand calls for, by days not on leave then and in the plan. So
    whoever had more than a fair part gets less now. Undesired shifts are counted in the plan only.
    """

    code = "fairness"
    label = "Fairness"
    unit = "minute or shift"
    Params = FairnessParams
    one_by_one = False
    trouble = A_MINUTE

    def point(self, params: FairnessParams) -> int:
        return 60 if params.measure is Measure.MINUTES else 1

    def check(self, facts: Facts, applied: Applied[FairnessParams]) -> Iterator[Breach]:
        if not applied.employees:
            return
        measure, what = applied.params.measure, (applied.setting.id, applied.setting.scope, applied.params)
        fair = facts.remembered((*what, applied.employees), "", lambda: shares(facts, applied))
        away = {
            who: facts.remembered(what, who, partial(got, facts, applied, who)) - fair[who] for who in applied.employees
        }
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

    def doubts(self, applied: Applied[FairnessParams]) -> Iterator[Doubt]:
        facts, measure = Facts(applied.problem, frozenset()), applied.params.measure
        said = {interval.kind for interval in facts.problem.availability}
        if len(applied.employees) == 1 and applied.params.norm is Norm.RANGE:
            yield Doubt("One person is never apart from others; let it be about more people, or judge by max.")
        elif measure is Measure.UNDESIRED and AvailabilityKind.UNDESIRED not in said:
            yield Doubt("Nobody named a time as undesired, so there is nothing to share.")
        elif measure is not Measure.UNDESIRED and applied.employees and not any(shares(facts, applied).values()):
            yield Doubt(f"The demand calls for no {measure} of these people, so there is nothing to share.")

    def phrase(self, params: FairnessParams) -> str:
        weeks = f", the {params.weeks_before} weeks before counted" if params.weeks_before > 1 else ""
        weeks = ", the week before counted" if params.weeks_before == 1 else weeks
        return f"gets a fair share of {params.measure}{weeks * (params.measure is not Measure.UNDESIRED)}"


def _distance(value: int, measure: Measure) -> str:
    size = hours_text(abs(value)) if measure is Measure.MINUTES else str(abs(value))
    return f"{size} {'above' if value > 0 else 'below'}" if value else "exactly at"
