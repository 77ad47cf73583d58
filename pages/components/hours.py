"""Hours per person beside what the contract agrees."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from pages.components.axes import FONT, NAMES_WIDTH, shortened
from pages.components.palette import ACCENT, AWAY, GRID, INK
from scheduling.domain.clock import hours_text
from scheduling.services.solution import Hours, RosterView

ROW, HEAD = 22, 70
WORKED = "#8fb8d6"


def hours_bars(view: RosterView) -> go.Figure:
    """A bar per person, worked and paid time off; the upright mark is the contract's time for as many days."""
    rows = view.hours
    names = [view.problem.employee_by_id[row.employee].name for row in rows]
    figure = go.Figure()
    _bars(figure, rows, names, "worked", [row.minutes for row in rows], WORKED)
    if any(row.paid_off for row in rows):
        _bars(figure, rows, names, "paid time off", [row.paid_off for row in rows], AWAY)
    _contracts(figure, [(row, name) for row, name in zip(rows, names, strict=True) if row.agreed is not None])
    figure.update_layout(
        height=HEAD + ROW * len(rows),
        margin={"l": NAMES_WIDTH - 8, "r": 16, "t": 34, "b": 30},
        font={"family": FONT, "size": 12, "color": INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="rgba(0,0,0,0)",
        bargap=0.35,
        barmode="stack",
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )
    figure.update_xaxes(gridcolor=GRID, rangemode="tozero", ticksuffix=" h", zerolinecolor=GRID, fixedrange=True)
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        type="category",
        tickvals=[row.employee for row in rows],
        ticktext=[shortened(name) for name in names],
        fixedrange=True,
    )
    return figure


def _bars(
    figure: go.Figure, rows: Sequence[Hours], names: Sequence[str], what: str, minutes: Sequence[int], colour: str
) -> None:
    figure.add_bar(
        x=[number / 60 for number in minutes],
        y=[row.employee for row in rows],
        orientation="h",
        name=what,
        marker={"color": colour},
        customdata=[_told(name, what, number) for name, number in zip(names, minutes, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _contracts(figure: go.Figure, agreed: Sequence[tuple[Hours, str]]) -> None:
    figure.add_scatter(
        x=[(row.agreed or 0) / 60 for row, _ in agreed],
        y=[row.employee for row, _ in agreed],
        mode="markers",
        name="contract",
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 3, "color": ACCENT}},
        customdata=[_told(name, "contract", row.agreed or 0) for row, name in agreed],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _told(name: str, what: str, minutes: int) -> str:
    return f"<b>{escape(name)}</b><br>{what}: {hours_text(minutes)}"
