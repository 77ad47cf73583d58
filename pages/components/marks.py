"""Marks over the cells of a heat map, which tells nobody itself that it was clicked."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from pages.components.palette import INK

CLEAR, SHADE = "rgba(0,0,0,0)", "rgba(29,39,51,.32)"


def marks(
    cells: Sequence[tuple[date, str | int]], told: Sequence[str], lit: Sequence[bool], picked: str = CLEAR
) -> go.Scatter:
    """One on each cell (its date and line), that says what is told of it; those that are lit have a frame.

    The browser paints the one that is clicked as `picked`, before the server knows of it.
    """
    return go.Scatter(
        x=[day.isoformat() for day, _ in cells],
        y=[line for _, line in cells],
        mode="markers",
        marker={
            "symbol": "square",
            "size": 22,
            "color": CLEAR,
            "line": {"width": [1.8 if one else 0 for one in lit], "color": INK},
        },
        selected={"marker": {"opacity": 1, "color": picked}},
        unselected={"marker": {"opacity": 1}},
        customdata=list(told),
        hovertemplate="%{customdata}<extra></extra>",
    )
