"""Capacity against demand: who could work, beside what is wanted, day by day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components.axes import day_grid, day_title, least_width, shortened
from pages.components.palette import INK, chip
from pages.components.wide import wide_chart
from scheduling.domain.clock import hours_text
from scheduling.services.capacity import CapacityBy, CapacityCell, Line, capacity_lines
from scheduling.services.preflight import PreflightView

ROW = 28
SHORT, TIGHT, AMPLE = "#e06a5b", "#f3dfa6", "#dfe9df"
MOST_NAMED = 12
HOURS = "localized"
MOST = "The most that people with this role can work by hard rules and leave."


def capacity(view: PreflightView) -> None:
    """Draw the grid in the measure that is chosen, then the hours of each week."""
    st.caption(
        "Who could work, before anything is planned: people who hold the role, are not off and not barred by a hard "
        "rule. Red will be short in every roster."
    )
    by = st.segmented_control("Compare", list(CapacityBy), default=CapacityBy.ROLE, key="capacity.by", required=True)
    lines = capacity_lines(view, by)
    wide_chart(
        _figure(lines, view.problem.dates, by),
        "capacity",
        least_width(view.problem.dates),
        "Capacity against demand: could work, and wanted, by line and day",
    )
    st.html(_legend(by))
    st.subheader("Hours", anchor=False)
    _hours(view)


def _figure(lines: Sequence[Line], days: Sequence[date], by: CapacityBy) -> go.Figure:
    text = _amounts(by)
    figure = go.Figure(
        go.Heatmap(
            z=[[_level(cells.get(day)) for day in days] for _, cells in lines],
            x=[day.isoformat() for day in days],
            y=list(range(len(lines))),
            text=[[_shown(cells.get(day), text) for day in days] for _, cells in lines],
            customdata=[[_told(name, cells.get(day), day, by) for day in days] for name, cells in lines],
            texttemplate="%{text}",
            textfont={"size": 11, "color": INK},
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=[(0, SHORT), (1 / 3, SHORT), (1 / 3, TIGHT), (2 / 3, TIGHT), (2 / 3, AMPLE), (1, AMPLE)],
            zmin=-0.5,
            zmax=2.5,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_yaxes(tickvals=list(range(len(lines))), ticktext=[shortened(name) for name, _ in lines])
    return day_grid(figure, days, len(lines), ROW)


def _level(cell: CapacityCell | None) -> int | None:
    """0 short, 1 tight, 2 ample."""
    if cell is None:
        return None
    return 0 if cell.missing else 1 if cell.tight else 2


def _amounts(by: CapacityBy) -> Callable[[int], str]:
    return (lambda minutes: f"{minutes / 60:.3g}") if by is CapacityBy.HOURS else str


def _shown(cell: CapacityCell | None, text: Callable[[int], str]) -> str:
    return "" if cell is None else f"{text(cell.could)}/{text(cell.wanted)}"


def _told(name: str, cell: CapacityCell | None, day: date, by: CapacityBy) -> str:
    head = f"<b>{escape(name)}</b><br>{day_title(day)}<br>"
    if cell is None:
        return f"{head}nobody wanted"
    if by is CapacityBy.HOURS:
        missing = f"<br>{hours_text(cell.missing)} will be missing" if cell.missing else ""
        return f"{head}{hours_text(cell.wanted)} wanted, {hours_text(cell.could)} could be worked at most{missing}"
    named = [escape(person) for person in cell.people[:MOST_NAMED]]
    more = f"<br>and {len(cell.people) - MOST_NAMED} more" if len(cell.people) > MOST_NAMED else ""
    missing = f"<br>{cell.missing} will be missing" if cell.missing else ""
    return f"{head}{cell.wanted} wanted, {cell.could} could{missing}<br>{'<br>'.join(named)}{more}"


def _legend(by: CapacityBy) -> str:
    marks = ("8/9", "9/9", "12/9") if by is not CapacityBy.HOURS else ("64/72", "72/72", "96/72")
    parts = zip((SHORT, TIGHT, AMPLE), marks, ("short in every roster", "tight", "ample"), strict=True)
    chips = "".join(chip(colour, mark, text) for colour, mark, text in parts)
    return f'<span style="font-size:.85rem;margin-right:1rem">Could / wanted</span>{chips}'


def _hours(view: PreflightView) -> None:
    """Hours wanted and the most that people can work, by role and week; several roles may share the same people."""
    roles: Mapping[str, str] = {role.id: role.name for role in view.problem.roles}
    rows = [
        {
            "From": load.first,
            "To": load.last,
            "Role": " and ".join(roles[role] for role in load.roles),
            "Wanted": load.wanted / 60,
            "Could": load.most / 60,
            "Used": 100 * load.wanted / load.most if load.most else None,
            "Missing": load.missing / 60,
        }
        for load in view.capacity.loads
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        height="content",
        key="capacity.hours",
        column_config={
            "From": st.column_config.DateColumn(format="D MMM", width=80),
            "To": st.column_config.DateColumn(format="D MMM", width=80),
            "Wanted": st.column_config.NumberColumn("Hours wanted", format=HOURS, help="Heads × length of shift."),
            "Could": st.column_config.NumberColumn("Hours possible", format=HOURS, help=MOST),
            "Used": st.column_config.ProgressColumn("Wanted of possible", format="%.0f %%", min_value=0, max_value=100),
            "Missing": st.column_config.NumberColumn("Hours missing", format=HOURS, help="In every roster."),
        },
    )
