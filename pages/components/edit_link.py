"""The way from a roster into the editor."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, saying
from scheduling.services.permissions import Action


def edit_link(place: Place, candidate: str | None = None, note: str = "", label: str = "Edit this roster") -> None:
    """A button for those who may; with a candidate, that roster is put into the draft, as one step."""
    if place.actor.may(Action.EDIT_ROSTER) and st.button(label, key="edit-this", icon=":material/edit:"):
        with saying():
            if candidate is not None:
                services().editing.take_candidate(place.actor, place.schedule.id, candidate, note)
            st.switch_page("edit.py")
