"""Ask for time off."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, pressable, saying
from scheduling.services.availability import AvailabilityView
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import TimeOffKind
from scheduling.services.time_off import TimeOffService


def time_off_form(service: TimeOffService, view: AvailabilityView, actor: Actor) -> None:
    """Person, kind, whole days, note; what was typed stays when it is refused. For one's own, nobody is chosen."""
    own, key = view.schedule is None, emptied_key("time_off")
    allowed = pressable(actor, Action.ASK_OWN_TIME_OFF if own else Action.ENTER_TIME_OFF)
    names = {one.id: one.name for one in view.people}
    with st.expander("Ask for time off", key="time_off.new"), st.form(f"{key}.form", border=False):
        if own:
            person, kind = view.people[0].id, _kind(st.container(), key)
        else:
            left, right = st.columns(2)
            person = left.selectbox("Person", list(names), format_func=names.__getitem__, key=f"{key}.person")
            kind = _kind(right, key)
        left, right = st.columns(2)
        first = left.date_input("First day", view.dates[0], format="DD/MM/YYYY", key=f"{key}.first")
        last = right.date_input("Last day", view.dates[0], format="DD/MM/YYYY", key=f"{key}.last")
        note = st.text_input("Note", key=f"{key}.note")
        pressed = st.form_submit_button("Ask", type="primary", key=f"{key}.ask", **allowed)
    if pressed:
        with saying():
            service.ask(actor, view.site.id, person, kind, first, last, note)
            whose = "Your" if own else f"{names[person]}'s"
            notify(f"{whose} request waits for a decision.")
            start_empty("time_off")
            st.rerun()


def _kind(place: DeltaGenerator, key: str) -> TimeOffKind:
    return place.selectbox("Kind", list(TimeOffKind), format_func=lambda k: k.value.capitalize(), key=f"{key}.kind")
