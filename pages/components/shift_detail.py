"""One planned shift: its minimum, target and maximum heads, cancelled or not."""

from dataclasses import replace

import streamlit as st

from pages.components.demand_grid import grid_name
from pages.components.frame import notify, pressable, saying
from pages.components.heads_table import heads_table
from pages.components.kept_editor import start_over
from pages.components.opened import form_key, open_next, opened
from scheduling.domain.clock import day_text
from scheduling.services.demand import DemandService, DemandView
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import PlannedShiftRecord, PlannedShiftStatus

NAME = "shift"


def shift_detail(service: DemandService, view: DemandView, actor: Actor) -> None:
    """Edit, cancel or restore one shift of the week; saving redraws the page."""
    names = {record.id: record.template.name for record in view.templates}

    def called(shift: PlannedShiftRecord) -> str:
        state = " (cancelled)" if shift.status is PlannedShiftStatus.CANCELLED else ""
        return f"{day_text(shift.date)}, {names[shift.template]}{state}"

    shift = opened(NAME, "Planned shift", view.planned, called)
    if shift is None:
        return
    key = form_key(NAME, shift)
    cancelled = shift.status is PlannedShiftStatus.CANCELLED
    if cancelled:
        st.info("This shift is cancelled and will not be staffed. Its heads are kept.")
    demands = heads_table(f"{key}.heads", view.roles, shift.demands)
    with st.container(horizontal=True):
        save = st.button(
            "Save heads", type="primary", key=f"{key}.save", **pressable(actor, Action.EDIT_DEMAND, disabled=cancelled)
        )
        switch = st.button(
            "Restore shift" if cancelled else "Cancel shift",
            key=f"{key}.switch",
            **pressable(actor, Action.EDIT_DEMAND),
        )
    with saying():
        if save:
            service.save_shift(actor, replace(shift, demands=demands))
            _done(view, shift, "The heads are saved.")
        if switch:
            (service.restore if cancelled else service.cancel)(actor, shift)
            _done(view, shift, f"The shift is {'back in the week' if cancelled else 'cancelled'}.")


def _done(view: DemandView, shift: PlannedShiftRecord, said: str) -> None:
    start_over(grid_name(view.schedule.id))
    open_next(NAME, shift.id)
    notify(said)
    st.rerun()
