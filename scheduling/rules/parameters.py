"""Parameters of rules: validated values that know what they name, so that forms and imports need no rule by name."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import repeat
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field


class RuleParams(BaseModel):
    """Parameters of a rule, or one row of a table among them; titles, descriptions and units draw the form."""

    model_config = ConfigDict(frozen=True, extra="forbid")


TemplateId: TypeAlias = Annotated[str, Field(json_schema_extra={"refers": "template"})]
RoleId: TypeAlias = Annotated[str, Field(json_schema_extra={"refers": "role"})]
ContractId: TypeAlias = Annotated[str, Field(json_schema_extra={"refers": "contract"})]
EmployeeId: TypeAlias = Annotated[str, Field(json_schema_extra={"refers": "employee"})]

WORK, OFF, ANY = "work", "off", "any"
DayStep: TypeAlias = Annotated[str, Field(json_schema_extra={"refers": "template", "also": [WORK, OFF, ANY]})]
"""What a day of a pattern is: a template's shift, any work, a day off, or whatever."""

Minutes: TypeAlias = Annotated[int, Field(json_schema_extra={"unit": "minutes"})]
"""A length of time."""
Clock: TypeAlias = Annotated[int, Field(json_schema_extra={"unit": "clock"})]
"""A wall-clock minute of a day."""
Cents: TypeAlias = Annotated[int, Field(json_schema_extra={"unit": "cents"})]

Change: TypeAlias = Callable[[str, str], str]
"""Gives another id or a name for a kind ("template", "role", "contract" or "employee") and an id."""
Schema: TypeAlias = Mapping[str, Any]


@cache
def schema_of(params: type[RuleParams]) -> Schema:
    """The JSON schema of a rule's parameters, made once."""
    return params.model_json_schema()


def resolved(part: Schema, whole: Schema) -> Schema:
    """The part itself, where it only points to a shared one, or may also be null."""
    for choice in part.get("anyOf", ()):
        if choice.get("type") != "null":
            return resolved(choice, whole)
    shared: Schema = whole["$defs"][part["$ref"].rsplit("/", 1)[-1]] if "$ref" in part else part
    return shared


def renamed(params: type[RuleParams], values: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The same parameters with every id that they name changed; values of unknown parameters stay."""
    whole = schema_of(params)
    parts = whole.get("properties", {})
    return {name: _renamed(parts.get(name, {}), value, whole, change) for name, value in values.items()}


def _renamed(part: Schema, value: Any, whole: Schema, change: Change) -> Any:
    part = resolved(part, whole)
    if isinstance(value, str):
        return change(part["refers"], value) if "refers" in part and value not in part.get("also", ()) else value
    if isinstance(value, Mapping):
        inner = part.get("properties", {})
        return {name: _renamed(inner.get(name, {}), item, whole, change) for name, item in value.items()}
    if isinstance(value, list | tuple):
        items: Iterable[Schema] = part.get("prefixItems") or repeat(part.get("items", {}))
        return [_renamed(item, one, whole, change) for item, one in zip(items, value, strict=False)]
    return value


def named(params: type[RuleParams], values: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Kind and id of everything that parameters name."""
    found: set[tuple[str, str]] = set()

    def note(kind: str, one: str) -> str:
        found.add((kind, one))
        return one

    renamed(params, values, note)
    return found
