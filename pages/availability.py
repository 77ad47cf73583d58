"""Availability: who can work when, who is off, and what people asked for."""

import streamlit as st

from data.compose import services
from pages.components.availability_grid import availability_grid
from pages.components.availability_tools import choose_dates, paint_tools
from pages.components.frame import open_page
from pages.components.time_off_form import time_off_form
from pages.components.time_off_list import time_off_list
from pages.components.wishes_table import wishes_table

place = open_page("Availability", "What people said about the days of this week.")
service, actor = services().availability, place.user.username
week, time_off, wishes = st.tabs(["Week", "Time off", "Wishes"], key="availability.tab")
with week:
    view = service.view(place.schedule.id, choose_dates(place.schedule))
    if view.people:
        paint_tools(service, view, actor)
        availability_grid(view)
    else:
        st.info("There is nobody to plan yet. Add people on the Team page.")
with time_off:
    if view.people:
        time_off_form(services().time_off, view, actor)
    time_off_list(services().time_off, place.site.id, actor)
with wishes:
    wishes_table(service.wishes(place.schedule.id))
