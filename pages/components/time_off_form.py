"""Ask for time off."""

import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, saying
from scheduling.services.availability import AvailabilityView
from scheduling.services.records import TimeOffKind
from scheduling.services.time_off import TimeOffService


def time_off_form(service: TimeOffService, view: AvailabilityView, actor: str) -> None:
    """Person, kind, whole days, note; what was typed stays when it is refused."""
    key = emptied_key("time_off")
    names = {person.id: person.name for person in view.people}
    with st.expander("Ask for time off", key="time_off.new"), st.form(f"{key}.form", border=False):
        left, right = st.columns(2)
        person = left.selectbox("Person", list(names), format_func=names.__getitem__, key=f"{key}.person")
        kind = right.selectbox("Kind", list(TimeOffKind), format_func=lambda k: k.value.capitalize(), key=f"{key}.kind")
        first = left.date_input("First day", view.dates[0], format="DD/MM/YYYY", key=f"{key}.first")
        last = right.date_input("Last day", view.dates[0], format="DD/MM/YYYY", key=f"{key}.last")
        note = st.text_input("Note", key=f"{key}.note")
        pressed = st.form_submit_button("Ask", type="primary", key=f"{key}.ask")
    if pressed:
        with saying():
            service.ask(view.site.id, person, kind, first, last, note, actor)
            notify(f"{names[person]}'s request waits for a decision.")
            start_empty("time_off")
            st.rerun()
