"""Heads per role as a small table with minimum, target and maximum."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from scheduling.domain.problem import Demand, Role

COLUMNS = ("Minimum", "Target", "Maximum")


def heads_table(key: str, roles: Sequence[Role], demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands as edited; a role with no number is left out."""
    by_role = {demand.role: demand for demand in demands}
    rows = [_numbers(by_role.get(role.id)) for role in roles]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), index=[role.name for role in roles], dtype="Int64")
    edited = st.data_editor(
        frame,
        key=key,
        width="stretch",
        placeholder="",
        column_config={
            "_index": st.column_config.TextColumn("Heads of", disabled=True),
            "Maximum": st.column_config.NumberColumn("Maximum", help="Empty: no upper limit.", step=1),
            **{name: st.column_config.NumberColumn(name, step=1) for name in COLUMNS[:2]},
        },
    )
    found = []
    for role, (minimum, target, maximum) in zip(roles, edited.itertuples(index=False), strict=True):
        numbers = [None if pd.isna(value) else int(value) for value in (minimum, target, maximum)]
        if any(number is not None for number in numbers):
            before = by_role.get(role.id, Demand(role.id))
            found.append(replace(before, minimum=numbers[0] or 0, target=numbers[1], maximum=numbers[2]))
    return tuple(found)


def _numbers(demand: Demand | None) -> tuple[int | None, int | None, int | None]:
    return (demand.minimum, demand.target, demand.maximum) if demand else (None, None, None)
