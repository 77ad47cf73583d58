"""Solution: what a run found, seen from all sides."""

import streamlit as st

from pages.components.choose_run import candidate_view, choose_run
from pages.components.frame import lead_to, open_page
from pages.components.roster_view import heads_short, show_roster
from pages.components.run_status import quality

place = open_page("Solution")
run, candidate = choose_run(place, ended=False)
roster = candidate_view(candidate.id)

with st.container(horizontal=True, gap="small"):
    st.metric("Result", run.solve_status.value if run.solve_status else run.status.value, border=True, width="content")
    st.metric("Penalty", f"{candidate.penalty:,}", border=True, width="content")
    st.metric("Heads short", heads_short(roster), border=True, width="content")
    st.metric("Assignments", sum(map(len, roster.cells.values())), border=True, width="content")
st.caption(quality(candidate.penalty, candidate.bound if run.bound is None else run.bound))
show_roster(roster, "solution")
lead_to("apply.py", "Apply this roster")
