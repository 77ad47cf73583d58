"""What work costs: hourly rates, overtime and a budget."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

from pydantic import Field, field_validator

from scheduling.domain.clock import hours_text
from scheduling.domain.money import money_text
from scheduling.domain.periods import Block, Period, blocks
from scheduling.domain.problem import Shift
from scheduling.domain.settings import ScopeKind
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.labour_cost_encoding import bills
from scheduling.rules.model import Model
from scheduling.rules.parameters import Cents, ContractId, Minutes, RuleParams

HIGHEST_RATE = 100_000_000
"""Cents. Higher ones could not be added up exactly."""


class LabourRate(RuleParams):
    contract: ContractId = Field(default="", title="Contract", description="People on this contract.")
    hourly: Cents = Field(default=0, ge=0, le=HIGHEST_RATE, title="Hourly", description="Instead of the usual rate.")


class OvertimeBand(RuleParams):
    after: Minutes = Field(default=2400, ge=0, title="Beyond", description="Time beyond this in a period costs more.")
    percent: int = Field(default=25, ge=1, le=300, title="Percent", description="So much of the rate on top of it.")


class LabourCostParams(RuleParams):
    hourly: Cents = Field(default=0, ge=0, le=HIGHEST_RATE, title="Hourly rate", description="For everybody else.")
    rates: tuple[LabourRate, ...] = Field(default=(), title="Rates by contract", description="One row a contract.")
    bands: tuple[OvertimeBand, ...] = Field(default=(), title="Overtime", description="Rows add up.")
    period: Period = Field(default=Period.WEEK, title="Overtime in each", description="What overtime is counted in.")
    cap: Cents | None = Field(
        default=None, ge=0, title="Budget", description="Only cents above it count; empty: every cent."
    )

    @field_validator("rates")
    @classmethod
    def _once(cls, rates: tuple[LabourRate, ...]) -> tuple[LabourRate, ...]:
        if len({row.contract for row in rates}) < len(rates):
            raise ValueError("name each contract once")
        return rates


class LabourCost(Rule[LabourCostParams]):
    """Adds up what the work of the plan costs; without a budget every cent counts, with one the cents above it.

    A shift costs the hourly rate for the minutes that really pass, rounded down to a cent. Overtime is the time
    beyond a threshold in a week or fortnight (counted from the first day of the plan), a month or the plan; a shift
    counts wholly in the period in which it starts. Each overtime row adds its percentage, so time beyond two
    thresholds pays both; rounded down to a cent per person, row and period. In a month the days before the plan
    fill up the threshold where they are known, but only the plan's own overtime is paid. Leave costs nothing here.
    Filters choose the shifts that count. The budget is for all these people together.
    """

    code = "labour_cost"
    label = "Labour cost"
    unit = "cent"
    Params = LabourCostParams
    looser: ClassVar[Mapping[str, int]] = {"cap": 1}
    one_by_one = False
    trouble = 1

    def check(self, facts: Facts, applied: Applied[LabourCostParams]) -> Iterator[Breach]:
        cap, total = applied.params.cap, 0
        what = applied.setting.id, applied.setting.scope, applied.params
        for who in applied.employees:
            worked, cents, extra = facts.remembered(what, who, partial(_cost, facts, applied, who))
            total += cents
            if cap is None and cents:
                text = f"{facts.name(who)} costs {money_text(cents)} for {hours_text(sum(s.minutes for s in worked))}"
                text += f", {money_text(extra)} of it for overtime" if extra else ""
                yield Breach(cents, text, who, tuple(s.id for s in worked))
        if cap is not None and total > cap:
            over = f"{money_text(total - cap)} above the budget of {money_text(cap)}"
            yield Breach(total - cap, f"The work costs {money_text(total)}, {over}")

    def encode(self, model: Model, applied: Applied[LabourCostParams]) -> None:
        cap, people = applied.params.cap, list(bills(model, applied))
        if cap is None:
            for cents, most in people:
                model.charge(applied, cents, most)
        elif (highest := sum(most for _, most in people)) > cap:
            model.charge(applied, sum(cents for cents, _ in people) - cap, highest - cap)

    def phrase(self, params: LabourCostParams) -> str:
        sides = [f"costs {money_text(params.hourly)} an hour"]
        sides += [f"{money_text(row.hourly)} on contract {row.contract}" for row in params.rates]
        span = "the plan" if params.period is Period.HORIZON else f"a {params.period}"
        sides += [f"{band.percent} % more beyond {hours_text(band.after)} in {span}" for band in params.bands]
        budget = "" if params.cap is None else f"; at most {money_text(params.cap)} for all together"
        return f"{', '.join(sides)}{budget}"

    def doubts(self, applied: Applied[LabourCostParams]) -> Iterator[Doubt]:
        facts, params = Facts(applied.problem, frozenset()), applied.params
        rates = {who: _rate(facts, params, who) for who in applied.employees}
        if not any(rates.values()):
            yield Doubt("Nobody here has an hourly rate, so nothing costs anything; enter one.")
        elif params.cap is None and applied.setting.hard:
            yield Doubt("Hard and without a budget, no paid work is allowed at all; enter a budget or make it soft.")
        elif params.cap is not None and (least := _least(applied, rates)) > params.cap:
            yield Doubt(
                f"The fewest heads wanted cost {money_text(least)} at the lowest rates, the budget is "
                f"{money_text(params.cap)}; raise it or lower the demand."
            )


def _cost(facts: Facts, applied: Applied[LabourCostParams], who: str) -> tuple[list[Shift], int, int]:
    """The shifts of a person that count, what they cost in all, and what of it is for overtime."""
    rate = _rate(facts, applied.params, who)
    worked = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
    extra = sum(_overtime(facts, applied, who, worked, rate, block) for block in _blocks(facts, applied))
    return worked, sum(rate * (s.end - s.start) // 60 for s in worked) + extra, extra


def _rate(facts: Facts, params: LabourCostParams, who: str) -> int:
    contract = facts.problem.employee_by_id[who].contract
    own = [row.hourly for row in params.rates if row.contract == contract]
    return own[0] if own else params.hourly


def _blocks(facts: Facts, applied: Applied[LabourCostParams]) -> list[Block]:
    return blocks(facts.problem, applied.params.period) if applied.params.bands else []


def _overtime(
    facts: Facts, applied: Applied[LabourCostParams], who: str, worked: Sequence[Shift], rate: int, block: Block
) -> int:
    """What the plan's overtime in a block costs on top, in cents."""
    past = [s for s in facts.past(who) if applied.covers(s.date, facts.labels(s.template))]
    before = sum(s.end - s.start for s in past if s.date in block)
    total = before + sum(s.end - s.start for s in worked if s.date in block)
    cents = 0
    for band in applied.params.bands:
        minutes = max(0, total - band.after) - max(0, before - band.after)
        cents += minutes * rate * band.percent // 6000
    return cents


def _least(applied: Applied[LabourCostParams], rates: dict[str, int]) -> int:
    """What the minimum of heads costs if the cheapest could always work; 0 where it may be others."""
    problem = applied.problem
    if applied.setting.scope.kind is not ScopeKind.EVERYONE or not rates:
        return 0
    cheapest = {
        role.id: min((rates[p.id] for p in problem.employees if role.id in p.roles), default=0)
        for role in problem.roles
    }
    return sum(
        demand.minimum * (cheapest[demand.role] * shift.minutes // 60)
        for shift in problem.shifts
        if applied.covers(shift.date, problem.template_by_id[shift.template].labels)
        for demand in shift.demands
    )
