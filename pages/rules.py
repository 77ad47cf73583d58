"""Rules & weights: what must hold, what is wished for, and how much each wish weighs."""

from datetime import timedelta

import streamlit as st

from data.compose import services
from pages.components.frame import open_page, say_who, saying
from pages.components.holidays_form import holidays_form
from pages.components.profile_form import profile_form
from pages.components.rule_form import rule_form
from pages.components.rule_notes import NOTHING, notes_of, show_doubts
from pages.components.rules_table import rules_table
from scheduling.services.permissions import Action

place = open_page("Rules & weights", "What must hold, and what each breach of a wish costs.")
service = services().tuning
view, notes = service.view(place.actor, place.site.id), NOTHING
with saying():
    notes = notes_of(place.actor, place.schedule.id)
dates = [place.schedule.start + timedelta(days=k) for k in range(place.schedule.days)]

say_who(place.actor, Action.EDIT_RULES)
rules, one, profiles, days = st.tabs(["Rules", "Add or edit", "Weight profiles", "Holidays"], key="rules.tab")
with rules:
    if view.rows:
        rules_table(service, view, notes, place.actor)
        show_doubts(view, notes)
    else:
        st.info("No rule is set yet. Add the first under Add or edit.")
with one:
    rule_form(service, view, notes, dates, place)
with profiles:
    profile_form(service, view, place)
with days:
    holidays_form(services().calendars, place.schedule.id, place.actor)
