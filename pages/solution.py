"""Solution: what a run found, seen from all sides."""

import streamlit as st

from pages.components.cell_questions import cell_questions
from pages.components.choose_run import candidate_view, choose_run
from pages.components.edit_link import edit_link
from pages.components.figures import figures
from pages.components.frame import open_page, pressable
from pages.components.roster_view import heads_short, show_roster
from pages.components.run_actions import end_early, go_on, wait_for_end
from pages.components.shortfall_panel import shortfall_panel
from pages.components.what_if_answers import what_if_answers
from scheduling.services.permissions import Action
from scheduling.services.quality import quality

place = open_page("Solution", "What the optimisation found. Nothing of it counts before it is applied.")
run, candidate = choose_run(place, ended=False)
roster = candidate_view(place.actor, candidate.id)
figures(
    {
        "Result": run.solve_status.value if run.solve_status else run.status.value,
        "Penalty": candidate.penalty,
        "Heads short": heads_short(roster),
        "Assignments": sum(map(len, roster.cells.values())),
    }
)
with st.container(horizontal=True, vertical_alignment="center"):
    bound = candidate.bound if run.bound is None else run.bound
    st.caption(quality(candidate.penalty, bound, roster.settings), width="content")
    if st.button("Apply this roster", type="primary", **pressable(place.actor, Action.APPLY)):
        st.switch_page("apply.py")
    edit_link(place, candidate.id, f"a roster of {run.profile_name}, penalty {candidate.penalty:,}")
    if run.status.terminal:
        go_on(run, place.actor)
    else:
        end_early(run, place.actor, found=True)
if place.actor.may(Action.SEE_ABSENCES):
    show_roster(
        roster,
        "solution",
        lambda cell: cell_questions(place, run, roster, cell),
        lambda short: shortfall_panel(place, run, roster, short),
    )
else:
    # Who could come instead is known only to those who know who is off.
    show_roster(roster, "solution")
what_if_answers(run)
wait_for_end(run)
