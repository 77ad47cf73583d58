"""People by days, coloured by what they said; cells can be marked and then painted."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components.palette import AWAY, chip
from scheduling.domain.clock import clock_text, day_text
from scheduling.domain.problem import AvailabilityKind
from scheduling.services.availability import AvailabilityView, Cell, state_of
from scheduling.services.records import AvailabilityRecord, TimeOffRecord, TimeOffStatus

TALLEST = 740
ROW_HEIGHT = 35
BLANK = "\N{NO-BREAK SPACE}"
SIGNS = {AvailabilityKind.UNAVAILABLE: "×", AvailabilityKind.UNDESIRED: "−", AvailabilityKind.DESIRED: "+"}
# Told apart by lightness too, not by hue alone.
COLOURS = {
    AvailabilityKind.UNAVAILABLE: "#e9a6a0",
    AvailabilityKind.UNDESIRED: "#f8dfa6",
    AvailabilityKind.DESIRED: "#bfe3cd",
}
ASKED = "#e6ebf0"


def grid_key(view: AvailabilityView) -> str:
    """The key of the grid on screen; a new turn clears the marks."""
    return f"availability.grid.{view.schedule.id}.{view.dates[0]}.{st.session_state.get('availability.turn', 0)}"


def marked(view: AvailabilityView) -> set[Cell]:
    """The cells marked in the grid when it was drawn last."""
    state = st.session_state.get(grid_key(view))
    if not state:
        return set()
    columns = {str(k): day for k, day in enumerate(view.dates)}
    return {
        (view.people[row].id, columns[column])
        for row, column in state["selection"]["cells"]
        if column in columns and row < len(view.people)
    }


def legend() -> str:
    """HTML chips for what cells say."""
    said = [chip(COLOURS[kind], SIGNS[kind], kind.value.capitalize()) for kind in COLOURS]
    return "".join([*said, chip(AWAY, BLANK, "Time off"), chip(ASKED, BLANK, "Time off asked for")])


def availability_grid(view: AvailabilityView) -> None:
    """Draw the grid under its legend."""
    st.html(legend())
    cells = [(person.id, day) for person in view.people for day in view.dates]
    width = len(view.dates)
    texts, styles = [_text(view, cell) for cell in cells], [_style(view, cell) for cell in cells]
    names = pd.Index([person.name for person in view.people], name="Person")
    columns = [str(k) for k in range(width)]
    frame = pd.DataFrame(_rows(texts, width), index=names, columns=columns)
    paint = pd.DataFrame(_rows(styles, width), index=names, columns=columns)
    st.dataframe(
        frame.style.apply(lambda _: paint, axis=None),
        key=grid_key(view),
        width="stretch",
        height=min(TALLEST, ROW_HEIGHT * (len(view.people) + 1) + 3),
        on_select="rerun",
        selection_mode="multi-cell",
        column_config={
            "_index": st.column_config.TextColumn("Person", width=140, pinned=True),
            **{
                str(k): st.column_config.TextColumn(f"{day:%a} {day.day}", width=96, help=f"{day_text(day)} {day.year}")
                for k, day in enumerate(view.dates)
            },
        },
    )


def _rows(values: Sequence[str], width: int) -> list[Sequence[str]]:
    return [values[k : k + width] for k in range(0, len(values), width)]


def _text(view: AvailabilityView, cell: Cell) -> str:
    off = view.off.get(cell)
    if off and off.status is TimeOffStatus.APPROVED:
        return f"Off: {off.kind.value.lower()}"
    said = _said(view.said.get(cell, ()))
    return ", ".join(filter(None, (said, "Asks off"))) if off else said


def _said(stretches: Sequence[AvailabilityRecord]) -> str:
    kind = state_of(stretches)
    if kind:
        return kind.value.capitalize()
    return ", ".join(f"{SIGNS[s.kind]} {_hour(s.start)}–{_hour(s.end)}" for s in stretches)


def _hour(minute: int) -> str:
    """Short enough for a cell: 19 for 19:00, 24 for the end of the day."""
    return clock_text(minute) if minute % 60 else str(minute // 60)


def _style(view: AvailabilityView, cell: Cell) -> str:
    off: TimeOffRecord | None = view.off.get(cell)
    stretches = view.said.get(cell, ())
    if off and off.status is TimeOffStatus.APPROVED:
        return f"background-color: {AWAY}"
    colour = COLOURS[stretches[0].kind] if stretches else ASKED if off else ""
    return f"background-color: {colour}" if colour else ""
