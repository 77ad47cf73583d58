"""How objective and bound close in on each other over time."""

from collections.abc import Sequence

import plotly.graph_objects as go

from pages.components.axes import FONT
from pages.components.palette import ACCENT, GRID, INK, MUTED
from scheduling.services.records import ProgressRecord

LEAST_STEPS = 3
LEAST_SHARE = 0.02
"""Of the best penalty, the least that is shown above it."""
ROOM = 1.5
"""So many times as much as matters may lie above it before it is cut off."""


def progress_chart(progress: Sequence[ProgressRecord], end: float | None = None) -> go.Figure:
    """Two staircases; `end` (seconds) carries their last values on to where the run stands.

    Where the first rosters would leave no room for the last improvements, the picture shows the part that matters;
    `cut_off` tells what lies above it.
    """
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
    window = worth_seeing(progress)
    if window is not None:
        figure.update_yaxes(range=list(window))
    return figure


def worth_seeing(progress: Sequence[ProgressRecord]) -> tuple[float, float] | None:
    """Between which penalties the later half of the improvements and the gap lie; None where all has room."""
    found = list(dict.fromkeys(p.objective for p in progress if p.objective is not None))
    if len(found) < LEAST_STEPS:
        return None
    best, bound = found[-1], max((p.bound for p in progress if p.bound is not None), default=None)
    gap = 0 if bound is None else best - bound
    tall = 1.2 * max(found[len(found) // 2] - best, gap, best * LEAST_SHARE, 1)
    if found[0] - best <= ROOM * tall:
        return None
    return max(0.0, best - gap - 0.25 * tall), best + tall


def cut_off(progress: Sequence[ProgressRecord]) -> str:
    """A sentence about what lies above the picture; empty where nothing does."""
    if worth_seeing(progress) is None:
        return ""
    highest = max(p.objective for p in progress if p.objective is not None)
    return f"Earlier rosters, up to {highest:,}, lie above the picture; a double click shows them."
