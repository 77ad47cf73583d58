"""What the week's pictures share: day labels on top, rows from the top down, quiet lines."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from pages.components.palette import EMPTY, GRID, INK, MUTED

NAMES_WIDTH = 150
LONGEST_NAME = 20
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def day_labels(days: Sequence[date]) -> list[str]:
    """Weekday over day and month; unique within a year, as a category axis needs."""
    return [f"{day:%a}<br>{day.day}.{day.month}." for day in days]


def shortened(name: str) -> str:
    """A name that fits beside a row."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def styled(figure: go.Figure, height: int) -> go.Figure:
    """Lay a grid of rows and days out, `height` pixels high."""
    figure.update_layout(
        height=height,
        margin={"l": NAMES_WIDTH - 8, "r": 8, "t": 44, "b": 12},
        plot_bgcolor=EMPTY,
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": INK},
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": GRID, "font": {"color": INK}},
    )
    figure.update_xaxes(
        side="top", showgrid=False, tickangle=0, tickfont={"size": 11, "color": MUTED}, type="category", ticks=""
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category", ticks="")
    return figure
