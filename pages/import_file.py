"""Import: a file from elsewhere becomes a site with its week, rules and weights."""

import streamlit as st

from data.compose import services
from pages.components.frame import go_to, notify, open_desk, saying

user = open_desk("Import", "A file from elsewhere becomes a site of its own, with people, shifts, rules and weights.")
upload = st.file_uploader(
    "File",
    type="txt",
    max_upload_size=20,
    key="import.file",
    help="A text file in the form of the shift-scheduling benchmarks (NRP), with the sections SECTION_HORIZON, "
    "SECTION_SHIFTS, SECTION_STAFF and so on.",
)
if st.button("Import", type="primary", disabled=upload is None, key="import.go") and upload:
    with saying():
        made = services().importing.store(upload.name, upload.getvalue(), user.username)
        notify(f"{made.name} is imported: {made.people} people, {made.shifts} shifts, {made.rules} rules.")
        go_to(made.site, made.schedule)
        st.switch_page("demand.py")
