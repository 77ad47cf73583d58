"""Pick one of a week's runs that has a roster."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place
from scheduling.services.records import RunRecord


def choose_run(place: Place, *, completed: bool) -> str:
    """The id of the chosen run; a hint instead, and the end of the script, when there is none to choose."""
    runs = {
        run.id: run
        for run in services().runs.of_schedule(place.schedule.id)
        if run.objective is not None and (not completed or run.status.value == "COMPLETED")
    }
    if not runs:
        st.info("No run of this week has a roster yet.")
        st.page_link("pages/runs.py", label="Go to Runs", icon="🚀")
        st.stop()
    return str(st.selectbox("Run", list(runs), format_func=lambda i: _name(runs[i]), key="run_chosen"))


def _name(run: RunRecord) -> str:
    result = run.solve_status.value if run.solve_status else run.status.value
    return f"{run.created_at.astimezone():%d %b %H:%M:%S} · {run.profile_name} · {result} · penalty {run.objective:,}"
