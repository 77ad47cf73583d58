"""Overview: the weeks of a site at a glance."""

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.frame import open_page

place = open_page("Overview", "How the weeks of this site stand.")
weeks = services().overview.summaries(place.site.id)
current = next(week for week in weeks if week.schedule.id == place.schedule.id)
st.subheader(current.schedule.name, anchor=False)
with st.container(horizontal=True, key="overview.figures"):
    st.metric("Shifts", current.shifts, border=True)
    st.metric("Heads wanted", current.wanted, border=True)
    st.metric("Heads assigned", current.assigned, border=True)
    st.metric("Heads short", current.short, border=True)
    st.metric("People working", current.people, border=True)
with st.container(horizontal=True, key="overview.links"):
    st.page_link("availability.py", label="Say who can work")
    st.page_link("demand.py", label="Plan the demand")
    st.page_link("runs.py", label="Run the optimisation")
    st.page_link("roster.py", label="See the roster")
st.subheader("All weeks", anchor=False)
frame = pd.DataFrame(
    [
        {
            "Week": week.schedule.name,
            "Starts": week.schedule.start,
            "Days": week.schedule.days,
            "Status": week.schedule.status.value,
            "Heads wanted": week.wanted,
            "Short": week.short,
            "People": week.people,
            "Last run": week.last_run.value if week.last_run else "none",
        }
        for week in weeks
    ]
)
date_column = {"Starts": st.column_config.DateColumn(format="DD MMM YYYY")}
st.dataframe(frame, hide_index=True, width="stretch", column_config=date_column, key="overview.weeks")
