"""Filling a week, and making a new one."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from pages.components.choose_place import go_to
from pages.components.demand_grid import grid_name
from pages.components.frame import notify, pressable, saying
from pages.components.kept_editor import start_over
from scheduling.services.demand import DemandService, DemandView
from scheduling.services.permissions import Action, Actor

PLAN = "Adds every template that has heads on every day that lacks it."
COPY = "Adds what the week before had, where nothing is planned yet."


def week_tools(service: DemandService, view: DemandView, actor: Actor) -> None:
    """The buttons over the grid."""
    with st.container(horizontal=True):
        plan = st.button("Plan from templates", key="week.plan", **pressable(actor, Action.EDIT_DEMAND, help=PLAN))
        copy = st.button("Copy last week", key="week.copy", **pressable(actor, Action.EDIT_DEMAND, help=COPY))
        with st.popover("New week", icon=":material/add:"):
            new_week(service, view, actor)
    if plan:
        _fill(view, lambda: service.plan_from_templates(actor, view.schedule.id))
    if copy:
        _fill(view, lambda: service.copy_previous(actor, view.schedule.id))


def new_week(service: DemandService, view: DemandView, actor: Actor) -> None:
    """Ask for the dates of a new week, make it and go there."""
    following = view.schedule.start + timedelta(days=view.schedule.days)
    with st.form("week.new", border=False):
        start = st.date_input("First day", following, format="DD/MM/YYYY", key="week.start")
        days = st.number_input("Days", 1, 366, view.schedule.days, key="week.days")
        name = st.text_input("Name", placeholder="From its dates", key="week.name")
        done = st.form_submit_button("Create week", type="primary", **pressable(actor, Action.EDIT_DEMAND))
    if done:
        with saying():
            made = service.create_week(actor, view.schedule.site, start, int(days), name)
            go_to(view.schedule.site, made)
            notify("The new week is there, still empty.")
            st.rerun()


def _fill(view: DemandView, plan: Callable[[], int]) -> None:
    with saying():
        added = plan()
        start_over(grid_name(view.schedule.id))
        notify(f"{added} shifts planned." if added else "Nothing to add: every shift is planned already.")
        st.rerun()
