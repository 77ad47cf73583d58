"""Overview: the weeks of a site at a glance."""

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.frame import open_page

place = open_page("Overview")
weeks = services().overview.summaries(place.site.id)
current = next(week for week in weeks if week.schedule.id == place.schedule.id)
columns = st.columns(4)
columns[0].metric("Week", f"{current.schedule.start:%d %b %Y}")
columns[1].metric("Shifts planned", current.shifts)
columns[2].metric("Heads wanted", current.wanted)
columns[3].metric("Heads short", current.short)
st.dataframe(
    pd.DataFrame(
        [
            {
                "Week": week.schedule.name,
                "Starts": week.schedule.start,
                "Days": week.schedule.days,
                "Status": week.schedule.status.value,
                "Heads wanted": week.wanted,
                "Assigned": week.assigned,
                "Short": week.short,
                "Last run": week.last_run.value if week.last_run else "none",
            }
            for week in weeks
        ]
    ),
    hide_index=True,
    width="stretch",
)
links = st.columns(3)
links[0].page_link("pages/runs.py", label="Run the optimisation", icon="🚀")
links[1].page_link("pages/demand.py", label="Plan the demand", icon="📈")
links[2].page_link("pages/roster.py", label="See the roster", icon="📋")
