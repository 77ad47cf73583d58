"""Demand: which shifts the week has, and how many people of each role they want."""

import streamlit as st

from data.compose import services
from pages.components.capacity import capacity
from pages.components.demand_grid import demand_grid
from pages.components.frame import open_page
from pages.components.shift_detail import shift_detail
from pages.components.template_form import template_form
from pages.components.week_tools import week_tools

place = open_page("Demand", "How many people each shift wants. Changes are kept as you type.")
service = services().demand
view = service.view(place.schedule.id)

week, shift, ahead, templates = st.tabs(["Week", "One shift", "Capacity", "Templates"], key="demand.tab")
with week:
    week_tools(service, view, place.user.username)
    if view.planned:
        demand_grid(service, view, place.user.username)
    elif view.templates:
        st.info("Nothing is planned in this week yet. Plan it from the templates, or copy the week before.")
    else:
        st.info("There is no shift template yet. Add the first one under Templates, then plan the week from it.")
with shift:
    if view.planned:
        shift_detail(service, view, place.user.username)
    else:
        st.info("Nothing is planned in this week yet.")
with ahead:
    if view.planned:
        capacity(services().preflight.view(place.schedule.id))
    else:
        st.info("Nothing is planned in this week yet.")
with templates:
    template_form(service, view, place.user.username)
