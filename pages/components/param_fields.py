"""Widgets for a rule's parameters, drawn from the description of its form."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from scheduling.services.rule_forms import FieldKind, ParamField, RuleForm
from scheduling.services.rule_sentences import WEEKDAYS


def param_fields(
    key: str, form: RuleForm, values: Mapping[str, Any], templates: Mapping[str, str]
) -> dict[str, object]:
    """What is entered, by parameter name. `values` are those stored, `templates` names by id."""
    draw = {
        FieldKind.NUMBER: _number,
        FieldKind.FLAG: _flag,
        FieldKind.CHOICE: _choice,
        FieldKind.WEEKDAYS: _weekdays,
    }
    entered: dict[str, object] = {}
    for field in form.fields:
        value, widget = values.get(field.name, field.default), f"{key}.{form.code}.{field.name}"
        if field.kind is FieldKind.TEMPLATES:
            entered[field.name] = _templates(field, value, widget, templates)
        elif field.kind is FieldKind.TEMPLATE_PAIRS:
            entered[field.name] = _pairs(field, value, widget, templates)
        else:
            entered[field.name] = draw[field.kind](field, value, widget)
    return entered


def _number(field: ParamField, value: int | None, key: str) -> int | None:
    hint = "No limit" if field.optional else None
    entered = st.number_input(
        field.title, field.lowest, field.highest, value, 1, key=key, help=field.help, placeholder=hint
    )
    return None if entered is None else int(entered)


def _flag(field: ParamField, value: bool, key: str) -> bool:
    return st.checkbox(field.title, value, key=key, help=field.help)


def _choice(field: ParamField, value: str, key: str) -> str | None:
    index = field.options.index(value) if value in field.options else 0
    return st.selectbox(field.title, field.options, index, key=key, help=field.help, format_func=str.capitalize)


def _weekdays(field: ParamField, value: list[int], key: str) -> list[int]:
    return st.pills(
        field.title, range(7), selection_mode="multi", default=list(value), format_func=WEEKDAYS.__getitem__, key=key
    )


def _templates(field: ParamField, value: list[str], key: str, templates: Mapping[str, str]) -> list[str]:
    known = [one for one in value if one in templates]
    return st.multiselect(
        field.title, list(templates), known, format_func=templates.__getitem__, key=key, help=field.help
    )


def _pairs(field: ParamField, value: list[list[str]], key: str, templates: Mapping[str, str]) -> list[list[str]]:
    choices = {(first, second): f"{a} → {b}" for first, a in templates.items() for second, b in templates.items()}
    known = [(first, second) for first, second in value if (first, second) in choices]
    picked = st.multiselect(
        field.title, list(choices), known, format_func=choices.__getitem__, key=key, help=field.help
    )
    return [list(pair) for pair in picked]
