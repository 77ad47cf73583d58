"""Availability: who can work when, who is off, and what people asked for."""

import streamlit as st

from data.compose import services
from pages.components.availability_grid import availability_grid
from pages.components.availability_tools import paint_tools
from pages.components.frame import open_page, say_who
from pages.components.shown_days import choose_days
from pages.components.time_off_form import time_off_form
from pages.components.time_off_list import time_off_list
from pages.components.wishes_table import wishes_table
from scheduling.services.permissions import Action

place = open_page("Availability", "What people said about the days of this week.")
service, actor = services().availability, place.actor
say_who(place.actor, Action.EDIT_AVAILABILITY)
week, time_off, wishes = st.tabs(["Week", "Time off", "Wishes"], key="availability.tab")
with week:
    plan = place.schedule
    view = service.view(actor, plan.id, choose_days(plan.start, plan.days, f"availability.page.{plan.id}"))
    if view.people:
        paint_tools(service, view, actor)
        availability_grid(view)
    else:
        st.info("There is nobody to plan yet. Add people on the Team page.")
with time_off:
    if view.people:
        time_off_form(services().time_off, view, actor)
    time_off_list(services().time_off, services().absence_effects, place.site.id, actor)
with wishes:
    wishes_table(service.wishes(place.actor, place.schedule.id))
