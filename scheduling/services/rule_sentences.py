"""Rule settings as sentences with names instead of ids."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Contract, Employee, Problem, Role
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Rule
from scheduling.rules.catalogue import catalogue, params_of, usable
from scheduling.rules.parameters import renamed
from scheduling.services.records import EmployeeRecord, TemplateRecord

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MANY = 3
LONGEST_NAME = 40


@dataclass(frozen=True)
class Names:
    """Names by id of everything that a setting can speak of."""

    templates: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, str] = field(default_factory=dict)
    employees: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    template_labels: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        templates: Iterable[TemplateRecord],
        roles: Iterable[Role],
        contracts: Iterable[Contract],
        people: Sequence[EmployeeRecord],
    ) -> "Names":
        records = [record.template for record in templates]
        return cls(
            {template.id: template.name for template in records},
            {role.id: role.name for role in roles},
            {contract.id: contract.name for contract in contracts},
            _told_apart(people),
            {label: label for label in sorted({label for person in people for label in person.labels})},
            sorted({label for template in records for label in template.labels}),
        )

    @classmethod
    def of_problem(cls, problem: Problem) -> "Names":
        """What a problem knows; people who are not planned have no name here."""
        return cls(
            {template.id: template.name for template in problem.templates},
            {role.id: role.name for role in problem.roles},
            {contract.id: contract.name for contract in problem.contracts},
            _told_apart(problem.employees),
            {label: label for label in sorted({label for person in problem.employees for label in person.labels})},
            sorted({label for template in problem.templates for label in template.labels}),
        )

    def of_kind(self, kind: str) -> Mapping[str, str]:
        """The names that a parameter refers to: of templates, roles, contracts or employees."""
        return {
            "template": self.templates,
            "role": self.roles,
            "contract": self.contracts,
            "employee": self.employees,
        }[kind]

    def scoped(self, kind: ScopeKind) -> Mapping[str, str]:
        """What a scope of this kind can name; nothing for everyone."""
        return {
            ScopeKind.EVERYONE: {},
            ScopeKind.CONTRACT: self.contracts,
            ScopeKind.ROLE: self.roles,
            ScopeKind.LABEL: self.labels,
            ScopeKind.EMPLOYEE: self.employees,
        }[kind]


def _told_apart(people: Iterable[Employee | EmployeeRecord]) -> Mapping[str, str]:
    """Names by id, with a number behind a name that somebody before bears too."""
    borne = Counter[str]()
    names = {}
    for person in people:
        borne[person.name] += 1
        names[person.id] = person.name if borne[person.name] == 1 else f"{person.name} ({borne[person.name]})"
    return names


def rule_label(code: str) -> str:
    rule = catalogue().get(code)
    return rule.label if rule else f"Unknown rule ({code})"


def sentence(setting: RuleSetting, names: Names) -> str:
    """Whom the setting is about, what it says and what a breach costs, as one sentence; or what is wrong with it."""
    if not usable([setting]):
        return phrase(setting, names)
    return f"{phrase(setting, names)}; {'hard' if setting.weight is None else f'each breach costs {setting.weight:,}'}"


def phrase(setting: RuleSetting, names: Names) -> str:
    """Whom the setting is about and what it says; what is wrong with it where it cannot hold."""
    rule = catalogue().get(setting.code)
    if rule is None:
        effect = "switch it off or delete it before the next run" if setting.enabled else "it has no effect"
        return f"This version has no rule called {setting.code}; {effect}"
    try:
        params = params_of(setting)
    except InvalidInput as error:
        return f"{error} Open it and correct it"
    spoken = renamed(rule.Params, params.model_dump(), lambda kind, one: names.of_kind(kind).get(one, one))
    says = rule.phrase(rule.Params.model_validate(spoken))
    return f"{_subject(setting.scope, names, rule)} {says}{_filters(setting.scope)}"


def _subject(scope: Scope, names: Names, rule: Rule[Any]) -> str:
    if scope.kind is ScopeKind.EVERYONE:
        return rule.everyone
    known = names.scoped(scope.kind)
    called = [known.get(one, "somebody who has left" if scope.kind is ScopeKind.EMPLOYEE else "?") for one in scope.ids]
    if scope.kind is ScopeKind.EMPLOYEE:
        return _people(called, rule.as_group)
    words = {ScopeKind.CONTRACT: "on contract", ScopeKind.ROLE: "who can work as", ScopeKind.LABEL: "labelled"}
    listed = " or ".join(shorten(name, LONGEST_NAME, placeholder=" …") for name in called)
    return f"{'The group of everyone' if rule.as_group else 'Everyone'} {words[scope.kind]} {listed}"


def _people(called: Sequence[str], as_group: bool) -> str:
    listed = f"{len(called)} people" if len(called) > MANY else ", ".join(called)
    if as_group:
        return f"The group of {listed}"
    return listed if len(called) == 1 else f"Each of {listed}"


def _filters(scope: Scope) -> str:
    parts = []
    if scope.template_labels:
        parts.append(f"{' or '.join(sorted(scope.template_labels))} shifts")
    if scope.weekdays:
        parts.append(" ".join(WEEKDAYS[day] for day in sorted(scope.weekdays)))
    if scope.day_classes:
        parts.append(" or ".join(f"on a {day}" for day in sorted(scope.day_classes)).replace("a eve", "the eve"))
    if scope.dates:
        parts.append(", ".join(f"{day.day} {day:%b}" for day in sorted(scope.dates)))
    return f" ({'; '.join(parts)})" if parts else ""
