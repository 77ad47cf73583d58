"""A fixed cost for each person who works at all."""

from collections.abc import Iterator

from pydantic import Field

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams


class EmployeeUseParams(RuleParams):
    cost: int = Field(default=1, ge=1, title="Per person", description="Units for each person who works at all.")


class EmployeeUse(Rule[EmployeeUseParams]):
    """Counts each person who works at all in the plan once, however many shifts it is: agency staff comes last.

    Who is on one shift already costs nothing more on the next. What was worked before the plan does not count.
    Filters choose the shifts that count. As a hard rule it keeps its people off these shifts.
    """

    code = "employee_use"
    label = "Use of a person"
    unit = "person"
    Params = EmployeeUseParams
    bounds_say_all = True

    def check(self, facts: Facts, applied: Applied[EmployeeUseParams]) -> Iterator[Breach]:
        for who in applied.employees:
            counted = [s for s in facts.worked(who) if applied.covers(s.date, facts.labels(s.template))]
            if counted:
                text = f"{facts.name(who)} works in the plan, first on {day_text(counted[0].date)}"
                yield Breach(applied.params.cost, text, who, tuple(s.id for s in counted), counted[0].date)

    def encode(self, model: Model, applied: Applied[EmployeeUseParams]) -> None:
        covered = {shift.id for shift in _covered(applied)}
        for who in applied.employees:
            used = model.works_any(who, [s for s in model.shifts(who) if s.id in covered])
            model.charge(applied, used, 1, applied.params.cost)

    def bounds(self, applied: Applied[EmployeeUseParams]) -> Iterator[Bound]:
        shifts = tuple(shift.id for shift in _covered(applied))
        for who in applied.employees:
            yield Bound(who, shifts, most=0, span="in the plan")

    def phrase(self, params: EmployeeUseParams) -> str:
        return f"stays out of the plan ({params.cost} for working at all)"

    def doubts(self, applied: Applied[EmployeeUseParams]) -> Iterator[Doubt]:
        problem, covered = applied.problem, _covered(applied)
        for who in applied.employees:
            person, mine = problem.employee_by_id[who], {a.shift for a in problem.pinned if a.employee == who}
            if not any(demand.role in person.roles for shift in covered for demand in shift.demands):
                text = f"{person.name} holds no role that these shifts ask for and never counts; leave them out."
                yield Doubt(text, who)
            elif applied.setting.hard and any(shift.id in mine for shift in covered):
                yield Doubt(f"{person.name} is pinned to one of these shifts; unpin them or make the rule soft.", who)


def _covered(applied: Applied[EmployeeUseParams]) -> list[Shift]:
    """The planned shifts that the filters let through."""
    templates = applied.problem.template_by_id
    return [s for s in applied.problem.shifts if applied.covers(s.date, templates[s.template].labels)]
