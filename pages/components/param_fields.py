"""Widgets for a rule's parameters, drawn from the description of its form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import time
from typing import Any

import streamlit as st

from pages.components.frame import plain
from pages.components.param_table import PARTS, pair_table, param_table
from scheduling.domain.clock import MINUTES_PER_DAY
from scheduling.services.rule_forms import FieldKind, ParamField, RuleForm
from scheduling.services.rule_sentences import WEEKDAYS, Names

LONGEST_SEQUENCE = 7
MANY_NAMES = 20
"""More would make a list of pairs too long to choose from."""
WIDE = (FieldKind.WEEKDAYS, FieldKind.NAMES, FieldKind.PAIRS, FieldKind.SEQUENCE, FieldKind.TABLE)


def param_fields(key: str, form: RuleForm, values: Mapping[str, Any], names: Names) -> dict[str, object]:
    """What is entered, by parameter name. `values` are those stored; narrow fields stand two in a row."""
    entered: dict[str, object] = {}
    for fields in _lines(form.fields):
        # Columns of their own for each line: a phone stacks them, and would mix the order of several lines.
        columns = st.columns(2) if fields[0].kind not in WIDE else [st.container()]
        for field, column in zip(fields, columns, strict=False):
            value, widget = values.get(field.name, field.default), f"{key}.{form.code}.{field.name}"
            with column.container(gap="xxsmall"):
                entered[field.name] = DRAW[field.kind](field, value, widget, names)
                if field.help:
                    st.caption(plain(field.help))
    return entered


def _lines(fields: Sequence[ParamField]) -> list[list[ParamField]]:
    """The fields in their order, a wide one by itself and narrow neighbours in pairs."""
    lines: list[list[ParamField]] = []
    for field in fields:
        before = lines[-1] if lines else []
        if field.kind in WIDE or len(before) != 1 or before[0].kind in WIDE:
            lines.append([field])
        else:
            before.append(field)
    return lines


def _number(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    hint = "No limit" if field.optional else None
    entered = st.number_input(field.title, field.lowest, field.highest, value, 1, key=key, placeholder=hint)
    return None if entered is None else int(entered)


def _duration(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    """Minutes, entered in hours."""
    return _parts(f"{field.title} (hours)", field, value, key, PARTS[field.kind], 0.5, "%g")


def _money(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    """Cents, entered in whole units of whatever currency the site counts in."""
    return _parts(field.title, field, value, key, PARTS[field.kind], 1.0, "%.2f")


def _parts(
    title: str, field: ParamField, value: int | None, key: str, parts: int, step: float, look: str
) -> int | None:
    lowest, highest = (None if limit is None else limit / parts for limit in (field.lowest, field.highest))
    shown = None if value is None else value / parts
    hint = "No limit" if field.optional else None
    entered = st.number_input(title, lowest, highest, shown, step, look, key=key, placeholder=hint)
    return None if entered is None else round(entered * parts)


def _clock(field: ParamField, value: int | None, key: str, names: Names) -> int | None:
    """A time of day; midnight is the end of the day where its beginning would be too early."""
    shown = None if value is None else time(value // 60 % 24, value % 60)
    entered = st.time_input(field.title, shown, key=key, step=900)
    if entered is None:
        return None
    minute = entered.hour * 60 + entered.minute
    return MINUTES_PER_DAY if not minute and field.lowest else minute


def _flag(field: ParamField, value: bool, key: str, names: Names) -> bool:
    return st.checkbox(field.title, value, key=key)


def _choice(field: ParamField, value: str | int, key: str, names: Names) -> str | int | None:
    index = field.options.index(value) if value in field.options else 0
    return st.selectbox(field.title, field.options, index, key=key, format_func=lambda one: str(one).capitalize())


def _weekdays(field: ParamField, value: list[int], key: str, names: Names) -> list[int]:
    return st.pills(
        field.title, range(7), selection_mode="multi", default=list(value), format_func=WEEKDAYS.__getitem__, key=key
    )


def _name(field: ParamField, value: str | None, key: str, names: Names) -> str | None:
    known = names.of_kind(field.refers)
    index = list(known).index(value) if value in known else None
    return st.selectbox(field.title, list(known), index, format_func=known.__getitem__, key=key, placeholder="Any")


def _names(field: ParamField, value: list[str], key: str, names: Names) -> list[str]:
    known = names.of_kind(field.refers)
    chosen = [one for one in value if one in known]
    return st.multiselect(field.title, list(known), chosen, format_func=known.__getitem__, key=key)


def _pairs(field: ParamField, value: list[list[str]], key: str, names: Names) -> list[list[str]]:
    known = names.of_kind(field.refers)
    if len(known) > MANY_NAMES:
        return pair_table(field, value, key, known)
    choices = pair_choices(field, known)
    chosen = [(one, two) for one, two in value if (one, two) in choices]
    picked = st.multiselect(field.title, list(choices), chosen, format_func=choices.__getitem__, key=key)
    return [list(pair) for pair in picked]


def pair_choices(field: ParamField, known: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """All pairs of names: a shift may follow one of its own kind, nobody is a partner of themselves."""
    arrow, alone = ("→", True) if field.refers == "template" else ("and", False)
    return {
        (one, two): f"{a} {arrow} {b}" for one, a in known.items() for two, b in known.items() if alone or one != two
    }


def _sequence(field: ParamField, value: list[str], key: str, names: Names) -> list[str]:
    """One box a day, and an empty one behind the last."""
    known = {**{word: word.capitalize() for word in field.options}, **names.of_kind(field.refers)}
    st.markdown(plain(field.title))
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
    FieldKind.CLOCK: _clock,
    FieldKind.FLAG: _flag,
    FieldKind.CHOICE: _choice,
    FieldKind.WEEKDAYS: _weekdays,
    FieldKind.NAME: _name,
    FieldKind.NAMES: _names,
    FieldKind.PAIRS: _pairs,
    FieldKind.SEQUENCE: _sequence,
    FieldKind.TABLE: param_table,
}
