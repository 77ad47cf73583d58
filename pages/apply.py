"""Apply: see what will be written, then write it."""

import streamlit as st

from data.compose import services
from pages.components.apply_details import apply_details, verdict
from pages.components.apply_notes import apply_notes, nothing_to_do
from pages.components.choose_run import choose_run
from pages.components.figures import figures
from pages.components.frame import notify, open_page, saying

place = open_page("Apply", "Write a roster into the week. Nothing changes before you press the button.")
run, candidate = choose_run(place, ended=True)
overwrite = st.toggle(
    "Replace pinned and hand-made work too",
    key="overwrite",
    help="Off: what is pinned or made by hand stays, and the roster is written around it.",
)
with saying():
    preview = services().applying.preview(place.actor, run.id, overwrite=overwrite, candidate_id=candidate.id)
    moved = len(preview.moved)
    numbers = {"Added": len(preview.added) - moved, "Removed": len(preview.removed) - moved}
    figures(numbers | {"Moved": moved, "Kept": len(preview.kept), "Left out": len(preview.left_out)})
    if nothing_to_do(preview):
        st.stop()
    st.markdown(verdict(preview.effect))
    pressed, reason = apply_notes(preview)
    if pressed:
        with saying():
            services().applying.apply(
                place.actor,
                run.id,
                overwrite=overwrite,
                accept_stale=bool(preview.changes),
                candidate_id=candidate.id,
                reason=reason,
                seen=preview.seen,
            )
            notify("Applied. You can undo it on the page Roster.")
            st.rerun()
    apply_details(preview)
