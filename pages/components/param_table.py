"""A parameter that is a list of rows, as a small table."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, TypeAlias

import pandas as pd
import streamlit as st

from scheduling.services.rule_forms import FieldKind, ParamField
from scheduling.services.rule_sentences import Names

MINUTES_A_DAY = 1440


Rows: TypeAlias = list[dict[str, object]]


def param_table(field: ParamField, value: Sequence[Mapping[str, Any]], key: str, names: Names) -> Rows:
    """The rows as edited; those that lack anything are left out."""
    st.caption(field.title, help=field.help)
    shown = [{column.title: _shown(column, row[column.name], names) for column in field.columns} for row in value]
    frame = pd.DataFrame(shown, columns=[column.title for column in field.columns], dtype=object)
    edited = st.data_editor(
        frame,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config={column.title: _column(column, names) for column in field.columns},
    )
    rows = edited.dropna().itertuples(index=False)
    return [
        {column.name: _stored(column, cell, names) for column, cell in zip(field.columns, row, strict=True)}
        for row in rows
    ]


def _shown(column: ParamField, value: Any, names: Names) -> object:
    if column.kind is FieldKind.CLOCK:
        return time(value // 60 % 24, value % 60)
    if column.kind in PARTS:
        return value / PARTS[column.kind]
    return names.of_kind(column.refers).get(value) if column.kind is FieldKind.NAME else value


def _stored(column: ParamField, cell: Any, names: Names) -> object:
    if column.kind is FieldKind.CLOCK:
        minute = cell.hour * 60 + cell.minute
        return MINUTES_A_DAY if not minute and column.lowest else minute
    if column.kind in PARTS:
        return round(cell * PARTS[column.kind])
    if column.kind is FieldKind.NAME:
        return next(one for one, name in names.of_kind(column.refers).items() if name == cell)
    return int(cell)


def _column(column: ParamField, names: Names) -> Any:
    if column.kind is FieldKind.CLOCK:
        return st.column_config.TimeColumn(column.title, format="HH:mm", help=column.help)
    if column.kind is FieldKind.NAME:
        known = names.of_kind(column.refers)
        return st.column_config.SelectboxColumn(column.title, options=list(known.values()), help=column.help)
    if column.kind in PARTS:
        unit, step = {FieldKind.DURATION: ("hours", 0.5), FieldKind.MONEY: ("money", 0.01)}[column.kind]
        return st.column_config.NumberColumn(f"{column.title} ({unit})", step=step, help=column.help, min_value=0.0)
    return st.column_config.NumberColumn(column.title, step=1, help=column.help, min_value=column.lowest)


PARTS: Mapping[FieldKind, int] = {FieldKind.DURATION: 60, FieldKind.MONEY: 100}
"""How many of what is stored (minutes, cents) make one of what is shown."""
