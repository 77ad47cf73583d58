"""Questions about a week as laws: a hard setting that asks for what somebody wants to know about."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Problem, Shift
from scheduling.domain.roster import Roster
from scheduling.domain.settings import KEPT, QUESTION, RuleSetting, Scope, ScopeKind

NOT_HERE = "This person or shift is not in the run's week; choose again."


def person_law(problem: Problem, employee: str, shift_id: str, *, works: bool) -> RuleSetting:
    """Somebody works a shift, or does not.

    Raises
    ------
    InvalidInput
        When the person or the shift is not in the week.
    """
    shift = _shift(problem, shift_id)
    if employee not in problem.employee_by_id:
        raise InvalidInput(NOT_HERE)
    scope = Scope(ScopeKind.EMPLOYEE, (employee,), dates=frozenset({shift.date}))
    limits = {"minimum": 1, "maximum": None} if works else {"minimum": None, "maximum": 0}
    params = {**limits, "period": "horizon", "templates": [shift.template]}
    return RuleSetting(QUESTION, "shift_count", None, scope, params)


def heads_law(problem: Problem, shift_id: str, role: str, heads: int) -> RuleSetting:
    """At least so many people work a shift in a role; raises what `person_law` does."""
    shift = _shift(problem, shift_id)
    if role not in {demand.role for demand in shift.demands} or heads < 1:
        raise InvalidInput("This shift does not ask for anybody in this role; choose again.")
    params = _at_least(shift.template, role, heads)
    return RuleSetting(QUESTION, "skill_mix", None, Scope(dates=frozenset({shift.date})), params)


def kept_laws(problem: Problem, roster: Roster, shift_id: str, role: str) -> tuple[RuleSetting, ...]:
    """No other shift, and no other role of this one, loses a head that it has in a roster and that is wanted there."""
    there = Counter((one.shift, one.role) for one in roster)
    days: dict[tuple[str, str, int], set[date]] = defaultdict(set)
    for shift in problem.shifts:
        for demand in shift.demands:
            wanted = demand.minimum if demand.target is None else demand.target
            heads = min(wanted, there[shift.id, demand.role])
            if heads and (shift.id, demand.role) != (shift_id, role):
                days[shift.template, demand.role, heads].add(shift.date)
    return tuple(
        RuleSetting(f"{KEPT}-{number}", "skill_mix", None, Scope(dates=frozenset(dates)), _at_least(*about))
        for number, (about, dates) in enumerate(sorted(days.items()))
    )


def _at_least(template: str, role: str, heads: int) -> Mapping[str, Any]:
    return {"minimum": heads, "maximum": None, "templates": [template], "roles": [role]}


def _shift(problem: Problem, shift_id: str) -> Shift:
    shift = problem.shift_by_id.get(shift_id)
    if shift is None:
        raise InvalidInput(NOT_HERE)
    return shift
