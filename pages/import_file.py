"""Import: files from elsewhere become a site with its weeks, rules and weights."""

import streamlit as st

from data.compose import services
from pages.components.choose_place import go_to
from pages.components.frame import notify, open_desk, saying
from pages.components.instance_files import look_at, week_order
from scheduling.domain.files import File

actor = open_desk("Import", "Files from elsewhere become a site of their own, with people, shifts, rules and weights.")
st.markdown(
    "- **Shift-scheduling benchmarks (NRP)**: one text file that begins with SECTION_HORIZON\n"
    "- **Second nurse rostering competition (INRC-II)**: a scenario (Sc-….txt), a history (H0-….txt) and the files of "
    "its weeks (WD-….txt), together"
)
uploads = st.file_uploader("Files", type="txt", accept_multiple_files=True, max_upload_size=20, key="import.file")
files = [File(one.name, one.getvalue()) for one in uploads]
found = look_at(actor, files)
chosen = week_order(found) if found else []
weeks = [week for week in chosen if week]
ready = found is not None and not found.missing and len(weeks) == found.weeks
if st.button("Import", type="primary", disabled=not ready, key="import.go"):
    with saying():
        made = services().importing.store(actor, files, weeks)
        notify(f"{made.name} is imported: {made.people} people, {made.shifts} shifts, {made.rules} rules.")
        go_to(made.site, made.schedule)
        st.switch_page("demand.py")
