"""Hours per person beside what the contract agrees."""

import plotly.graph_objects as go

from pages.components.axes import FONT, NAMES_WIDTH, shortened
from pages.components.palette import ACCENT, GRID, INK
from scheduling.domain.clock import hours_text
from scheduling.services.solution import RosterView

ROW, HEAD = 22, 70


def hours_bars(view: RosterView) -> go.Figure:
    """A bar per person; the upright mark is the contract's time for as many days."""
    people = view.problem.employee_by_id
    rows = list(view.hours)
    agreed = [row for row in rows if row.agreed is not None]
    figure = go.Figure()
    figure.add_bar(
        x=[row.minutes / 60 for row in rows],
        y=[row.employee for row in rows],
        orientation="h",
        name="worked",
        marker={"color": "#8fb8d6"},
        customdata=[f"<b>{people[row.employee].name}</b><br>{hours_text(row.minutes)} worked" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_scatter(
        x=[(row.agreed or 0) / 60 for row in agreed],
        y=[row.employee for row in agreed],
        mode="markers",
        name="contract",
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 3, "color": ACCENT}},
        customdata=[f"<b>{people[row.employee].name}</b><br>contract {hours_text(row.agreed or 0)}" for row in agreed],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.update_layout(
        height=HEAD + ROW * len(rows),
        margin={"l": NAMES_WIDTH - 8, "r": 16, "t": 34, "b": 30},
        font={"family": FONT, "size": 12, "color": INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="rgba(0,0,0,0)",
        bargap=0.35,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
    )
    figure.update_xaxes(gridcolor=GRID, rangemode="tozero", ticksuffix=" h")
    names = [shortened(people[row.employee].name) for row in rows]
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5], type="category", tickvals=[row.employee for row in rows], ticktext=names
    )
    return figure
