"""Trade-offs: what does one more of this cost in that?"""

import streamlit as st

from data.compose import services
from pages.components.frame import open_page
from pages.components.sweep_form import sweep_form
from pages.components.sweep_front import show_front
from pages.components.sweep_progress import choose_sweep, sweep_progress

place = open_page("Trade-offs", "Many runs with different weights, to see what each wish costs in the others.")
service = services().sweeping
sweeps = service.of_schedule(place.actor, place.schedule.id)
with st.expander("Start a new sweep", expanded=not sweeps):
    sweep_form(place)
if not sweeps:
    st.info("No sweep yet. Choose above what to weigh against what: a front of rosters appears as runs end.")
    st.stop()
sweep = choose_sweep(place, sweeps)
sweep_progress(sweep.id, place.actor)
show_front(place, sweep, service.front(place.actor, sweep.id))
