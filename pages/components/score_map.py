"""What a roster costs, as a table and a picture that point at each other."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components.axes import least_width
from pages.components.frame import plain
from pages.components.heatmap import roster_heatmap
from pages.components.marks import SHADE, marks
from pages.components.phone_panel import closing, phone_panel, turned
from pages.components.wide import selectable_chart
from scheduling.domain.clock import day_text
from scheduling.services.availability import DAYS_A_PAGE
from scheduling.services.costs import Cell, Cost, Earned, Side, cells_of, costs, earns, places_of
from scheduling.services.remembered import Remembered
from scheduling.services.solution import RosterView

Asking: TypeAlias = Callable[[Cell], None]

MOST_PLACES = 12
DIM = 0.25


@st.fragment
def score_map(view: RosterView, key: str, asking: Asking | None = None) -> None:
    """Draw both; a sentence instead where no rule is broken and nothing is worked.

    `asking` draws what can be asked about the cell that is picked.
    """
    if not view.roster and not view.score.violations:
        st.success("No rule is broken anywhere.")
        return
    # A week leaves room for whole sentences beside it.
    table, picture = st.columns([3, 2] if view.problem.days <= DAYS_A_PAGE else 2, gap="medium")
    with table:
        chosen = _table(view, key)
        # It stays, so that on a phone the picture below does not move under the finger.
        st.caption("Pick a line to see which cells it is about, or a cell to see what it breaks and earns.")
        detail = st.container()
    with picture:
        lit = cells_of(view, chosen.places) if chosen else frozenset()
        cell = _picture(view, lit, key)
    with detail:
        if cell is not None:
            with phone_panel(f"{key}-picked"):
                _cell(view, cell)
                if asking is not None:
                    asking(cell)
                closing(f"{key}-picked")
        elif chosen is not None:
            st.markdown(f"**{plain(chosen.name)}**")
            _places(chosen)


def _table(view: RosterView, key: str) -> Cost | None:
    """The lines of one side; the one that is picked."""
    side = st.segmented_control(
        "Penalties by", list(Side), default=Side.RULE, format_func=lambda one: one.value.title(), key=f"{key}-side"
    )
    lines = costs(view, side or Side.RULE)
    if not lines:
        st.success("No rule is broken anywhere.")
        return None
    most = max(1, *(line.penalty for line in lines))
    rows = [(line.hard, line.penalty, len(line.places), line.name) for line in lines]
    frame = pd.DataFrame(rows, columns=["Must hold", "Penalty", "Places", (side or Side.RULE).value.title()])
    event = st.dataframe(
        frame if any(line.hard for line in lines) else frame.drop(columns="Must hold"),
        hide_index=True,
        width="stretch",
        height="content" if len(lines) <= 9 else 350,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Places": st.column_config.NumberColumn(width=58, help="In so many places."),
            "Penalty": st.column_config.ProgressColumn(width=92, format="localized", min_value=0, max_value=most),
            "Must hold": st.column_config.NumberColumn(width=78, help="Places where a rule that must hold is broken."),
        },
        key=f"{key}-costs-{side}",
    )
    picked = event["selection"]["rows"]
    return lines[picked[0]] if picked and picked[0] < len(lines) else None


def _picture(view: RosterView, lit: frozenset[Cell], key: str) -> Cell | None:
    """The roster with some cells lit; the cell that is picked."""
    figure = MAP(view, lit)
    width, turn = least_width(view.problem.dates), turned(f"{key}-picked")
    event = selectable_chart(figure, f"{key}-map{turn or ''}", width, "Cells that the penalty is about")
    points = event["selection"]["points"]
    if not points:
        return None
    who = str(points[0]["y"])
    day = next((day for day in view.problem.dates if day.isoformat() == str(points[0]["x"])[:10]), None)
    return (who, day) if day is not None and who in view.problem.employee_by_id else None


def _map(view: RosterView, lit: frozenset[Cell]) -> go.Figure:
    figure = roster_heatmap(view)
    people, days = view.problem.employees, view.problem.dates
    whole = figure.data[0]
    if lit:
        meant = go.Heatmap(whole)
        meant.z = [
            [z if (person.id, day) in lit else None for day, z in zip(days, row, strict=True)]
            for person, row in zip(people, whole.z, strict=True)
        ]
        whole.opacity = DIM
        figure.add_trace(meant)
    cells = [(person.id, day) for person in people for day in days]
    told = [text for row in whole.customdata for text in row]
    figure.add_trace(marks([(day, who) for who, day in cells], told, [cell in lit for cell in cells], SHADE))
    figure.update_traces(hoverinfo="skip", hovertemplate=None, selector={"type": "heatmap"})
    figure.update_yaxes(autorange=False, range=[len(people) - 0.5, -0.5])
    figure.update_layout(clickmode="event+select", dragmode=False, showlegend=False)
    return figure


MAP = Remembered(_map, most=8)


def _places(cost: Cost) -> None:
    """The places of a line in words with their amounts, the dearest first."""
    ordered = sorted(cost.places, key=lambda v: (not v.hard, -v.penalty))
    lines = [f"- {plain(v.message)}: {'must hold' if v.hard else f'{v.penalty:,}'}" for v in ordered[:MOST_PLACES]]
    more = len(ordered) - MOST_PLACES
    st.markdown("\n".join([*lines, f"- and {more} more"] if more > 0 else lines))


def _cell(view: RosterView, cell: Cell) -> None:
    """What a cell breaks, and what its work earns."""
    who, day = cell
    st.markdown(f"**{plain(view.problem.employee_by_id[who].name)}, {day_text(day)}**")
    broken = places_of(view, cell)
    if broken:
        _places(Cost("", broken))
    else:
        st.markdown("Breaks nothing.")
    earned = earns(view, cell)
    if earned:
        st.markdown(_summed(earned))
        st.markdown("\n".join(f"- {plain(one.name)}: {_amount(one)}" for one in earned))
    elif cell not in view.cells:
        st.caption("Not working.")


def _summed(earned: Sequence[Earned]) -> str:
    total, hard = sum(one.saves for one in earned), sum(one.hard for one in earned)
    if hard > 0:
        return f"Without this work rules that must hold would be broken in {hard} more place{'s' * (hard > 1)}:"
    if total >= 0:
        return f"This work earns **{total:,}**: without it, and nobody in its place, the roster would cost that more."
    return f"This work costs **{-total:,}**: without it the roster would be that much cheaper."


def _amount(one: Earned) -> str:
    parts = [f"{'saves' if one.saves > 0 else 'costs'} {abs(one.saves):,}"] if one.saves else []
    if one.hard:
        parts.append(f"{'keeps' if one.hard > 0 else 'breaks'} what must hold in {abs(one.hard)}")
    return ", ".join(parts)
