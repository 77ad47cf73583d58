"""The form of a shift template."""

from datetime import time

import streamlit as st

from pages.components.frame import notify, pressable, saying
from pages.components.heads_table import heads_table
from pages.components.opened import form_key, open_next, opened
from scheduling.domain.clock import MINUTES_PER_DAY, clock_text
from scheduling.domain.problem import Demand, ShiftTemplate
from scheduling.services.demand import DemandService, DemandView
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import TemplateRecord

NAME = "template"
NEW = ShiftTemplate("", "", "", 8 * 60, 16 * 60)


def template_form(service: DemandService, view: DemandView, actor: Actor) -> None:
    """Add a template or change one; saving redraws the page."""
    record = opened(NAME, "Shift template", view.templates, template_name, "Add a template")
    key = form_key(NAME, record)
    with st.form(f"{key}.form", border=False):
        template, demands = _fields(key, view, record)
        done = st.form_submit_button(
            "Save template" if record else "Add template", type="primary", **pressable(actor, Action.EDIT_DEMAND)
        )
    if done:
        with saying():
            _save(service, view, record, template, demands, actor)


def template_name(record: TemplateRecord) -> str:
    """Name and times of a template, as lists show it."""
    template = record.template
    return f"{template.name}, {clock_text(template.start)} to {clock_text(template.end)}"


def _fields(key: str, view: DemandView, record: TemplateRecord | None) -> tuple[ShiftTemplate, tuple[Demand, ...]]:
    before = record.template if record else NEW
    left, right = st.columns([3, 1])
    name = left.text_input("Name", before.name, max_chars=80, key=f"{key}.name")
    code = right.text_input("Short code", before.code, max_chars=12, key=f"{key}.code")
    first, second, third = st.columns([1, 1, 1], vertical_alignment="bottom")
    start = first.time_input("Start", _clock(before.start), step=300, key=f"{key}.start")
    end = second.time_input("End", _clock(before.end), step=300, key=f"{key}.end")
    next_day = third.checkbox("Ends on the next day", before.end >= MINUTES_PER_DAY, key=f"{key}.next")
    left, right = st.columns(2)
    location = left.text_input("Location", before.location, max_chars=80, key=f"{key}.location")
    known = sorted({label for other in view.templates for label in other.template.labels})
    labels = right.multiselect(
        "Labels",
        known,
        sorted(before.labels),
        accept_new_options=True,
        placeholder="night, weekend, …",
        key=f"{key}.labels",
    )
    demands = heads_table(f"{key}.heads", view.roles, record.demands if record else ())
    template = ShiftTemplate(
        before.id,
        name.strip(),
        code.strip(),
        _minutes(start),
        _minutes(end) + MINUTES_PER_DAY * next_day,
        location.strip(),
        frozenset(label.strip() for label in labels if label.strip()),
        before.colour,
    )
    return template, demands


def _save(
    service: DemandService,
    view: DemandView,
    record: TemplateRecord | None,
    template: ShiftTemplate,
    demands: tuple[Demand, ...],
    actor: Actor,
) -> None:
    if record:
        service.save_template(actor, TemplateRecord(record.site, template, demands, record.version))
        open_next(NAME, record.id)
    else:
        open_next(NAME, service.add_template(actor, view.schedule.site, template, demands))
    notify(f"{template.name} is saved.")
    st.rerun()


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
