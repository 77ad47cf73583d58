"""What the week's pictures share: days on top, rows from the top down, quiet lines."""

from collections.abc import Sequence
from datetime import date
from html import escape

import plotly.graph_objects as go

from pages.components.palette import EMPTY, GRID, INK, MUTED, WEEKEND

NAMES_WIDTH = 140
LONGEST_NAME = 20
DAY_WIDTH = 31
HEAD = 90
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def least_width(days: Sequence[date]) -> int:
    """Pixels below which cells would be narrower than what they say."""
    return NAMES_WIDTH + DAY_WIDTH * len(days)


def shortened(name: str) -> str:
    """A name that fits beside a row, as pictures show it: they take marks in a text for their own."""
    return escape(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def day_grid(figure: go.Figure, days: Sequence[date], rows: int, row_height: int) -> go.Figure:
    """Lay out a heat map whose columns are the ISO dates of `days`; weekends have a darker ground."""
    figure.update_layout(
        height=HEAD + row_height * rows,
        margin={"l": NAMES_WIDTH - 8, "r": 8, "t": HEAD - 32, "b": 12},
        plot_bgcolor=EMPTY,
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": INK},
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": GRID, "font": {"color": INK}},
    )
    figure.update_xaxes(
        side="top",
        type="category",
        tickvals=[day.isoformat() for day in days],
        ticktext=[_tick(day, day == days[0]) for day in days],
        # Marks over the cells would make room for themselves at both ends.
        range=[-0.5, len(days) - 0.5],
        tickangle=0,
        tickfont={"size": 11, "color": MUTED},
        ticks="",
        showgrid=False,
        fixedrange=True,
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category", ticks="", fixedrange=True)
    for k, day in enumerate(days):
        if day.weekday() >= 5:
            figure.add_vrect(k - 0.5, k + 0.5, fillcolor=WEEKEND, line_width=0, layer="below")
    return figure


def day_title(day: date) -> str:
    """A date in full, for tooltips."""
    return f"{day:%A} {day.day} {day:%B}"


def _tick(day: date, first: bool) -> str:
    """Weekday over day of the month; the month above where it begins, and over Mondays for who scrolls."""
    month = f"<b>{day:%b}</b>" if first or day.day == 1 or not day.weekday() else ""
    return f"{month}<br>{day:%a}<br>{day.day}"
