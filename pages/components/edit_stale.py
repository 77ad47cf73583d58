"""The week has changed under somebody's edits: say so, and offer what can be done."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, notify, plain
from pages.components.versions_panel import last_change
from scheduling.services.edit_words import told
from scheduling.services.editing import Desk

LOST = "edit.lost"


def edit_stale(place: Place, desk: Desk) -> bool:
    """Whether the draft can be edited; draws the way out where it cannot."""
    lost = st.session_state.pop(LOST, ())
    if lost:
        st.warning("These edits did not fit any more and were left out:\n" + "\n".join(f"- {plain(t)}" for t in lost))
    if not desk.stale:
        return True
    if not desk.draft.edits:
        services().editing.refit(place.actor, desk)
        st.rerun()
    edits = desk.draft.edits
    st.warning(
        f"This week was changed since you began: its roster, its people or its shifts. Your {edits} "
        f"edit{'s' * (edits > 1)} {'are' if edits > 1 else 'is'} kept. Make of the new roster what still fits, or "
        "discard them."
    )
    versions = services().versions.all(place.actor, place.schedule.id)
    if versions and versions[0].at > desk.record.began_at:
        st.caption(last_change(place, versions[0]))
    with st.container(horizontal=True):
        if st.button("Make my edits of the new roster", type="primary", key="edit.refit"):
            gone = services().editing.refit(place.actor, desk)
            st.session_state[LOST] = [told(desk.week.problem, step) for step in gone]
            left = edits - sum(step.lasting for step in gone)
            notify("Your edits stand on the new roster now." if left > 0 else "None of your edits fits the new roster.")
            st.rerun()
        if st.button("Discard my edits", key="edit.stale.discard"):
            services().editing.discard(place.actor, desk)
            notify("Discarded. You see what is applied.")
            st.rerun()
    return False
