"""What a form needs to know to ask for a rule's parameters, so that pages hold no rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scheduling.rules.base import Rule
from scheduling.rules.catalogue import catalogue


class FieldKind(StrEnum):
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    TEMPLATES = "templates"
    TEMPLATE_PAIRS = "template pairs"
    WEEKDAYS = "weekdays"


@dataclass(frozen=True)
class ParamField:
    """One parameter as a form shows it. An `optional` number may be left empty."""

    name: str
    kind: FieldKind
    title: str
    help: str
    default: Any
    optional: bool = False
    lowest: int | None = None
    highest: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleForm:
    """A rule of the catalogue in words, with the fields of its parameters."""

    code: str
    label: str
    help: str
    unit: str
    fields: tuple[ParamField, ...]


def rule_forms() -> Mapping[str, RuleForm]:
    """The forms of all rules, by code, in the order of their labels."""
    return {rule.code: form_of(rule) for rule in sorted(catalogue().values(), key=lambda rule: rule.label)}


def form_of(rule: Rule[Any]) -> RuleForm:
    """The form of one rule, drawn from the JSON schema of its parameters."""
    schema = rule.Params.model_json_schema()
    shared = schema.get("$defs", {})
    fields = (_field(name, part, shared) for name, part in schema.get("properties", {}).items())
    return RuleForm(rule.code, rule.label, rule.help, rule.unit, tuple(fields))


def _field(name: str, part: Mapping[str, Any], shared: Mapping[str, Any]) -> ParamField:
    alternatives = [_resolved(choice, shared) for choice in part.get("anyOf", [part])]
    value = next(choice for choice in alternatives if choice.get("type") != "null")
    return ParamField(
        name,
        _kind(value),
        part.get("title", name),
        part.get("description", ""),
        part.get("default"),
        len(alternatives) > 1,
        value.get("minimum"),
        value.get("maximum"),
        tuple(value.get("enum", ())),
    )


def _resolved(part: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    return shared[part["$ref"].rsplit("/", 1)[-1]] if "$ref" in part else part


def _kind(value: Mapping[str, Any]) -> FieldKind:
    """Strings in lists name templates, whole numbers in lists are weekdays (0 is Monday)."""
    if "enum" in value:
        return FieldKind.CHOICE
    if value["type"] == "array":
        items = value["items"]
        if items["type"] == "array":
            return FieldKind.TEMPLATE_PAIRS
        return FieldKind.WEEKDAYS if items["type"] == "integer" else FieldKind.TEMPLATES
    return {"integer": FieldKind.NUMBER, "boolean": FieldKind.FLAG}[value["type"]]
