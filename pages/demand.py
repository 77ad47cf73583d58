"""Demand: which shifts the week has, and how many people of each role they want."""

import streamlit as st

from data.compose import services
from pages.components.capacity import capacity
from pages.components.demand_grid import demand_grid
from pages.components.frame import open_page, say_who
from pages.components.heatmap import template_chips
from pages.components.shift_detail import shift_detail
from pages.components.template_form import template_form
from pages.components.week_tools import week_tools
from scheduling.services.permissions import Action

place = open_page("Demand", "How many people each shift wants. Changes are kept as you type.")
service = services().demand
view = service.view(place.actor, place.schedule.id)

say_who(place.actor, Action.EDIT_DEMAND)
week, shift, ahead, templates = st.tabs(["Week", "One shift", "Capacity", "Templates"], key="demand.tab")
with week:
    week_tools(service, view, place.actor)
    if view.planned:
        st.html(template_chips([record.template for record in view.templates]))
        demand_grid(service, view, place.actor)
    elif view.templates:
        st.info("Nothing is planned in this week yet. Plan it from the templates, or copy the week before.")
    else:
        st.info("There is no shift template yet. Add the first one under Templates, then plan the week from it.")
with shift:
    if view.planned:
        shift_detail(service, view, place.actor)
    else:
        st.info("Nothing is planned in this week yet.")
with ahead:
    if view.planned:
        capacity(services().preflight.view(place.actor, place.schedule.id))
    else:
        st.info("Nothing is planned in this week yet.")
with templates:
    template_form(service, view, place.actor)
