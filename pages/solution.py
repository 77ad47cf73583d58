"""Solution: what a run found, seen from all sides."""

import streamlit as st

from pages.components.choose_run import candidate_view, choose_run
from pages.components.figures import figures
from pages.components.frame import open_page
from pages.components.roster_view import heads_short, show_roster
from pages.components.run_actions import end_early, go_on, wait_for_end
from pages.components.run_status import quality

place = open_page("Solution", "What the optimisation found. Nothing of it counts before it is applied.")
run, candidate = choose_run(place, ended=False)
roster = candidate_view(candidate.id)
figures(
    {
        "Result": run.solve_status.value if run.solve_status else run.status.value,
        "Penalty": candidate.penalty,
        "Heads short": heads_short(roster),
        "Assignments": sum(map(len, roster.cells.values())),
    }
)
with st.container(horizontal=True, vertical_alignment="center"):
    st.caption(quality(candidate.penalty, candidate.bound if run.bound is None else run.bound), width="content")
    if st.button("Apply this roster", type="primary"):
        st.switch_page("apply.py")
    if run.status.terminal:
        go_on(run, place.user)
    else:
        end_early(run, place.user, found=True)
show_roster(roster, "solution")
wait_for_end(run)
