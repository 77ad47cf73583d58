"""Roster: what is applied, since when, and who may see it."""

import streamlit as st

from data.compose import services
from pages.components.bring_back import undo
from pages.components.edit_link import edit_link
from pages.components.figures import figures
from pages.components.frame import Place, lead_to, open_page
from pages.components.publish_steps import publish_steps
from pages.components.roster_view import heads_short, show_grid, show_roster
from pages.components.told_changes import told_changes
from pages.components.versions_panel import last_change, versions_panel
from scheduling.services.permissions import Action
from scheduling.services.solution import RosterView


def planners_part(place: Place, view: RosterView) -> None:
    """What those who plan can see and do besides."""
    versions = services().versions.all(place.actor, place.schedule.id)
    newest = versions[0] if versions else None
    with st.container(horizontal=True, vertical_alignment="center", key="week-bar"):
        edit_link(place, label="Edit this roster" if view.cells else "Make one by hand")
        if newest and place.actor.may(Action.RESTORE_ROSTER):
            undo(place, newest)
        if place.actor.may(Action.PUBLISH):
            publish_steps(place, view, newest)
        if newest:
            st.caption(last_change(place, newest), width="content")
    versions_panel(place, versions)
    told_changes(place)


place = open_page("Roster", "Who works when: what has been applied to this week.")
view = services().solution.applied(place.actor, place.schedule.id)
planning = place.actor.may(Action.SEE_PLANNING)
if not view.cells:
    st.info("Nothing is applied to this week yet.")
    if planning:
        lead_to("runs.py", "Find a roster, then apply it")
elif planning:
    figures(
        {
            "Assignments": sum(map(len, view.cells.values())),
            "Heads short": heads_short(view),
            "Hard rules broken": view.score.hard,
        }
    )
if planning:
    planners_part(place, view)
if view.cells:
    # How a roster is judged is for those who plan; everybody else looks for shifts.
    (show_roster if planning else show_grid)(view, "roster")
