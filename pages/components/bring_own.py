"""Bring a roster of one's own to be judged like all others."""

import streamlit as st

from data.compose import services
from pages.components.compare_choice import ROSTERS, USUAL
from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import Place, notify, pressable, saying
from scheduling.domain.files import File
from scheduling.services.comparing import MOST, Ranking
from scheduling.services.permissions import Action

NAME = "own"


def bring_own(place: Place, ranking: Ranking) -> None:
    """An upload and a name; the new roster is compared at once."""
    with st.expander("Bring a roster of your own"):
        key = emptied_key(NAME)
        upload = st.file_uploader(
            "CSV file",
            type="csv",
            max_upload_size=5,
            key=f"{key}.file",
            help="As the pages Roster and Solution offer it: a line for each person, a column for each date.",
        )
        name = st.text_input("Called", max_chars=80, placeholder="My own roster", key=f"{key}.name")
        judged = pressable(place.actor, Action.BRING_ROSTER, disabled=upload is None)
        if st.button("Judge it", key=f"{NAME}.go", **judged) and upload is not None:
            with saying():
                file = File(upload.name, upload.getvalue())
                candidate = services().bringing.bring(place.actor, place.schedule.id, file, name)
                kept = f"{ROSTERS}.{place.schedule.id}"
                others = st.session_state.get(kept) or ranking.leaders(USUAL)
                st.session_state[kept] = [candidate.id, *others][:MOST]
                start_empty(NAME)
                notify("Your roster stands beside the others, judged by the same check.")
                st.rerun()
