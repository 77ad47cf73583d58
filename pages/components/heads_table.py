"""Heads per role as a small table with minimum, target, maximum and priority."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from scheduling.domain.problem import Demand, Role

COLUMNS = ("Minimum", "Target", "Maximum", "Priority")
PRIORITY = "How much a head of this role matters beside others: one missing counts so many times. Empty: once."


def heads_table(key: str, roles: Sequence[Role], demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands as edited; a role with no number is left out."""
    by_role = {demand.role: demand for demand in demands}
    edited = st.data_editor(
        frame_of(roles, by_role),
        key=key,
        width="stretch",
        placeholder="",
        column_config={
            "_index": st.column_config.TextColumn("Role", disabled=True),
            "Maximum": st.column_config.NumberColumn("Maximum", help="Empty: no upper limit.", step=1, width=104),
            "Priority": st.column_config.NumberColumn("Priority", help=PRIORITY, step=1, width=104),
            **{name: st.column_config.NumberColumn(name, step=1, width=104) for name in COLUMNS[:2]},
        },
    )
    return demands_of(roles, by_role, edited)


def frame_of(roles: Sequence[Role], by_role: Mapping[str, Demand]) -> pd.DataFrame:
    """A line per role; those that are not asked for are empty."""
    rows = [_numbers(by_role.get(role.id)) for role in roles]
    return pd.DataFrame(rows, columns=list(COLUMNS), index=[role.name for role in roles], dtype="Int64")


def demands_of(roles: Sequence[Role], by_role: Mapping[str, Demand], edited: pd.DataFrame) -> tuple[Demand, ...]:
    """The lines that have a number of heads, as demands; a priority alone asks for nobody."""
    found = []
    for role, cells in zip(roles, edited.itertuples(index=False), strict=True):
        minimum, target, maximum, priority = (None if pd.isna(value) else int(value) for value in cells)
        if (minimum, target, maximum) != (None, None, None):
            before = by_role.get(role.id, Demand(role.id))
            priority = 1 if priority is None else priority
            found.append(replace(before, minimum=minimum or 0, target=target, maximum=maximum, priority=priority))
    return tuple(found)


def _numbers(demand: Demand | None) -> tuple[int | None, ...]:
    return (demand.minimum, demand.target, demand.maximum, demand.priority) if demand else (None,) * len(COLUMNS)
