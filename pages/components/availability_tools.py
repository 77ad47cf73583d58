"""Choose days and people, and paint them."""

import streamlit as st

from pages.components.availability_grid import marked
from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, pressable, saying
from scheduling.domain.problem import AvailabilityKind
from scheduling.services.availability import AvailabilityService, AvailabilityView, Cell
from scheduling.services.permissions import Action, Actor

AVAILABLE = "Available"
STATES: dict[str, AvailabilityKind | None] = {
    AVAILABLE: None,
    "Unavailable": AvailabilityKind.UNAVAILABLE,
    "Undesired": AvailabilityKind.UNDESIRED,
    "Desired": AvailabilityKind.DESIRED,
}


def paint_tools(service: AvailabilityService, view: AvailabilityView, actor: Actor) -> None:
    """People, days, state, and the button; it also paints what is marked in the grid."""
    key = emptied_key("availability")
    names = {person.id: person.name for person in view.people}
    with st.container(border=True, key="availability.tools"):
        left, right = st.columns([2, 3])
        people = left.multiselect(
            "People", list(names), format_func=names.__getitem__, placeholder="Choose people", key=f"{key}.people"
        )
        days = right.pills(
            "Days",
            view.dates,
            selection_mode="multi",
            wrap=True,
            format_func=lambda day: f"{day:%a} {day.day}",
            key=f"{key}.days.{view.dates[0]}",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            state = st.segmented_control(
                "Paint as",
                list(STATES),
                default="Unavailable",
                required=True,
                wrap=True,
                key="availability.state",
            )
            cells = {(person, day) for person in people for day in days} | marked(view)
            pressed = st.button(
                "Paint", type="primary", key="availability.paint", **pressable(actor, Action.EDIT_AVAILABILITY)
            )
            st.caption(_chosen(len(cells)), width="content")
    # What was on screen when the button was pressed, so that another hand's change in between is noticed.
    held = f"availability.seen.{view.schedule.id}.{view.dates[0]}"
    seen: AvailabilityView = st.session_state.get(held, view)
    st.session_state[held] = view
    if pressed:
        _paint(service, seen, cells, state, actor)


def _paint(service: AvailabilityService, seen: AvailabilityView, cells: set[Cell], state: str, actor: Actor) -> None:
    with saying():
        changed = service.paint(actor, seen, cells, STATES[state])
        notify(f"Kept: {_days(changed)} changed to {state.lower()}." if changed else "Nothing had to change.")
        start_empty("availability")
        # Drawing begins again with what is stored, which is then what was seen.
        st.session_state.pop(f"availability.seen.{seen.schedule.id}.{seen.dates[0]}", None)
        st.rerun()


def _chosen(count: int) -> str:
    return f"{_days(count)} chosen" if count else "Choose people and days here, or mark cells in the grid."


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
