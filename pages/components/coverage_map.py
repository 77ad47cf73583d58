"""Coverage as a picture of which a shift that is short of heads can be picked, to ask why."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import plotly.graph_objects as go
import streamlit as st

from pages.components.axes import least_width
from pages.components.coverage import coverage_heatmap, coverage_lines
from pages.components.marks import marks
from pages.components.wide import selectable_chart, wide_chart
from scheduling.domain.clock import day_text
from scheduling.services.remembered import Remembered
from scheduling.services.shortfalls import Shortfall, shortfalls
from scheduling.services.solution import RosterView

Filling: TypeAlias = Callable[[Shortfall], None]

ALT = "Heads against target by shift, role and day"


@st.fragment
def coverage_map(view: RosterView, key: str, filling: Filling | None = None) -> None:
    """Draw it; `filling` draws what can be asked about a shift that is short."""
    short = {f"{one.shift}.{one.role}": one for one in shortfalls(view)} if filling is not None else {}
    width, grid = least_width(view.problem.dates), f"{key}-coverage-grid"
    if filling is None or not short:
        wide_chart(COVERAGE(view, None), grid, width, ALT)
        return
    choice = f"{key}-short"
    if st.session_state.get(choice) not in short:
        st.session_state.pop(choice, None)
    chosen = short.get(st.session_state.get(choice, ""))
    selectable_chart(COVERAGE(view, chosen), grid, width, ALT, partial(_pick, view, grid, choice))
    picked = st.selectbox(
        "Why is a shift short of heads?",
        list(short),
        None,
        format_func=lambda one: _called(short[one]),
        key=choice,
        placeholder="Pick a red cell above, or choose here",
    )
    if picked is not None:
        filling(short[picked])


def _pick(view: RosterView, grid: str, choice: str) -> None:
    """Carry a click on the picture over to the list."""
    points = st.session_state[grid]["selection"]["points"]
    if points:
        template, role = coverage_lines(view)[int(points[0]["y"])]
        at = template.id, role.id, str(points[0]["x"])[:10]
        here = (one for one in shortfalls(view) if (_template(view, one), one.role, one.date.isoformat()) == at)
        st.session_state[choice] = next((f"{one.shift}.{one.role}" for one in here), None)


def _template(view: RosterView, short: Shortfall) -> str:
    return view.problem.shift_by_id[short.shift].template


def _called(short: Shortfall) -> str:
    return f"{short.name}, {day_text(short.date)}: {short.heads} of {short.target} {short.called}"


def _figure(view: RosterView, chosen: Shortfall | None) -> go.Figure:
    figure = coverage_heatmap(view)
    lines, days = coverage_lines(view), view.problem.dates
    told = [text for row in figure.data[0].customdata for text in row]
    cells = [(day, k) for k in range(len(lines)) for day in days]
    at = None if chosen is None else (_template(view, chosen), chosen.role, chosen.date)
    lit = [(lines[k][0].id, lines[k][1].id, day) == at for day, k in cells]
    figure.add_trace(marks(cells, told, lit))
    figure.update_traces(hoverinfo="skip", hovertemplate=None, selector={"type": "heatmap"})
    figure.update_yaxes(autorange=False, range=[len(lines) - 0.5, -0.5])
    figure.update_layout(clickmode="event+select", dragmode=False, showlegend=False)
    return figure


COVERAGE = Remembered(_figure, most=8)
