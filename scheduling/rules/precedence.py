"""Which setting holds for whom: the narrower scope wins where two set the same limit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from scheduling.domain.problem import Employee, Problem
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Applied
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
    active = [_Active(s, params_of(s)) for s in settings if s.enabled and s.weight != 0]
    people = _people(problem, active)
    ranks = _narrowest(active, people)
    return [applied for one in active for applied in _split(problem, one, people[_whom(one)], ranks)]


class _Active(NamedTuple):
    setting: RuleSetting
    params: RuleParams

    @property
    def rank(self) -> int:
        return _RANK[self.setting.scope.kind]


_Whom = tuple[ScopeKind, tuple[str, ...]]
_People = Mapping[_Whom, Sequence[str]]
_Ranks = dict[tuple[str, Any], int]


def _whom(one: _Active) -> _Whom:
    return one.setting.scope.kind, one.setting.scope.ids


def _people(problem: Problem, active: Iterable[_Active]) -> _People:
    """Whom each scope is about (ids); many settings share one, and there may be thousands of them."""
    scopes = {_whom(one): one.setting.scope for one in active}
    return {whom: [e.id for e in problem.employees if in_scope(e, scope)] for whom, scope in scopes.items()}


def _narrowest(active: Iterable[_Active], people: _People) -> _Ranks:
    """For each person and limit the rank of the narrowest scope that sets it."""
    ranks: _Ranks = {}
    for one in active:
        for key in _limit_keys(one).values():
            for who in people[_whom(one)]:
                ranks[who, key] = max(ranks.get((who, key), 0), one.rank)
    return ranks


def _split(problem: Problem, one: _Active, people: Sequence[str], ranks: _Ranks) -> list[Applied[Any]]:
    """One group per set of limits that remain; people who keep none drop out.

    A rule that limits nobody one by one still holds where its scope is empty: a group of nobody staffs no shift.
    """
    setting, params = one
    set_here = _limit_keys(one)
    groups: dict[tuple[str, ...], list[str]] = {}
    for who in people:
        lost = tuple(limit for limit, key in set_here.items() if ranks[who, key] > one.rank)
        if not set_here or len(lost) < len(set_here):
            groups.setdefault(lost, []).append(who)
    if not groups and not set_here:
        groups[()] = []
    return [
        Applied(setting, params.model_copy(update=dict.fromkeys(lost)), tuple(employees), problem)
        for lost, employees in groups.items()
    ]


def _limit_keys(one: _Active) -> dict[str, tuple[Any, ...]]:
    """What tells each limit that a setting sets from the limits of other settings."""
    setting, params = one
    rule, scope = catalogue()[setting.code], setting.scope
    filters = (scope.template_labels, scope.weekdays, scope.dates, scope.day_classes)
    return {
        limit: (setting.code, setting.hard, limit, tuple(getattr(params, name) for name in rule.key_of(limit)), filters)
        for limit in rule.limits
        if getattr(params, limit) is not None
    }
