"""What is wrong with rule settings before anything is planned, in sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scheduling.checker import score
from scheduling.domain.clock import hours_text
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting, ScopeKind
from scheduling.rules.base import Applied, Bound
from scheduling.rules.catalogue import catalogue, params_of, usable
from scheduling.rules.precedence import in_scope
from scheduling.services.gap_sentences import shortage_text
from scheduling.services.rule_sentences import Names, phrase
from scheduling.solver.beyond import Beyond, Outlier, outliers, unmanned
from scheduling.solver.room import Room


@dataclass(frozen=True)
class Finding:
    """One sentence about a setting (its id; empty for what no setting is about), and the person it is about.

    `serious`: no run can start, or no roster can meet it.
    """

    setting: str
    message: str
    employee: str | None = None
    serious: bool = False


def findings(room: Room, applied: Sequence[Applied[Any]], settings: Sequence[RuleSetting]) -> tuple[Finding, ...]:
    """All that can be said against the settings that are on, the serious first, then in the settings' order.

    `applied` are the usable ones of them as they hold for people, `room` is what these leave.
    """
    names, problem = Names.of_problem(room.problem), room.problem
    by_id = {setting.id: setting for setting in settings}
    found = [
        *_pins(problem),
        *(finding for setting in settings if setting.enabled for finding in _of_setting(problem, setting, applied)),
        *(finding for one in applied for finding in _of_rule(room, one)),
        *(_told(outlier, by_id, names) for outlier in outliers(room, applied)),
    ]
    order = {setting.id: k for k, setting in enumerate(settings)}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (not one.serious, order.get(one.setting, -1))))


def _pins(problem: Problem) -> Iterator[Finding]:
    """Pinned assignments that clash with what always holds."""
    for violation in score(problem, frozenset(problem.pinned), []).violations:
        text = f"Pinned, but impossible: {violation.message}. Unpin it or remove what it clashes with."
        yield Finding("", text, violation.employee, serious=True)


def _of_setting(problem: Problem, setting: RuleSetting, applied: Iterable[Applied[Any]]) -> Iterator[Finding]:
    """What can be said of any rule."""
    if not usable([setting]):
        yield Finding(setting.id, _refused(setting), serious=True)
        return
    scope = setting.scope
    if setting.weight == 0:
        yield Finding(setting.id, "Its weight is 0, so it counts nothing; enter a weight or switch it off.")
        return
    if not any(in_scope(person, scope) for person in problem.employees):
        if scope.kind is not ScopeKind.EVERYONE:
            yield Finding(setting.id, "Nobody who can be planned is meant; choose other people or switch it off.")
        return
    groups = [one for one in applied if one.setting.id == setting.id]
    if not groups:
        yield Finding(setting.id, "Narrower settings take its place for everybody it is about, so it never counts.")
        return
    yield from _displaced(setting, groups)
    labels = {template.id: template.labels for template in problem.templates}
    if scope.narrowed and not any(groups[0].covers(s.date, labels[s.template]) for s in problem.shifts):
        yield Finding(setting.id, "No planned shift is among those it is limited to; loosen that choice.")


def _refused(setting: RuleSetting) -> str:
    try:
        params_of(setting)
    except InvalidInput as error:
        return str(error)
    return ""


def _displaced(setting: RuleSetting, groups: Iterable[Applied[Any]]) -> Iterator[Finding]:
    """Limits that narrower settings set for everybody whom this one is about."""
    rule, params = catalogue()[setting.code], params_of(setting)
    for limit in rule.limits:
        if getattr(params, limit) is not None and all(getattr(one.params, limit) is None for one in groups):
            title = rule.Params.model_fields[limit].title
            text = f"Narrower settings set “{title}” for everybody it is about, so here it never counts."
            yield Finding(setting.id, text)


def _of_rule(room: Room, applied: Applied[Any]) -> Iterator[Finding]:
    """What the rule itself says, and the heads that it insists on in vain."""
    for doubt in catalogue()[applied.setting.code].doubts(applied):
        yield Finding(applied.setting.id, f"{doubt.message.removesuffix('.')}.", doubt.employee)
    for shortage in unmanned(room, applied) if applied.setting.hard else ():
        yield Finding(applied.setting.id, f"It cannot be met. {shortage_text(room.problem, shortage)}", serious=True)


def _told(outlier: Outlier, by_id: Mapping[str, RuleSetting], names: Names) -> Finding:
    bound, setting = outlier.bound, by_id[outlier.setting]
    if outlier.kind is Beyond.IDLE:
        more = f"more than {_amount(bound, outlier.reach)}" if outlier.reach else "any shift"
        return Finding(setting.id, f"It never matters this time: nobody can come to {more} {bound.span}.")
    reach = _amount(bound, outlier.reach)
    said = {
        Beyond.LEAST: f"{_amount(bound, bound.least)} to be planned {bound.span}, {reach} can be",
        Beyond.PINNED: f"{reach} pinned {bound.span}, {_amount(bound, bound.most)} allowed",
        Beyond.GIVEN: f"over the limit {bound.span} before anything is planned",
    }[outlier.kind]
    because = f"; “{phrase(by_id[outlier.by], names)}” forbids more" if outlier.by else ""
    text = f"{names.employees[bound.employee]}: {said}{because}."
    return Finding(setting.id, text, bound.employee, serious=setting.hard)


def _amount(bound: Bound, number: int | None) -> str:
    if not number:
        return "none"
    return hours_text(number) if bound.minutes else f"{number} shift{'s' * (number != 1)}"
