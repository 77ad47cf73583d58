"""Pairs of people who work together, or apart."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from scheduling.domain.clock import day_text
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model, Place
from scheduling.rules.parameters import EmployeeId, RuleParams

MOST_NAMED = 3


class PairingParams(RuleParams):
    pairs: tuple[tuple[EmployeeId, EmployeeId], ...] = Field(
        default=(), title="Pairs", description="Two people each; the order matters for a follower only."
    )
    kind: Literal["together", "follow", "apart"] = Field(
        default="together",
        title="They work",
        description=(
            "Together: neither without the other. Follow: the first never without the second, as a trainee with a "
            "mentor. Apart: never both."
        ),
    )

    @model_validator(mode="after")
    def _two_people(self) -> "PairingParams":
        if any(one == two for one, two in self.pairs):
            raise ValueError("a pair names the same person twice; choose two people")
        return self


class Pairing(Rule[PairingParams]):
    """Has two people work the same shifts, one of them follow the other, or both stay apart.

    Together, each planned shift that exactly one of the two works counts one. Where one follows, each shift that the
    first of a pair works without the second counts one; the second is free. Apart, each shift that both work counts
    one. It is the same shift that matters, not the same hours. Leave is no excuse: whoever stays behind counts. A pair
    holds only where both are among those whom the setting is about and are planned at all; one named twice counts
    once. Filters choose the shifts.
    """

    code = "pairing"
    label = "Pairing"
    unit = "shift"
    everyone = "The roster"
    as_group = True
    Params = PairingParams
    one_by_one = False

    def check(self, facts: Facts, applied: Applied[PairingParams]) -> Iterator[Breach]:
        kind, judged = applied.params.kind, set[tuple[str, str]]()
        for first, second in applied.params.pairs:
            pair = (first, second) if kind == "follow" or first < second else (second, first)
            if pair in judged or first not in applied.employees or second not in applied.employees:
                continue
            judged.add(pair)
            if kind == "apart":
                yield from _shared(facts, applied, first, second)
            else:
                yield from _alone(facts, applied, first, second)
            if kind == "together":
                yield from _alone(facts, applied, second, first)

    def encode(self, model: Model, applied: Applied[PairingParams]) -> None:
        kind, templates = applied.params.kind, model.problem.template_by_id
        covered = {s.id for s in model.problem.shifts if applied.covers(s.date, templates[s.template].labels)}
        pairs = [pair for pair in dict.fromkeys(applied.params.pairs) if set(pair) <= set(applied.employees)]
        if kind == "together":
            pairs = list(dict.fromkeys([*pairs, *((second, first) for first, second in pairs)]))
        elif kind == "apart":
            pairs = list(dict.fromkeys((min(pair), max(pair)) for pair in pairs))
        for first, second in pairs:
            for shift in model.shifts(first):
                if shift.id in covered:
                    one, other = model.works(first, shift), model.works(second, shift)
                    alike = one + other - 1 if kind == "apart" else one - other
                    model.charge(applied, alike, 1, at=Place(first, shift.id))

    def phrase(self, params: PairingParams) -> str:
        number = len(params.pairs)
        few = 0 < number <= MOST_NAMED
        if params.kind == "follow":
            listed = " and ".join(f"{first} work only with {second}" for first, second in params.pairs)
            return f"has {listed if few else f'the first of each of {number} pairs work only with the second'}"
        listed = ", ".join(f"{first} and {second}" for first, second in params.pairs)
        whom = listed if few else f"{number} pairs"
        return f"has {whom} work only together" if params.kind == "together" else f"keeps {whom} apart"

    def doubts(self, applied: Applied[PairingParams]) -> Iterator[Doubt]:
        people, governed = applied.problem.employee_by_id, set(applied.employees)
        if not applied.params.pairs:
            yield Doubt("No pair is named, so nothing is ever counted; name one or switch the rule off.")
        for pair in applied.params.pairs:
            if not people.keys() >= set(pair):
                yield Doubt("A pair names somebody who is not planned, so it never counts; take it out.")
                continue
            first, second = (people[who] for who in pair)
            named = f"{first.name} and {second.name}"
            if not governed >= set(pair):
                yield Doubt(f"{named} are not both among those it is about, so they never count; widen the scope.")
            elif not any(first.roles & asked and second.roles & asked for asked in _asked(applied)):
                yield Doubt(f"{named} hold no roles that one shift asks for; give them such roles or take them out.")


def _shared(facts: Facts, applied: Applied[PairingParams], first: str, second: str) -> Iterator[Breach]:
    """Shifts that both work."""
    together = {shift.id for shift in facts.worked(second)}
    for shift in facts.worked(first):
        if shift.id in together and applied.covers(shift.date, facts.labels(shift.template)):
            text = f"{facts.name(first)} and {facts.name(second)} both work {facts.template_name(shift.template)}"
            yield Breach(1, f"{text} on {day_text(shift.date)}", first, (shift.id,), shift.date)


def _alone(facts: Facts, applied: Applied[PairingParams], first: str, second: str) -> Iterator[Breach]:
    """Shifts that the first works without the second."""
    together = {shift.id for shift in facts.worked(second)}
    for shift in facts.worked(first):
        if shift.id not in together and applied.covers(shift.date, facts.labels(shift.template)):
            text = f"{facts.name(first)} works {facts.template_name(shift.template)} on {day_text(shift.date)}"
            yield Breach(1, f"{text} without {facts.name(second)}", first, (shift.id,), shift.date)


def _asked(applied: Applied[PairingParams]) -> set[frozenset[str]]:
    """The sets of roles that the shifts ask for."""
    templates = applied.problem.template_by_id
    shifts = [s for s in applied.problem.shifts if applied.covers(s.date, templates[s.template].labels)]
    return {frozenset(demand.role for demand in shift.demands) for shift in shifts}
