"""Roster: what is applied."""

import streamlit as st

from data.compose import services
from pages.components.figures import figures
from pages.components.frame import lead_to, open_page
from pages.components.roster_view import heads_short, show_roster

place = open_page("Roster", "Who works when: what has been applied to this week.")
view = services().solution.applied(place.schedule.id)
if not view.cells:
    st.info("Nothing is applied to this week yet. Run the optimisation, look at the solution, then apply it.")
    lead_to("runs.py", "Go to Runs")
    st.stop()
figures(
    {
        "Assignments": sum(map(len, view.cells.values())),
        "Heads short": heads_short(view),
        "Hard rules broken": view.score.hard,
    }
)
show_roster(view, "roster")
