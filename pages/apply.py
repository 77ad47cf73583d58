"""Apply: see what will be written, then write it."""

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.choose_run import choose_run
from pages.components.frame import notify, open_page, saying

place = open_page("Apply", "Only this writes assignments into the week.")
run_id = choose_run(place, completed=True)
overwrite = st.toggle("Overwrite what is applied already", key="overwrite")
with saying():
    preview = services().applying.preview(run_id, overwrite=overwrite)
    columns = st.columns(3)
    columns[0].metric("Added", len(preview.added))
    columns[1].metric("Removed", len(preview.removed))
    columns[2].metric("Kept", len(preview.kept))
    if preview.broken:
        st.error("Applied today this roster would break hard rules: " + "; ".join(preview.broken[:3]))
    accept = True
    if preview.stale:
        st.warning("People, demand or rules have changed since this run started.")
        accept = st.checkbox("Apply it all the same", key="accept_stale")
    nothing = not preview.added and not preview.removed
    if nothing:
        st.success("The week holds this roster already.")
    if st.button("Apply roster", type="primary", disabled=nothing or not accept or bool(preview.broken), key="apply"):
        added = services().applying.apply(place.user.username, run_id, overwrite=overwrite, accept_stale=accept)
        notify(f"Applied: {added} assignments added.")
        st.rerun()
    problem = preview.problem
    changes = [
        (kind, problem.employee_by_id[row.employee].name, shift.date, problem.template_by_id[shift.template].name)
        for kind, rows in (("added", preview.added), ("removed", preview.removed))
        for row in rows
        for shift in [problem.shift_by_id[row.planned_shift]]
    ]
    if changes:
        frame = pd.DataFrame(changes, columns=["Change", "Person", "Date", "Shift"])
        st.dataframe(frame.sort_values(["Date", "Person"]), hide_index=True, width="stretch")
