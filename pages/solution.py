"""Solution: what a run found, seen from all sides."""

import streamlit as st

from data.compose import services
from pages.components.choose_run import choose_run
from pages.components.frame import open_page
from pages.components.roster_view import heads_short, show_roster
from pages.components.run_status import quality

place = open_page("Solution")
view = services().solution.best(choose_run(place, completed=False))

run, roster = view.run, view.roster
columns = st.columns(4)
columns[0].metric("Result", run.solve_status.value if run.solve_status else run.status.value)
columns[1].metric("Penalty", f"{roster.score.penalty:,}")
columns[2].metric("Heads short", heads_short(roster))
columns[3].metric("Assignments", len(view.candidate.assignments))
st.caption(quality(run.objective, run.bound))
show_roster(roster, "solution")
st.page_link("pages/apply.py", label="Apply this roster", icon="✅")
