"""Coverage: enough heads on every shift and role."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from scheduling.domain.changes import Change, DemandChange
from scheduling.domain.clock import day_text
from scheduling.domain.problem import Demand, Shift
from scheduling.domain.settings import ScopeKind
from scheduling.rules.base import Applied, Breach, Doubt, Headcount, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model, Place
from scheduling.rules.parameters import RuleParams


class CoverageParams(RuleParams):
    level: Literal["minimum", "target", "maximum"] = Field(
        default="target",
        title="Compare with",
        description="Which of the demand's three numbers this setting guards.",
    )
    under: int = Field(default=1, ge=0, title="Per head short", description="Units for each missing head.")
    over: int = Field(default=0, ge=0, title="Per head over", description="Units for each head too many.")


class Coverage(Rule[CoverageParams]):
    """Puts as many people of each role on each shift as the demand asks for.

    Against the minimum only missing heads count, against the maximum only heads too many, against the target both.
    A demand with a cost of its own per head short or over uses that instead; each head counts as often as the
    demand's priority says.
    """

    code = "coverage"
    label = "Coverage"
    unit = "head"
    everyone = "Every shift"
    Params = CoverageParams
    one_by_one = False

    def check(self, facts: Facts, applied: Applied[CoverageParams]) -> Iterator[Breach]:
        for shift in facts.problem.shifts:
            if not applied.covers(shift.date, facts.labels(shift.template)):
                continue
            for demand in shift.demands:
                heads = facts.heads(shift.id, demand.role)
                wanted, under, over = prices(demand, applied.params)
                if wanted is None or heads == wanted:
                    continue
                amount = (wanted - heads) * under if heads < wanted else (heads - wanted) * over
                if amount:
                    yield Breach(amount, _sentence(facts, shift, demand, heads, wanted), None, (shift.id,), shift.date)

    def encode(self, model: Model, applied: Applied[CoverageParams]) -> None:
        crew = len(model.problem.employees)
        for shift in model.problem.shifts:
            labels = model.problem.template_by_id[shift.template].labels
            if not applied.covers(shift.date, labels):
                continue
            for demand in shift.demands:
                wanted, under, over = prices(demand, applied.params)
                if wanted is None:
                    continue
                heads = model.heads(shift, demand.role)
                place = Place(shift=shift.id, role=demand.role)
                if under:
                    model.charge(applied, wanted - heads, wanted, under, place)
                if over:
                    model.charge(applied, heads - wanted, crew - wanted, over, place)

    def heads(self, applied: Applied[CoverageParams]) -> Iterator[Headcount]:
        for shift, demand in _asked(applied):
            wanted, under, _ = prices(demand, applied.params)
            if wanted and under:
                yield Headcount(shift.id, demand.role, wanted)

    def remedies(self, facts: Facts, applied: Applied[CoverageParams], place: Place) -> tuple[Change, ...]:
        """The number that is compared with becomes the heads that are there."""
        shift, level = facts.problem.shift_by_id[place.shift], applied.params.level
        heads = facts.heads(place.shift, place.role)
        return tuple(
            DemandChange(shift.id, demand, _settled(demand, level, heads))
            for demand in shift.demands
            if demand.role == place.role and getattr(demand, level) not in (None, heads)
        )

    def doubts(self, applied: Applied[CoverageParams]) -> Iterator[Doubt]:
        if applied.setting.scope.kind is not ScopeKind.EVERYONE:
            yield Doubt("Whoever works a shift counts on it, whomever the rule is about; let it be about everyone.")
        priced = [prices(demand, applied.params) for _, demand in _asked(applied)]
        numbers = [(wanted, under, over) for wanted, under, over in priced if wanted is not None]
        if priced and not numbers:
            yield Doubt(f"No planned shift has a {applied.params.level}, so nothing is compared; enter some as demand.")
        elif numbers and not any((wanted and under) or over for wanted, under, over in numbers):
            yield Doubt("Neither a head short nor a head over ever counts; enter what each counts, or heads wanted.")

    def phrase(self, params: CoverageParams) -> str:
        units = {"short": params.under, "over": params.over}
        said = ", ".join(f"{count} per head {side}" for side, count in units.items() if count) or "nothing is counted"
        plain = params.under == params.over == 1
        return f"is staffed to the {params.level} number of heads{'' if plain else f' ({said})'}"


def _asked(applied: Applied[CoverageParams]) -> Iterator[tuple[Shift, Demand]]:
    """The demands of the shifts that the filters let through."""
    for shift in applied.problem.shifts:
        if applied.covers(shift.date, applied.problem.template_by_id[shift.template].labels):
            yield from ((shift, demand) for demand in shift.demands)


def _settled(demand: Demand, level: str, heads: int) -> Demand:
    """The demand with one of its numbers set, and the others not in contradiction to it."""
    if level == "minimum":
        return replace(demand, minimum=heads)
    if level == "maximum":
        return replace(demand, maximum=heads)
    maximum = None if demand.maximum is None else max(demand.maximum, heads)
    return replace(demand, minimum=min(demand.minimum, heads), target=heads, maximum=maximum)


def prices(demand: Demand, params: CoverageParams) -> tuple[int | None, int, int]:
    """The number compared with, and the units per head under and over it."""
    times = demand.priority
    if params.level == "minimum":
        return demand.minimum, times * params.under, 0
    if params.level == "maximum":
        return demand.maximum, 0, times * max(1, params.over)
    under = params.under if demand.under_cost is None else demand.under_cost
    over = params.over if demand.over_cost is None else demand.over_cost
    return demand.target, times * under, times * over


def _sentence(facts: Facts, shift: Shift, demand: Demand, heads: int, wanted: int) -> str:
    role = facts.problem.role_by_id[demand.role].name
    gap = f"{wanted - heads} short" if heads < wanted else f"{heads - wanted} too many"
    return f"{facts.template_name(shift.template)} on {day_text(shift.date)}: {heads} of {wanted} {role}, {gap}"
