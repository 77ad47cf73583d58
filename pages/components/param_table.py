"""Parameters that are lists of rows, or of pairs, as small tables."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd
import streamlit as st

from pages.components.frame import plain
from scheduling.services.rule_forms import FieldKind, ParamField
from scheduling.services.rule_sentences import Names

CLOCK = r"^([0-9]|[0-3][0-9]|4[0-8]):[0-5][0-9]$"
PARTS: Mapping[FieldKind, int] = {FieldKind.DURATION: 60, FieldKind.MONEY: 100}
"""How many of what is stored (minutes, cents) make one of what is shown."""

Rows: TypeAlias = list[dict[str, object]]


def param_table(field: ParamField, value: Sequence[Mapping[str, Any]], key: str, names: Names) -> Rows:
    """The rows as edited; those that lack anything are left out."""
    shown = [{column.title: shown_cell(column, row[column.name], names) for column in field.columns} for row in value]
    frame = pd.DataFrame(shown, columns=[column.title for column in field.columns], dtype=object)
    edited = _edited(field.title, frame, key, {column.title: _column(column, names) for column in field.columns})
    return [
        {column.name: stored_cell(column, cell, names) for column, cell in zip(field.columns, row, strict=True)}
        for row in edited.itertuples(index=False)
    ]


def pair_table(
    field: ParamField, value: Sequence[Sequence[str]], key: str, known: Mapping[str, str]
) -> list[list[str]]:
    """Pairs of names as a table of two columns; a line that lacks one is left out."""
    titles, ids = ("First", "Second"), {name: one for one, name in known.items()}
    rows = [[known[one] for one in pair] for pair in value if set(pair) <= known.keys()]
    frame = pd.DataFrame(rows, columns=list(titles), dtype=object)
    columns = {title: st.column_config.SelectboxColumn(options=list(ids)) for title in titles}
    edited = _edited(field.title, frame, key, columns)
    return [[ids[name] for name in row] for row in edited.itertuples(index=False)]


def _edited(title: str, frame: pd.DataFrame, key: str, columns: Mapping[str, Any]) -> pd.DataFrame:
    """The whole rows of a table after editing; says so where one is not whole yet."""
    st.markdown(plain(title))
    edited = st.data_editor(
        frame,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config=dict(columns),
    )
    whole = edited.dropna()
    if len(whole) < len(edited):
        st.caption(":orange[A line counts once all of its cells are filled.]")
    return whole


def shown_cell(column: ParamField, value: Any, names: Names) -> object:
    """A stored value as its cell shows it: times of day as text, so that the end of a day can be 24:00."""
    if column.kind is FieldKind.CLOCK:
        return f"{value // 60:02d}:{value % 60:02d}"
    if column.kind in PARTS:
        return value / PARTS[column.kind]
    return names.of_kind(column.refers).get(value) if column.kind is FieldKind.NAME else value


def stored_cell(column: ParamField, cell: Any, names: Names) -> object:
    """What is stored for a cell as it was edited."""
    if column.kind is FieldKind.CLOCK:
        hours, minutes = str(cell).split(":")
        return int(hours) * 60 + int(minutes)
    if column.kind in PARTS:
        return round(cell * PARTS[column.kind])
    if column.kind is FieldKind.NAME:
        return next(one for one, name in names.of_kind(column.refers).items() if name == cell)
    return int(cell)


def _column(column: ParamField, names: Names) -> Any:
    if column.kind is FieldKind.CLOCK:
        said = f"{column.help} As 06:30; the end of a day is 24:00."
        return st.column_config.TextColumn(column.title, validate=CLOCK, help=said)
    if column.kind is FieldKind.NAME:
        known = names.of_kind(column.refers)
        return st.column_config.SelectboxColumn(column.title, options=list(known.values()), help=column.help)
    if column.kind is FieldKind.DURATION:
        return st.column_config.NumberColumn(f"{column.title} (hours)", step=0.5, help=column.help, min_value=0.0)
    if column.kind is FieldKind.MONEY:
        return st.column_config.NumberColumn(column.title, step=0.01, format="%.2f", help=column.help, min_value=0.0)
    return st.column_config.NumberColumn(column.title, step=1, help=column.help, min_value=column.lowest)
