"""Operations: the machinery behind the runs, for those who look after it."""

import streamlit as st

from data.compose import services
from pages.components.dead_messages import dead_messages
from pages.components.durations import durations
from pages.components.frame import open_desk
from pages.components.machinery import machinery
from pages.components.tasks import tasks
from pages.components.workers import workers

TABS = ("Workers", "Runs", "Times", "Given up")
OPEN, IN_ADDRESS = "operations.tab", "tab"

actor = open_desk("Operations", "What waits, what runs, and how the workers are. All sites together.")
service = services().operations
machinery(service)
# Not bound to the address by Streamlit itself: it then refuses to lead to another page.
if OPEN not in st.session_state and st.query_params.get(IN_ADDRESS) in TABS:
    st.session_state[OPEN] = st.query_params[IN_ADDRESS]
now, runs, times, dead = st.tabs(TABS, key=OPEN, on_change="rerun")
st.query_params[IN_ADDRESS] = next(name for name, tab in zip(TABS, (now, runs, times, dead), strict=True) if tab.open)
# Only what is looked at is asked for, again and again.
if now.open:
    with now:
        workers(service, actor)
if runs.open:
    with runs:
        tasks(service)
if times.open:
    with times:
        durations(service)
if dead.open:
    with dead:
        dead_messages(service, actor)
