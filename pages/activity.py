"""Activity: who did what, on what, when and from where, for those who answer for the house."""

import streamlit as st

from data.compose import services
from pages.components.activity_filter import activity_filter, clear
from pages.components.activity_list import activity_list
from pages.components.activity_take import take_away
from pages.components.frame import open_desk

actor = open_desk("Activity", "Who did what, and when. Nobody can change what stands here.")
service = services().activity
wanted, number = activity_filter(service.choices(actor))
found = service.page(actor, wanted, number)
if not found.total:
    st.info("No entry fits this filter.")
    st.button("Show all", on_click=clear, key="activity.clear")
    st.stop()
activity_list(found, number)
take_away(service, actor, wanted)
