"""Roster: what is applied."""

import streamlit as st

from data.compose import services
from pages.components.frame import lead_to, open_page
from pages.components.roster_view import heads_short, show_roster

place = open_page("Roster")
view = services().solution.applied(place.schedule.id)
if not view.cells:
    st.info("Nothing is applied to this week yet. Run the optimisation, look at the solution, then apply it.")
    lead_to("runs.py", "Go to Runs")
    st.stop()
columns = st.columns(3)
columns[0].metric("Assignments", sum(map(len, view.cells.values())))
columns[1].metric("Heads short", heads_short(view))
columns[2].metric("Hard rules broken", view.score.hard)
show_roster(view, "roster")
