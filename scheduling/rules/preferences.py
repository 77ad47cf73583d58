"""Preferences: standing wishes about templates, weekdays and times."""

from collections.abc import Iterator

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Preference, Problem, Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams


class PreferencesParams(RuleParams):
    """Nothing to set: each wish carries its own weight."""


class Preferences(Rule[PreferencesParams]):
    """Follows standing wishes.

    An assignment that somebody wished to avoid counts with the weight of each such wish. For a person with
    positive wishes, an assignment that meets none of them counts with the weight of the strongest. Filters choose
    the assignments that are judged.
    """

    code = "preferences"
    label = "Preferences"
    unit = "assignment"
    Params = PreferencesParams

    def check(self, facts: Facts, applied: Applied[PreferencesParams]) -> Iterator[Breach]:
        for who in applied.employees:
            wishes = [p for p in facts.problem.preferences if p.employee == who]
            liked = [p for p in wishes if not p.avoid]
            for shift in facts.worked(who) if wishes else ():
                if not applied.covers(shift.date, facts.labels(shift.template)):
                    continue
                amount = sum(p.weight for p in wishes if p.avoid and matches(facts.problem, p, shift))
                if liked and not any(matches(facts.problem, p, shift) for p in liked):
                    amount += max(p.weight for p in liked)
                if amount:
                    what = f"{facts.template_name(shift.template)} on {day_text(shift.date)}"
                    text = f"{facts.name(who)} would prefer another shift than {what}"
                    yield Breach(amount, text, who, (shift.id,), shift.date)

    def encode(self, model: Model, applied: Applied[PreferencesParams]) -> None:
        templates = model.problem.template_by_id
        for who in applied.employees:
            wishes = [p for p in model.problem.preferences if p.employee == who]
            for shift in model.shifts(who) if wishes else ():
                if applied.covers(shift.date, templates[shift.template].labels):
                    model.charge(applied, model.works(who, shift), 1, cost_of(model.problem, wishes, shift))

    def doubts(self, applied: Applied[PreferencesParams]) -> Iterator[Doubt]:
        wishing = {preference.employee for preference in applied.problem.preferences}
        if applied.employees and wishing.isdisjoint(applied.employees):
            yield Doubt("Nobody here has a standing wish, so it does not matter this time.")

    def phrase(self, params: PreferencesParams) -> str:
        return "gets the shifts, weekdays and times they prefer"


def matches(problem: Problem, wish: Preference, shift: Shift) -> bool:
    """Whether every part that the wish names is true of the shift."""
    template = problem.template_by_id[shift.template]
    if wish.template is not None and wish.template != shift.template:
        return False
    if wish.weekday is not None and wish.weekday != shift.date.weekday():
        return False
    if wish.start is not None and template.start < wish.start:
        return False
    return wish.end is None or template.end <= wish.end


def cost_of(problem: Problem, wishes: list[Preference], shift: Shift) -> int:
    """What encodings charge somebody with these wishes for an assignment."""
    template = problem.template_by_id[shift.template]
    fits = {
        k
        for k, p in enumerate(wishes)
        if p.template in (None, shift.template)
        and p.weekday in (None, shift.date.weekday())
        and (p.start or 0) <= template.start
        and (p.end is None or template.end <= p.end)
    }
    cost = sum(wishes[k].weight for k in fits if wishes[k].avoid)
    positive = {k for k, p in enumerate(wishes) if not p.avoid}
    if positive and not positive & fits:
        cost += max(wishes[k].weight for k in positive)
    return cost
