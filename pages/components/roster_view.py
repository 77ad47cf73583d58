"""A roster on a page: grid, coverage, hours, and what it costs."""

import streamlit as st

from pages.components.axes import least_width
from pages.components.coverage import coverage_legend
from pages.components.coverage_map import Filling, coverage_map
from pages.components.downloads import coverage_csv, roster_csv
from pages.components.heatmap import legend, roster_heatmap
from pages.components.hours import hours_bars
from pages.components.score_map import Asking, score_map
from pages.components.wide import wide_chart
from scheduling.services.remembered import Remembered
from scheduling.services.solution import RosterView

# Drawing takes longer than all the rest of the page, and a click changes no roster.
GRID, HOURS = Remembered(roster_heatmap), Remembered(hours_bars)


def show_roster(view: RosterView, key: str, asking: Asking | None = None, filling: Filling | None = None) -> None:
    """The whole roster, in tabs, with downloads; `asking` draws what can be asked about a cell, `filling` about a
    shift that is short of heads."""
    grid, coverage, hours, cost = st.tabs(["Roster", "Coverage", "Hours", "Penalties"], key=f"{key}-tab")
    with grid:
        show_grid(view, key)
    with coverage:
        _head(view, coverage_legend(), coverage_csv(view), f"{key}-coverage")
        coverage_map(view, key, filling)
    with hours:
        wide_chart(HOURS(view), f"{key}-hours", 320, "Hours of each person against the contract")
    with cost:
        score_map(view, key, asking)


def show_grid(view: RosterView, key: str) -> None:
    """Who works when, and nothing of what it costs."""
    _head(view, legend(view), roster_csv(view), f"{key}-roster")
    width = least_width(view.problem.dates)
    wide_chart(GRID(view), f"{key}-grid", width, "Who works which shift on which day")


def heads_short(view: RosterView) -> int:
    """Heads missing from the targets."""
    return sum(max(0, cell.target - cell.heads) for cell in view.coverage if cell.target is not None)


def _head(view: RosterView, explained: str, csv: bytes, key: str) -> None:
    """What the colours mean, and the numbers to take away."""
    name = f"{key.rsplit('-', 1)[-1]}-{view.problem.start.isoformat()}.csv"
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-head"):
        st.html(f"<div>{explained}</div>")
        st.download_button(
            "CSV", csv, name, "text/csv", key=f"{key}-csv", icon=":material/download:", on_click="ignore"
        )
