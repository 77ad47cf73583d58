"""Enough, and not too many, of a group on each shift."""

from collections import defaultdict
from collections.abc import Iterator

from pydantic import Field, model_validator

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Linear, Model
from scheduling.rules.parameters import RuleParams


class SkillMixParams(RuleParams):
    minimum: int | None = Field(default=1, ge=1, title="At least", description="People; empty: no lower limit.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="People; empty: no upper limit.")
    only_staffed: bool = Field(
        default=False,
        title="Only where anybody works",
        description="A shift on which nobody works at all, of the group or not, needs nobody of the group.",
    )

    @model_validator(mode="after")
    def _ordered(self) -> "SkillMixParams":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"at least {self.minimum} is more than at most {self.maximum}; swap or correct them")
        return self


class SkillMix(Rule[SkillMixParams]):
    """Keeps the number of people of a group on each shift between two limits.

    At least one first-aider on each, for example, or at most two trainees. The people whom the setting is about are
    the group: those with a label, a role or a contract, or named ones. They count in whatever role they work. A shift
    that is two short counts two, one that has one too many counts one. A shift that asks for nobody is not judged,
    and filters choose the shifts that are. A group to which nobody belongs is short on every shift.
    """

    code = "skill_mix"
    label = "Skill mix"
    unit = "head"
    everyone = "The team"
    as_group = True
    Params = SkillMixParams

    def check(self, facts: Facts, applied: Applied[SkillMixParams]) -> Iterator[Breach]:
        minimum, maximum = applied.params.minimum, applied.params.maximum
        crews: dict[str, set[str]] = defaultdict(set)
        for assignment in facts.roster:
            crews[assignment.shift].add(assignment.employee)
        for shift in facts.problem.shifts:
            if not shift.demands or not applied.covers(shift.date, facts.labels(shift.template)):
                continue
            crew = crews[shift.id]
            heads = len(crew.intersection(applied.employees))
            said = f"{facts.template_name(shift.template)} on {day_text(shift.date)} has {heads} of the group"
            if minimum is not None and heads < minimum and (crew or not applied.params.only_staffed):
                text = f"{said}, {minimum - heads} short of {minimum}"
                yield Breach(minimum - heads, text, None, (shift.id,), shift.date)
            if maximum is not None and heads > maximum:
                text = f"{said}, {heads - maximum} above {maximum}"
                yield Breach(heads - maximum, text, None, (shift.id,), shift.date)

    def encode(self, model: Model, applied: Applied[SkillMixParams]) -> None:
        minimum, maximum = applied.params.minimum, applied.params.maximum
        crews = _possible_crews(model)
        for shift in model.problem.shifts:
            labels = model.problem.template_by_id[shift.template].labels
            if not shift.demands or not applied.covers(shift.date, labels):
                continue
            group = [model.works(who, shift) for who in applied.employees if who in crews[shift.id]]
            heads = sum(group)
            if minimum is not None:
                wanted = minimum * _staffed(model, shift, crews[shift.id]) if applied.params.only_staffed else minimum
                model.charge(applied, wanted - heads, minimum)
            if maximum is not None:
                model.charge(applied, heads - maximum, len(group) - maximum)

    def phrase(self, params: SkillMixParams) -> str:
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {params.minimum}")
        if params.maximum is not None:
            sides.append(f"at most {params.maximum}")
        where = " on which anybody works" if params.only_staffed and params.minimum is not None else ""
        last = params.minimum if params.maximum is None else params.maximum
        people = "person" if last == 1 else "people"
        return f"has {' and '.join(sides) or 'any number of'} {people} on each shift{where}"

    def doubts(self, applied: Applied[SkillMixParams]) -> Iterator[Doubt]:
        minimum, maximum, size = applied.params.minimum, applied.params.maximum, len(applied.employees)
        if minimum is None and maximum is None:
            yield Doubt("Neither limit is set, so nothing is ever counted; enter one or switch the rule off.")
        if maximum is not None and maximum >= size:
            yield Doubt(f"A group of {size} is never above {maximum}; lower the upper limit or leave it empty.")
        if minimum is not None and minimum > size:
            yield Doubt(
                f"No shift can have {minimum} of a group of {size}; lower the limit or add people to the group."
            )
        elif minimum is not None:
            yield from _too_few_able(applied, minimum)


def _possible_crews(model: Model) -> dict[str, set[str]]:
    """Who could work a shift, by shift."""
    crews: dict[str, set[str]] = defaultdict(set)
    for employee in model.problem.employees:
        for shift in model.shifts(employee.id):
            crews[shift.id].add(employee.id)
    return crews


def _staffed(model: Model, shift: Shift, crew: set[str]) -> Linear:
    """Whether anybody works the shift."""
    if not crew:
        return 0
    staffed = model.new_int(0, 1)
    model.add_max(staffed, [model.works(who, shift) for who in sorted(crew)])
    return staffed


def _too_few_able(applied: Applied[SkillMixParams], minimum: int) -> Iterator[Doubt]:
    """A doubt for each template of which too few of the group hold a role that it asks for."""
    problem, doubted = applied.problem, set[str]()
    people = [problem.employee_by_id[who] for who in applied.employees]
    for shift in problem.shifts:
        template, asked = problem.template_by_id[shift.template], {demand.role for demand in shift.demands}
        if asked and template.id not in doubted and applied.covers(shift.date, template.labels):
            able = sum(bool(person.roles & asked) for person in people)
            if able < minimum:
                doubted.add(template.id)
                text = f"Only {able} of the group can work {template.name}, always short of {minimum}"
                yield Doubt(f"{text}; lower the limit or give more of them a role that it asks for.")
