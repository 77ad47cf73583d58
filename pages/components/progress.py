"""How objective and bound close in on each other over time."""

from collections.abc import Sequence

import plotly.graph_objects as go

from pages.components.axes import FONT
from pages.components.palette import ACCENT, GRID, INK, MUTED
from scheduling.services.records import ProgressRecord


def progress_chart(progress: Sequence[ProgressRecord], end: float | None = None) -> go.Figure:
    """Two staircases; `end` (seconds) carries their last values on to where the run stands."""
    figure = go.Figure()
    for name, colour, dash in (("objective", ACCENT, "solid"), ("bound", MUTED, "dot")):
        points = [(p.seconds, getattr(p, name)) for p in progress if getattr(p, name) is not None]
        if points and end is not None and end > points[-1][0]:
            points.append((end, points[-1][1]))
        figure.add_scatter(
            x=[seconds for seconds, _ in points],
            y=[value for _, value in points],
            name="best roster" if name == "objective" else "no roster can be below",
            mode="lines+markers",
            line={"shape": "hv", "color": colour, "width": 2, "dash": dash},
            marker={"size": 4},
            hovertemplate="%{y:,} after %{x:.1f} s<extra></extra>",
        )
    figure.update_layout(
        height=300,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        font={"family": FONT, "size": 12, "color": INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="rgba(0,0,0,0)",
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        uirevision="kept",
    )
    figure.update_xaxes(gridcolor=GRID, ticksuffix=" s", rangemode="tozero", automargin=True)
    figure.update_yaxes(gridcolor=GRID, tickformat=",", rangemode="tozero", automargin=True)
    return figure
