"""Overview: the weeks of a site at a glance."""

import streamlit as st

from data.compose import services
from pages.components.coverage import coverage_legend
from pages.components.coverage_map import coverage_map
from pages.components.figures import figures
from pages.components.frame import open_page
from pages.components.next_step import next_steps
from pages.components.weeks_table import shortfalls_table, weeks_table

place = open_page("Overview", "How this week stands, and what it needs next.")
service = services().overview
weeks = service.summaries(place.actor, place.site.id)
current = next(week for week in weeks if week.schedule.id == place.schedule.id)
figures(
    {
        "Shifts": current.shifts,
        "Heads wanted": current.wanted,
        "Heads assigned": current.assigned,
        "Heads short": current.short,
        "People working": current.people,
    }
)
left, right = st.columns([3, 2], gap="medium")
with right:
    st.subheader("What next", anchor=False)
    next_steps(current, service.undecided(place.actor, place.site.id))
with left:
    st.subheader("Where people are missing", anchor=False)
    if not current.assigned:
        st.caption("Nobody is assigned to this week yet, so every head is missing.")
    elif current.short:
        shortfalls_table(service.shortfalls(place.actor, place.schedule.id))
    else:
        st.success("Every shift has the people it wants.")
if current.assigned:
    st.subheader("Heads on each shift", anchor=False)
    st.html(coverage_legend())
    coverage_map(services().solution.applied(place.actor, place.schedule.id), "overview")
if len(weeks) > 1:
    st.subheader("All weeks", anchor=False)
    weeks_table(weeks)
