"""Which setting holds for whom: the narrower scope wins where two set the same limit."""

from collections.abc import Iterable, Sequence
from typing import Any

from scheduling.domain.problem import Employee, Problem
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Applied, Rule
from scheduling.rules.catalogue import catalogue, params_of
from scheduling.rules.parameters import RuleParams

_RANK = {
    ScopeKind.EVERYONE: 0,
    ScopeKind.CONTRACT: 1,
    ScopeKind.ROLE: 2,
    ScopeKind.LABEL: 3,
    ScopeKind.EMPLOYEE: 4,
}


def in_scope(employee: Employee, scope: Scope) -> bool:
    """Whether a scope is about this person."""
    ids = set(scope.ids)
    match scope.kind:
        case ScopeKind.EVERYONE:
            return True
        case ScopeKind.CONTRACT:
            return employee.contract in ids
        case ScopeKind.ROLE:
            return bool(employee.roles & ids)
        case ScopeKind.LABEL:
            return bool(employee.labels & ids)
        case ScopeKind.EMPLOYEE:
            return employee.id in ids


def apply_settings(problem: Problem, settings: Iterable[RuleSetting]) -> list[Applied[Any]]:
    """The settings that are on, each with the people it governs; a soft weight of 0 is off.

    For each person and limit only the narrowest scope counts: employee over label over role over contract over
    everyone. Two settings of equal rank both hold. Hard and soft settings do not displace each other: a wish
    never lifts a law. A setting of which only some limits are displaced keeps the others.

    Raises
    ------
    InvalidInput
        When a setting names an unknown rule or a parameter does not fit.
    """
    active = [(s, params_of(s)) for s in settings if s.enabled and s.weight != 0]
    ranks = _narrowest(problem, active)
    return [applied for setting, params in active for applied in _split(problem, setting, params, ranks)]


_Ranks = dict[tuple[str, Any], int]


def _narrowest(problem: Problem, active: Sequence[tuple[RuleSetting, RuleParams]]) -> _Ranks:
    """For each person and limit the rank of the narrowest scope that sets it."""
    ranks: _Ranks = {}
    for setting, params in active:
        for limit in _limits_set(catalogue()[setting.code], params):
            for employee in problem.employees:
                if in_scope(employee, setting.scope):
                    at = employee.id, _limit_key(setting, params, limit)
                    ranks[at] = max(ranks.get(at, 0), _RANK[setting.scope.kind])
    return ranks


def _split(problem: Problem, setting: RuleSetting, params: RuleParams, ranks: _Ranks) -> list[Applied[Any]]:
    """One group per set of limits that remain; people who keep none drop out.

    A rule that limits nobody one by one still holds where its scope is empty: a group of nobody staffs no shift.
    """
    set_here = _limits_set(catalogue()[setting.code], params)
    groups: dict[tuple[str, ...], list[str]] = {}
    for employee in problem.employees:
        if not in_scope(employee, setting.scope):
            continue
        lost = tuple(
            limit
            for limit in set_here
            if ranks[employee.id, _limit_key(setting, params, limit)] > _RANK[setting.scope.kind]
        )
        if not set_here or len(lost) < len(set_here):
            groups.setdefault(lost, []).append(employee.id)
    if not groups and not set_here:
        groups[()] = []
    return [
        Applied(setting, params.model_copy(update=dict.fromkeys(lost)), tuple(employees), problem)
        for lost, employees in groups.items()
    ]


def _limits_set(rule: Rule[Any], params: RuleParams) -> tuple[str, ...]:
    return tuple(limit for limit in rule.limits if getattr(params, limit) is not None)


def _limit_key(setting: RuleSetting, params: RuleParams, limit: str) -> tuple[Any, ...]:
    scope = setting.scope
    distinct = tuple(getattr(params, name) for name in catalogue()[setting.code].key)
    filters = (scope.template_labels, scope.weekdays, scope.dates, scope.day_classes)
    return setting.code, setting.hard, limit, distinct, filters
