"""Roles, and how many people hold each."""

import pandas as pd
import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, pressable, saying
from pages.components.kept_editor import start_over
from pages.components.people_table import table_name
from scheduling.services.permissions import Action, Actor
from scheduling.services.team import TeamService, TeamView


def roles_table(service: TeamService, view: TeamView, actor: Actor) -> None:
    """List the roles and add one."""
    key = emptied_key("team.role")
    with st.form(f"{key}.form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("New role", key=f"{key}.name", width=260)
        pressed = st.form_submit_button("Add role", key=f"{key}.add", **pressable(actor, Action.EDIT_TEAM))
    if pressed:
        with saying():
            service.add_role(actor, view.site, name)
            notify(f"{name.strip()} can be given to people now.")
            start_empty("team.role")
            start_over(table_name(view.site))
            st.rerun()
    holders = [sum(role.id in person.roles and person.active for person in view.people) for role in view.roles]
    st.dataframe(
        pd.DataFrame({"Role": [role.name for role in view.roles], "Active people": holders}),
        hide_index=True,
        width=420,
        height="content",
        key="team.roles",
    )
