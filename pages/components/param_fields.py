"""Widgets for a rule's parameters, drawn from the description of its form."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages.components.param_table import param_table
from scheduling.services.rule_forms import FieldKind, ParamField, RuleForm
from scheduling.services.rule_sentences import WEEKDAYS, Names

LONGEST_SEQUENCE = 7


def param_fields(key: str, form: RuleForm, values: Mapping[str, Any], names: Names) -> dict[str, object]:
    """What is entered, by parameter name. `values` are those stored."""
    entered: dict[str, object] = {}
    for field in form.fields:
        value, widget = values.get(field.name, field.default), f"{key}.{form.code}.{field.name}"
        entered[field.name] = DRAW[field.kind](field, value, widget, names)
    return entered


def _number(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    hint = "No limit" if field.optional else None
    entered = st.number_input(
        field.title, field.lowest, field.highest, value, 1, key=key, help=field.help, placeholder=hint
    )
    return None if entered is None else int(entered)


def _parts(field: ParamField, value: int | None, key: str, unit: str, parts: int, step: float) -> int | None:
    """A whole number of small parts (minutes, cents), entered in the larger unit."""
    lowest, highest = (None if limit is None else limit / parts for limit in (field.lowest, field.highest))
    shown = None if value is None else value / parts
    title, hint = f"{field.title} ({unit})", "No limit" if field.optional else None
    entered = st.number_input(title, lowest, highest, shown, step, "%g", key=key, help=field.help, placeholder=hint)
    return None if entered is None else round(entered * parts)


def _duration(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    return _parts(field, value, key, "hours", 60, 0.5)


def _money(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    return _parts(field, value, key, "money", 100, 1.0)


def _flag(field: ParamField, value: bool, key: str, names: Names) -> bool:
    return st.checkbox(field.title, value, key=key, help=field.help)


def _choice(field: ParamField, value: str | int, key: str, names: Names) -> str | int | None:
    index = field.options.index(value) if value in field.options else 0
    return st.selectbox(
        field.title, field.options, index, key=key, help=field.help, format_func=lambda one: str(one).capitalize()
    )


def _weekdays(field: ParamField, value: list[int], key: str, names: Names) -> list[int]:
    return st.pills(
        field.title, range(7), selection_mode="multi", default=list(value), format_func=WEEKDAYS.__getitem__, key=key
    )


def _name(field: ParamField, value: str | None, key: str, names: Names) -> str | None:
    known = names.of_kind(field.refers)
    index = list(known).index(value) if value in known else None
    return st.selectbox(
        field.title, list(known), index, format_func=known.__getitem__, key=key, help=field.help, placeholder="Any"
    )


def _names(field: ParamField, value: list[str], key: str, names: Names) -> list[str]:
    known = names.of_kind(field.refers)
    chosen = [one for one in value if one in known]
    return st.multiselect(field.title, list(known), chosen, format_func=known.__getitem__, key=key, help=field.help)


def _pairs(field: ParamField, value: list[list[str]], key: str, names: Names) -> list[list[str]]:
    known = names.of_kind(field.refers)
    arrow = "→" if field.refers == "template" else "and"
    choices = {(one, two): f"{a} {arrow} {b}" for one, a in known.items() for two, b in known.items()}
    chosen = [(one, two) for one, two in value if (one, two) in choices]
    picked = st.multiselect(
        field.title, list(choices), chosen, format_func=choices.__getitem__, key=key, help=field.help
    )
    return [list(pair) for pair in picked]


def _sequence(field: ParamField, value: list[str], key: str, names: Names) -> list[str]:
    """One box a day, and an empty one behind the last."""
    known = {**{word: word.capitalize() for word in field.options}, **names.of_kind(field.refers)}
    st.caption(field.title, help=field.help)
    entered: list[str] = []
    for column, day in zip(st.columns(LONGEST_SEQUENCE), range(LONGEST_SEQUENCE), strict=True):
        before = value[day] if day < len(value) and value[day] in known else None
        index = None if before is None else list(known).index(before)
        picked = column.selectbox(
            f"Day {day + 1}", list(known), index, format_func=known.__getitem__, key=f"{key}.{day}", placeholder="–"
        )
        if picked is not None:
            entered.append(picked)
    return entered


DRAW: Mapping[FieldKind, Callable[[ParamField, Any, str, Names], object]] = {
    FieldKind.NUMBER: _number,
    FieldKind.DURATION: _duration,
    FieldKind.MONEY: _money,
    FieldKind.FLAG: _flag,
    FieldKind.CHOICE: _choice,
    FieldKind.WEEKDAYS: _weekdays,
    FieldKind.NAME: _name,
    FieldKind.NAMES: _names,
    FieldKind.PAIRS: _pairs,
    FieldKind.SEQUENCE: _sequence,
    FieldKind.TABLE: param_table,
}
