"""Runs: start one, watch it, cancel it."""

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.frame import open_page, saying
from pages.components.run_status import ICONS, elapsed, show_run
from scheduling.domain.runs import SolveOptions

place = open_page("Runs", "Find the best roster for this week. Nothing is written until somebody applies it.")
profiles = {profile.id: profile for profile in services().tuning.view(place.site.id).profiles}
default = next((k for k, profile in enumerate(profiles.values()) if profile.is_default), 0)

with st.container(border=True):
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    chosen = left.selectbox(
        "Weight profile", list(profiles), default, format_func=lambda i: profiles[i].name, key="profile"
    )
    base = profiles[chosen].options if chosen else SolveOptions()
    limit = middle.number_input(
        "Time limit in seconds",
        1,
        3300,
        base.time_limit,
        key=f"limit_{chosen}",
        help="The search ends sooner with proof.",
    )
    pressed = right.button("Run optimisation", type="primary", width="stretch", key="run")
if pressed:
    with saying():
        options = SolveOptions(int(limit), base.gap, base.threads, base.seed)
        run = services().runs.submit(place.user.username, place.schedule.id, chosen, options)
        st.session_state["watched"] = run.id

runs = {run.id: run for run in services().runs.of_schedule(place.schedule.id)}
if not runs:
    st.info("No run yet. Press *Run optimisation*: a first roster appears within seconds.")
    st.stop()
watched = st.session_state.get("watched")
show_run(watched if watched in runs else next(iter(runs)), place.user)

st.subheader("All runs of this week", anchor=False)
rows = [
    {
        "Started": place.clock(run.created_at),
        "State": f"{ICONS[run.status]} {run.status.value}",
        "Result": run.solve_status.value if run.solve_status else "",
        "Penalty": run.objective,
        "Bound": run.bound,
        "Seconds": round(elapsed(run), 1),
        "Profile": run.profile_name,
        "By": run.requested_by,
    }
    for run in runs.values()
]
st.dataframe(
    pd.DataFrame(rows),
    hide_index=True,
    width="stretch",
    column_config={"Started": st.column_config.DatetimeColumn(format="D MMM, HH:mm:ss")},
)
