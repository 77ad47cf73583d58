"""Rosters side by side in one picture: the same people on the same lines, differences from the first framed."""

import plotly.graph_objects as go
import streamlit as st
from plotly.subplots import make_subplots

from pages.components.axes import DAY_WIDTH, NAMES_WIDTH, day_grid
from pages.components.heatmap import ROW, legend, roster_heatmap
from pages.components.palette import INK
from pages.components.shown_days import choose_days
from pages.components.wide import wide_chart
from scheduling.services.availability import DAYS_A_PAGE
from scheduling.services.comparing import Compared, Comparison
from scheduling.services.remembered import Remembered

TITLES = 26
NAMED, BESIDE = 3, 120
"""So many rosters have the names beside each, for who has to scroll; with more they would take all the room."""

SWIPE = (
    "<style>@media (min-width: 48rem) { .swipe { display: none; } }</style>"
    '<small class="swipe">Swipe the picture to the left for the other rosters.</small>'
)


def compare_rosters(comparison: Comparison) -> None:
    """Draw the picture, with what colours and frames mean."""
    first = comparison.items[0]
    problem = first.view.problem
    st.html(f"<div>{legend(first.view)}</div>{SWIPE}")
    st.caption(f"Framed: other than in {first.letter}.")
    # More days side by side than a week's would not fit on any screen.
    week = choose_days(problem.start, problem.days, f"compare-week-{problem.start}")
    many = len(comparison.items)
    beside = (many - 1) * BESIDE if many <= NAMED else 0
    width = NAMES_WIDTH + beside + many * DAY_WIDTH * min(problem.days, DAYS_A_PAGE)
    picture = PICTURE(tuple(comparison.items), week)
    wide_chart(picture, "compare-grid", width, "Who works which shift in each roster")


def _picture(items: tuple[Compared, ...], week: int) -> go.Figure:
    """The rosters' days of one week, counted from 0."""
    problem = items[0].view.problem
    first, last = DAYS_A_PAGE * week, min(DAYS_A_PAGE * (week + 1), problem.days)
    many, days = len(items), last - first
    gap = BESIDE / ((many - 1) * BESIDE + many * DAY_WIDTH * days) if many <= NAMED else 0.012
    figure = make_subplots(
        cols=many, shared_yaxes=True, horizontal_spacing=gap, column_titles=[item.letter for item in items]
    )
    for column, item in enumerate(items, 1):
        single = roster_heatmap(item.view)
        figure.add_trace(single.data[0], row=1, col=column)
        figure.add_trace(_frames(items[0], item), row=1, col=column)
    people = problem.employees
    day_grid(figure, problem.dates, len(people), ROW)
    figure.update_xaxes(range=[first - 0.5, last - 0.5])
    single_axis = single.layout.yaxis
    # Frames would make room for themselves above the first line.
    span = [len(people) - 0.5, -0.5]
    figure.update_yaxes(tickvals=single_axis.tickvals, ticktext=single_axis.ticktext, autorange=False, range=span)
    figure.update_yaxes(showticklabels=True, col=None if many <= NAMED else 1)
    # The letters stand above the days.
    figure.update_annotations(yshift=54, font={"size": 15, "color": INK})
    figure.update_layout(
        height=figure.layout.height + TITLES, margin_t=figure.layout.margin.t + TITLES, showlegend=False
    )
    return figure


def _frames(first: Compared, item: Compared) -> go.Scatter:
    """A frame around each cell that differs from the first roster's."""
    cells = {*first.view.cells, *item.view.cells}
    changed = sorted(at for at in cells if first.view.cells.get(at) != item.view.cells.get(at))
    return go.Scatter(
        x=[day.isoformat() for _, day in changed],
        y=[who for who, _ in changed],
        mode="markers",
        marker={"symbol": "square-open", "size": 19, "color": INK, "line": {"width": 1.6}},
        hoverinfo="skip",
    )


PICTURE = Remembered(_picture, most=4)
