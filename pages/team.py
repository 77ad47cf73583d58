"""Team: who can be planned, as what, and for how much time."""

import streamlit as st

from data.compose import services
from pages.components.contracts_table import contracts_table
from pages.components.frame import open_page, say_who
from pages.components.people_table import people_table
from pages.components.person_form import person_form
from pages.components.roles_table import roles_table
from scheduling.services.permissions import Action

place = open_page("Team", "Who can be planned. Changes are kept as you make them.")
service = services().team
view = service.view(place.actor, place.site.id)

say_who(place.actor, Action.EDIT_TEAM)
people, roles, contracts = st.tabs(["People", "Roles", "Contracts"], key="team.tab")
with people:
    if view.roles:
        person_form(service, view, place.actor)
        if view.people:
            people_table(service, view, place.actor)
    else:
        st.info("Everybody needs a role. Add the first one under Roles, then add people.")
with roles:
    roles_table(service, view, place.actor)
with contracts:
    contracts_table(service, view, place.actor)
