"""Runs: start one, watch it, cancel it."""

import streamlit as st

from data.compose import services
from pages.components.frame import open_page
from pages.components.repairs_panel import offer_undo
from pages.components.run_form import run_form
from pages.components.run_status import show_run
from pages.components.runs_table import runs_table, watched

place = open_page("Runs", "Find the best roster for this week. Nothing is written until somebody applies it.")
run_form(place)
runs = services().runs.of_schedule(place.actor, place.schedule.id)
if not runs:
    st.info("No run yet. Press *Run optimisation*: a first roster appears within seconds.")
    st.stop()
offer_undo(place)
shown = watched(runs)
show_run(shown, place.actor)
st.subheader("All runs of this week", anchor=False)
runs_table(place, runs, shown)
