"""What a form needs to know to ask for a rule's parameters, so that pages hold no rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scheduling.rules.base import Rule
from scheduling.rules.catalogue import catalogue
from scheduling.rules.parameters import Schema, resolved, schema_of


class FieldKind(StrEnum):
    """How a parameter is asked for: pairs are of names, a sequence is of names with repeats, a table of rows."""

    NUMBER = "number"
    DURATION = "minutes"
    CLOCK = "clock"
    MONEY = "cents"
    FLAG = "flag"
    CHOICE = "choice"
    WEEKDAYS = "weekdays"
    NAME = "name"
    NAMES = "names"
    PAIRS = "pairs"
    SEQUENCE = "sequence"
    TABLE = "table"


@dataclass(frozen=True)
class ParamField:
    """One parameter as a form shows it. An `optional` number or name may be left empty.

    `refers` says what names are of ("template", "role", "contract" or "employee"); `options` are the choices, or
    the words that a name may be besides; `columns` are the fields of a table's rows.
    """

    name: str
    kind: FieldKind
    title: str
    help: str
    default: Any
    optional: bool = False
    lowest: int | None = None
    highest: int | None = None
    options: tuple[str | int, ...] = ()
    refers: str = ""
    columns: tuple["ParamField", ...] = ()


@dataclass(frozen=True)
class RuleForm:
    """A rule of the catalogue in words, with the fields of its parameters."""

    code: str
    label: str
    help: str
    unit: str
    fields: tuple[ParamField, ...]


def rule_forms() -> Mapping[str, RuleForm]:
    """The forms of all rules that are offered, by code, in the order of their labels."""
    offered = (rule for rule in catalogue().values() if rule.offered)
    return {rule.code: form_of(rule) for rule in sorted(offered, key=lambda rule: rule.label)}


def form_of(rule: Rule[Any]) -> RuleForm:
    """The form of one rule, drawn from the JSON schema of its parameters."""
    schema = schema_of(rule.Params)
    return RuleForm(rule.code, rule.label, rule.help, rule.unit, _fields(schema, schema))


def _fields(part: Schema, whole: Schema) -> tuple[ParamField, ...]:
    return tuple(_field(name, one, whole) for name, one in part.get("properties", {}).items())


def _field(name: str, part: Schema, whole: Schema) -> ParamField:
    value = resolved(part, whole)
    kind, items = _kind(value, whole), resolved(value.get("items", {}), whole)
    names = (items.get("prefixItems") or [items])[0] if value.get("type") == "array" else value
    return ParamField(
        name,
        kind,
        part.get("title", name),
        part.get("description", ""),
        part.get("default"),
        "anyOf" in part,
        value.get("minimum"),
        value.get("maximum"),
        tuple(value.get("enum", ())) or tuple(names.get("also", ())),
        names.get("refers", ""),
        _fields(items, whole) if kind is FieldKind.TABLE else (),
    )


def _kind(value: Schema, whole: Schema) -> FieldKind:
    if "enum" in value:
        return FieldKind.CHOICE
    if value["type"] == "array":
        return _kind_of_list(resolved(value["items"], whole))
    if value["type"] == "integer":
        return FieldKind(value.get("unit", FieldKind.NUMBER))
    return {"string": FieldKind.NAME, "boolean": FieldKind.FLAG}[value["type"]]


def _kind_of_list(items: Schema) -> FieldKind:
    """Whole numbers in lists are weekdays (0 is Monday)."""
    if items["type"] == "string":
        return FieldKind.SEQUENCE if "also" in items else FieldKind.NAMES
    return {"object": FieldKind.TABLE, "array": FieldKind.PAIRS, "integer": FieldKind.WEEKDAYS}[items["type"]]
