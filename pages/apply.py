"""Apply: see what will be written, then write it."""

import streamlit as st

from data.compose import services
from pages.components.apply_notes import apply_notes, nothing_to_do
from pages.components.changes_table import changes_table
from pages.components.choose_run import choose_run
from pages.components.figures import figures
from pages.components.frame import notify, open_page, saying

place = open_page("Apply", "Write a roster into the week. Nothing changes before you press the button.")
run, candidate = choose_run(place, ended=True)
overwrite = st.toggle(
    "Replace what is applied already", key="overwrite", help="Off: what is applied stays, and only the rest is filled."
)
with saying():
    preview = services().applying.preview(run.id, overwrite=overwrite, candidate_id=candidate.id)
    figures({"Added": len(preview.added), "Removed": len(preview.removed), "Kept": len(preview.kept)})
    if nothing_to_do(preview):
        st.stop()
    accept = apply_notes(preview, overwrite)
    # What changed after the button was drawn has not been accepted by anybody.
    stale = accept and bool(preview.changes)
    if st.button("Apply roster", type="primary", disabled=not accept, key="apply"):
        added = services().applying.apply(
            place.user.username,
            run.id,
            overwrite=overwrite,
            accept_stale=stale,
            candidate_id=candidate.id,
        )
        notify(f"Applied: {added} assignments added.")
        st.rerun()
    changes_table(preview)
