"""Take somebody into the team."""

import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, pressable, saying
from pages.components.kept_editor import start_over
from pages.components.people_table import table_name
from scheduling.services.permissions import Action, Actor
from scheduling.services.team import TeamService, TeamView


def person_form(service: TeamService, view: TeamView, actor: Actor) -> None:
    """Name, roles, contract and, where shifts have places, home; what was typed stays when it is refused."""
    key = emptied_key("team.new")
    roles = {role.id: role.name for role in view.roles}
    contracts = {contract.id: contract.name for contract in view.contracts}
    with st.expander("Add a person", expanded=not view.people, key="team.new"), st.form(f"{key}.form", border=False):
        left, middle, right, *more = st.columns(4 if view.places else 3)
        name = left.text_input("Name", key=f"{key}.name")
        held = middle.multiselect("Roles", list(roles), format_func=roles.__getitem__, key=f"{key}.roles")
        contract = right.selectbox(
            "Contract",
            list(contracts),
            index=None,
            placeholder="None",
            format_func=contracts.__getitem__,
            key=f"{key}.contract",
        )
        home = more[0].selectbox("Home", view.places, None, placeholder="None", key=f"{key}.home") if more else None
        pressed = st.form_submit_button("Add", type="primary", key=f"{key}.add", **pressable(actor, Action.EDIT_TEAM))
    if pressed:
        with saying():
            service.add_person(actor, view.site, name, held, contract, home or "")
            notify(f"{name.strip()} is in the team.")
            start_empty("team.new")
            start_over(table_name(view.site))
            st.rerun()
