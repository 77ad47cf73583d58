"""What the week's pictures share: days on top, rows from the top down, quiet lines."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from pages.components.palette import EMPTY, GRID, INK, MUTED, WEEKEND

NAMES_WIDTH = 140
LONGEST_NAME = 20
FEW_DAYS = 14
HEAD = {True: 76, False: 90}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def least_width(days: Sequence[date]) -> int:
    """Pixels below which cells would be narrower than what they say."""
    return NAMES_WIDTH + (44 if len(days) <= FEW_DAYS else 31) * len(days)


def shortened(name: str) -> str:
    """A name that fits beside a row."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def day_grid(figure: go.Figure, days: Sequence[date], rows: int, row_height: int) -> go.Figure:
    """Lay out a heat map whose columns are the ISO dates of `days`; weekends have a darker ground."""
    few = len(days) <= FEW_DAYS
    figure.update_layout(
        height=HEAD[few] + row_height * rows,
        margin={"l": NAMES_WIDTH - 8, "r": 8, "t": HEAD[few] - 32, "b": 12},
        plot_bgcolor=EMPTY,
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 12, "color": INK},
        hoverlabel={"bgcolor": "#ffffff", "bordercolor": GRID, "font": {"color": INK}},
    )
    figure.update_xaxes(
        side="top",
        type="category",
        tickvals=[day.isoformat() for day in days],
        ticktext=[_tick(day, few, day == days[0]) for day in days],
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


def _tick(day: date, few: bool, first: bool) -> str:
    """Weekday over day and month; where there are many days, the month only where it begins."""
    if few:
        return f"{day:%a}<br>{day.day} {day:%b}"
    month = f"<b>{day:%b}</b>" if first or day.day == 1 else ""
    return f"{month}<br>{f'{day:%a}'[:2]}<br>{day.day}"
