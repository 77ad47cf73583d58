"""The front of a sweep: a picture, a sentence for each step, and a way to every roster on it."""

from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.components.axes import FONT
from pages.components.compare_choice import ROSTERS
from pages.components.frame import Place, plain
from pages.components.palette import ACCENT, GRID, INK, MUTED
from pages.components.wide import selectable_chart
from scheduling.services.comparing import MOST
from scheduling.services.measures import LINES
from scheduling.services.sweep_records import SweepRecord
from scheduling.services.sweeping import Front, Spot


def show_front(place: Place, sweep: SweepRecord, found: Front) -> None:
    """Draw what was found so far; a sentence where nothing is there yet."""
    if not found.best:
        st.info("No roster yet. The first run that finds one shows up here by itself.")
        return
    st.markdown(f"**{_answer(found)}**")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        picked = _picture(sweep, found)
    with right:
        _steps(found)
    chosen = _table(found, picked)
    with st.container(horizontal=True, vertical_alignment="center"):
        if chosen is None:
            st.caption("Pick a point in the picture or a line of the table to open its roster.", width="content")
        else:
            _open(chosen)
        if len(found.best) > 1 and st.button("Compare the front", key="front.compare"):
            kept = _spread(found.best)
            st.session_state[f"{ROSTERS}.{place.schedule.id}"] = [spot.head.id for spot in kept]
            st.switch_page("compare.py")


def _answer(found: Front) -> str:
    many, all_of = len(found.best), len(found.spots)
    if many == 1:
        return f"One roster is as good as any other on every side ({plain(found.best[0].point.label)}): take it."
    usual = min(range(many), key=lambda k: sum(found.best[k].sides) + found.best[k].rest) + 1
    return (
        f"Under the weights of the profile, take number {usual}. Of {all_of} rosters, {many} are beaten by no other:"
        " each gives up something for something else, and the steps say what."
    )


def _steps(found: Front) -> None:
    """A sentence for each step along the front."""
    numbered = {spot.point.seq: number for number, spot in enumerate(found.best, 1)}
    for number, step in enumerate(found.steps, 1):
        st.markdown(f"**{number} → {number + 1}**: {plain(step)}")
    if not found.steps:
        st.caption(f"{len(numbered)} roster on the front, so there is no step to tell.")


def _picture(sweep: SweepRecord, found: Front) -> Spot | None:
    """The first side across, the second or the rest up; numbers mark the front."""
    two = len(sweep.sides) > 1
    up = sweep.sides[1].name if two else "All other rules"

    def at(spot: Spot) -> tuple[int, int]:
        return spot.sides[0], spot.sides[1] if two else spot.rest

    best = {spot.head.id for spot in found.best}
    beaten = [spot for spot in found.spots if spot.head.id not in best]
    figure = go.Figure()
    _marks(figure, beaten, [at(spot) for spot in beaten], "beaten by another", MUTED, ["" for _ in beaten], 9)
    numbers = [str(k) for k in range(1, len(found.best) + 1)]
    _marks(figure, found.best, [at(spot) for spot in found.best], "front", ACCENT, numbers, 22)
    figure.update_layout(
        height=380,
        margin={"l": 8, "r": 8, "t": 34, "b": 8},
        font={"family": FONT, "size": 12, "color": INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        clickmode="event+select",
        dragmode=False,
    )
    figure.update_xaxes(title=f"{sweep.sides[0].name}: penalty", gridcolor=GRID, tickformat=",", automargin=True)
    figure.update_yaxes(title=f"{up}: penalty", gridcolor=GRID, tickformat=",", automargin=True)
    event = selectable_chart(figure, f"front-{sweep.id[:8]}", 320, "Rosters by what they cost on two sides")
    points = event["selection"]["points"]
    by_id = {spot.head.id: spot for spot in found.spots}
    picked = points[0].get("customdata") if points else None
    return by_id.get(picked[0] if isinstance(picked, list) else picked) if picked else None


def _marks(
    figure: go.Figure,
    spots: list[Spot],
    places: list[tuple[int, int]],
    name: str,
    colour: str,
    texts: list[str],
    size: int,
) -> None:
    figure.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers+text",
        name=name,
        marker={"color": colour, "size": size},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        text=texts,
        textfont={"color": "#ffffff", "size": 11},
        customdata=[[spot.head.id] for spot in spots],
        hovertext=[_told(spot) for spot in spots],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _told(spot: Spot) -> str:
    lines = [f"{line.label}: {line.text(spot.measures)}" for line in LINES if line.value(spot.measures) is not None]
    return "<br>".join([f"<b>{escape(spot.point.label)}</b>", *lines])


def _table(found: Front, picked: Spot | None) -> Spot | None:
    """A line for each roster of the front; the one that is picked, here or in the picture."""
    shown = [line for line in LINES if any(line.value(spot.measures) is not None for spot in found.best)]
    rows = [
        (number, spot.point.label, *(line.text(spot.measures) for line in shown))
        for number, spot in enumerate(found.best, 1)
    ]
    event = st.dataframe(
        pd.DataFrame(rows, columns=["No.", "Weights", *(line.label for line in shown)]),
        hide_index=True,
        width="stretch",
        height="content",
        on_select="rerun",
        selection_mode="single-row",
        column_config={"No.": st.column_config.NumberColumn(width=50)},
        key=f"front.table.{len(found.best)}.{found.best[0].head.id}",
    )
    lines = event["selection"]["rows"]
    return found.best[lines[0]] if lines and lines[0] < len(found.best) else picked


def _open(spot: Spot) -> None:
    st.session_state["chosen_run"], st.session_state["chosen_candidate"] = spot.run.id, spot.head.id
    st.markdown(f"**{plain(spot.point.label)}**", width="content")
    if st.button("Open this roster", type="primary", key="front.open"):
        st.switch_page("solution.py")
    if spot.run.status.terminal and st.button("Apply this roster", key="front.apply"):
        st.switch_page("apply.py")


def _spread(spots: list[Spot]) -> list[Spot]:
    """At most as many as can be compared, from end to end."""
    if len(spots) <= MOST:
        return spots
    return [spots[round(k * (len(spots) - 1) / (MOST - 1))] for k in range(MOST)]
