"""Enough, and not too many, of a group on each shift."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field, model_validator

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.doubts import never_seen
from scheduling.rules.facts import Facts
from scheduling.rules.model import Linear, Literal, Model, Place
from scheduling.rules.parameters import RoleId, RuleParams, TemplateId


class SkillMixParams(RuleParams):
    minimum: int | None = Field(default=1, ge=1, title="At least", description="People; empty: no lower limit.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="People; empty: no upper limit.")
    only_staffed: bool = Field(
        default=False,
        title="Only where anybody works",
        description="A shift on which nobody works at all, of the group or not, needs nobody of the group.",
    )
    templates: tuple[TemplateId, ...] = Field(default=(), title="On", description="Shifts of these; empty: of all.")
    roles: tuple[RoleId, ...] = Field(
        default=(), title="Working as", description="Only who works in one of these counts; empty: in whatever role."
    )

    @model_validator(mode="after")
    def _ordered(self) -> "SkillMixParams":
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"at least {self.minimum} is more than at most {self.maximum}; swap or correct them")
        return self


class SkillMix(Rule[SkillMixParams]):
    """Keeps the number of people of a group on each shift between two limits.

    At least one first-aider on each, for example, or at most two trainees. The people whom the setting is about are
    the group: those with a label, a role or a contract, or named ones. They count in whatever role they work, unless
    roles are named. A shift that is two short counts two, one that has one too many counts one. A shift that asks for
    nobody in such a role is not judged, and filters and templates choose the shifts that are. A group to which nobody
    belongs is short on every shift.
    """

    code = "skill_mix"
    label = "Skill mix"
    unit = "head"
    everyone = "The team"
    as_group = True
    Params = SkillMixParams
    looser: ClassVar[Mapping[str, int]] = {"minimum": -1, "maximum": 1}
    one_by_one = False

    def check(self, facts: Facts, applied: Applied[SkillMixParams]) -> Iterator[Breach]:
        minimum, maximum = applied.params.minimum, applied.params.maximum
        crews: dict[str, set[str]] = defaultdict(set)
        counting: dict[str, set[str]] = defaultdict(set)
        group, roles = frozenset(applied.employees), frozenset(applied.params.roles)
        for assignment in facts.roster:
            crews[assignment.shift].add(assignment.employee)
            if assignment.employee in group and (not roles or assignment.role in roles):
                counting[assignment.shift].add(assignment.employee)
        for shift in judged(applied):
            crew, heads = crews[shift.id], len(counting[shift.id])
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
        for shift in judged(applied):
            place = Place(shift=shift.id)
            group = [_counts(model, who, shift, applied.params) for who in applied.employees if who in crews[shift.id]]
            heads = sum(group)
            if minimum is not None:
                wanted = minimum * _staffed(model, shift, crews[shift.id]) if applied.params.only_staffed else minimum
                model.charge(applied, wanted - heads, minimum, at=place)
            if maximum is not None:
                model.charge(applied, heads - maximum, len(group) - maximum, at=place)

    def phrase(self, params: SkillMixParams) -> str:
        sides = []
        if params.minimum is not None:
            sides.append(f"at least {params.minimum}")
        if params.maximum is not None:
            sides.append(f"at most {params.maximum}")
        where = " on which anybody works" if params.only_staffed and params.minimum is not None else ""
        chosen = f" of {' or '.join(params.templates)}" if params.templates else ""
        worked = f" as {' or '.join(params.roles)}" if params.roles else ""
        last = params.minimum if params.maximum is None else params.maximum
        people = "person" if last == 1 else "people"
        return f"has {' and '.join(sides) or 'any number of'} {people}{worked} on each shift{chosen}{where}"

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
        yield from never_seen(applied.problem, applied.params.templates, "naming it changes nothing")


def judged(applied: Applied[SkillMixParams]) -> Iterator[Shift]:
    """The shifts that a setting is about."""
    problem, params = applied.problem, applied.params
    for shift in problem.shifts:
        if params.templates and shift.template not in params.templates:
            continue
        if asked(shift, params) and applied.covers(shift.date, problem.template_by_id[shift.template].labels):
            yield shift


def asked(shift: Shift, params: SkillMixParams) -> set[str]:
    """The roles that a shift asks for and in which people count."""
    return {demand.role for demand in shift.demands if not params.roles or demand.role in params.roles}


def _possible_crews(model: Model) -> dict[str, set[str]]:
    """Who could work a shift, by shift."""
    crews: dict[str, set[str]] = defaultdict(set)
    for employee in model.problem.employees:
        for shift in model.shifts(employee.id):
            crews[shift.id].add(employee.id)
    return crews


def _counts(model: Model, who: str, shift: Shift, params: SkillMixParams) -> Literal:
    """Whether somebody of the group works the shift in a role that counts."""
    if not params.roles:
        return model.works(who, shift)
    return sum(model.assigned(who, shift, role) for role in sorted(asked(shift, params)))


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
    for shift in judged(applied):
        template = problem.template_by_id[shift.template]
        able = sum(bool(person.roles & asked(shift, applied.params)) for person in people)
        if able < minimum and template.id not in doubted:
            doubted.add(template.id)
            text = f"Only {able} of the group can work {template.name}, always short of {minimum}"
            yield Doubt(f"{text}; lower the limit or give more of them a role that it asks for.")
