"""Apply: see what will be written, then write it."""

import streamlit as st

from data.compose import services
from pages.components.changes_table import changes_table
from pages.components.choose_run import choose_run
from pages.components.frame import lead_to, notify, open_page, saying

place = open_page("Apply", "Only this writes assignments into the week.")
run, candidate = choose_run(place, ended=True)
overwrite = st.toggle("Replace what is applied already", key="overwrite")
with saying():
    preview = services().applying.preview(run.id, overwrite=overwrite, candidate_id=candidate.id)
    with st.container(horizontal=True, gap="small"):
        st.metric("Added", len(preview.added), border=True, width="content")
        st.metric("Removed", len(preview.removed), border=True, width="content")
        st.metric("Kept", len(preview.kept), border=True, width="content")
    nothing, accept = not preview.added and not preview.removed, True
    if nothing:
        st.success("The week holds this roster already, or leaves no room for it.")
        lead_to("roster.py", "See the roster")
    elif preview.broken:
        st.error("Applied today this roster would break hard rules: " + "; ".join(preview.broken[:3]) + ".")
    elif preview.changes:
        st.warning(f"Changed since this run started: {', '.join(preview.changes)}.")
        accept = st.checkbox("Apply it all the same", key=f"accept.{candidate.id}")
    if st.button("Apply roster", type="primary", disabled=nothing or not accept or bool(preview.broken), key="apply"):
        added = services().applying.apply(
            place.user.username, run.id, overwrite=overwrite, accept_stale=accept, candidate_id=candidate.id
        )
        notify(f"Applied: {added} assignments added.")
        st.rerun()
    changes_table(preview)
