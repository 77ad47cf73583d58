"""Where people work: at home, and at few places."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from scheduling.domain.history import PastShift
from scheduling.domain.periods import Block, Period, blocks
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.location_encoding import away, new_places
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams


class LocationParams(RuleParams):
    home: bool = Field(default=True, title="At home", description="Each shift elsewhere than at home counts one.")
    maximum: int | None = Field(
        default=None, ge=1, le=100, title="At most", description="Different places in a period; empty: no limit."
    )
    period: Period = Field(default=Period.WEEK, title="In each", description="In which the places are counted.")


class Location(Rule[LocationParams]):
    """Keeps people at their home place, and at few different places in each period.

    Each shift at another place than the person's home counts one, and so does each place beyond the limit. People
    without a home have none to be away from, and shifts without a place are left alone. A shift counts in the
    period in which it starts; weeks and fortnights count from the first day of the plan. In a month the places
    where somebody worked before the plan are used already, but only places that the plan adds are ever too many. A
    narrower setting with a limit takes the place of a wider one with a limit. Filters choose the shifts.
    """

    code = "location"
    label = "Location"
    unit = "assignment"
    Params = LocationParams
    limits = ("maximum",)
    looser: ClassVar[Mapping[str, int]] = {"maximum": 1}
    key = ("period",)

    def check(self, facts: Facts, applied: Applied[LocationParams]) -> Iterator[Breach]:
        for who in applied.employees:
            if applied.params.home:
                yield from _away(facts, applied, who)
            if applied.params.maximum is not None:
                for block in blocks(facts.problem, applied.params.period):
                    yield from _too_many(facts, applied, who, block, applied.params.maximum)

    def encode(self, model: Model, applied: Applied[LocationParams]) -> None:
        maximum = applied.params.maximum
        for who in applied.employees:
            elsewhere = away(model, applied, who) if applied.params.home else []
            model.charge(applied, sum(elsewhere), len(elsewhere))
            if maximum is not None:
                for used, others in new_places(model, applied, who):
                    room = max(0, maximum - used)
                    model.charge(applied, sum(others) - room, len(others) - room)

    def phrase(self, params: LocationParams) -> str:
        sides = ["works at home"] if params.home else []
        if params.maximum is not None:
            span = "the whole plan" if params.period is Period.HORIZON else f"each {params.period}"
            places = f"{params.maximum} place{'s' * (params.maximum != 1)}"
            sides.append(f"works at no more than {places} in {span}")
        return " and ".join(sides) or "works at any place"

    def doubts(self, applied: Applied[LocationParams]) -> Iterator[Doubt]:
        params, problem = applied.params, applied.problem
        places = {template.location for template in problem.templates} - {""}
        people = [problem.employee_by_id[who] for who in applied.employees]
        if not params.home and params.maximum is None:
            yield Doubt("It asks for nothing; tick the home place or enter a limit.")
        elif not places:
            yield Doubt("No shift template has a place, so it never matters; enter their locations.")
        elif params.maximum is not None and params.maximum >= len(places):
            yield Doubt(f"There are only {len(places)} places, so the limit never matters; enter a lower one.")
        if not params.home or not places:
            return
        if people and not any(person.home for person in people):
            yield Doubt("Nobody here has a home place, so none is ever away from it; enter one for each person.")
        for person in people:
            if person.home and person.home not in places:
                text = f"{person.name} is at home at {person.home}, where no shift is; correct one or the other."
                yield Doubt(text, person.id)


def _away(facts: Facts, applied: Applied[LocationParams], who: str) -> Iterator[Breach]:
    """Each shift at another place than home."""
    home = facts.problem.employee_by_id[who].home
    for shift in facts.worked(who):
        place = _place(facts, shift.template)
        if home and place and place != home and applied.covers(shift.date, facts.labels(shift.template)):
            text = f"{facts.name(who)} works {facts.template_name(shift.template)} on {shift.date:%a %d %b}"
            yield Breach(1, f"{text} at {place}, away from {home}", who, (shift.id,), shift.date)


def _too_many(facts: Facts, applied: Applied[LocationParams], who: str, block: Block, maximum: int) -> Iterator[Breach]:
    """Places beyond the limit that the plan adds in a block."""
    shifts: list[PastShift | Shift] = [*facts.past(who), *facts.worked(who)]
    counted = [s for s in shifts if s.date in block and applied.covers(s.date, facts.labels(s.template))]
    placed = [s for s in counted if _place(facts, s.template)]
    used = {_place(facts, s.template) for s in placed}
    before = {_place(facts, s.template) for s in placed if s.date < facts.problem.start}
    over = len(used) - max(maximum, len(before))
    if over > 0:
        text = f"{facts.name(who)} works at {len(used)} places in the time from {block.first:%d %b}"
        ids = tuple(s.id for s in placed if isinstance(s, Shift))
        yield Breach(over, f"{text} ({', '.join(sorted(used))}), {over} beyond the limit", who, ids, block.first)


def _place(facts: Facts, template: str) -> str:
    known = facts.problem.template_by_id.get(template)
    return known.location if known else ""
