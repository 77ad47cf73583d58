"""Marks over the cells of a heat map, which tells nobody itself that it was clicked."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from pages.components.palette import INK


def marks(cells: Sequence[tuple[date, str | int]], told: Sequence[str], lit: Sequence[bool]) -> go.Scatter:
    """One on each cell (its date and line), that says what is told of it; those that are lit have a frame."""
    shown = {"marker": {"opacity": 1}}
    return go.Scatter(
        x=[day.isoformat() for day, _ in cells],
        y=[line for _, line in cells],
        mode="markers",
        marker={
            "symbol": "square",
            "size": 22,
            "color": "rgba(0,0,0,0)",
            "line": {"width": [1.8 if one else 0 for one in lit], "color": INK},
        },
        selected=shown,
        unselected=shown,
        customdata=list(told),
        hovertemplate="%{customdata}<extra></extra>",
    )
