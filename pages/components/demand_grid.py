"""The week's demand: a line per template and role, a column per date, target heads in the cells."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from pages.components.kept_editor import kept_editor
from scheduling.domain.clock import day_text
from scheduling.services.demand import DemandService, DemandView
from scheduling.services.demand_book import HeadsChange
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import PlannedShiftStatus


def grid_name(schedule: str) -> str:
    """The editor's name, to start it over after a change made elsewhere."""
    return f"demand.{schedule}"


def demand_grid(service: DemandService, view: DemandView, actor: Actor) -> None:
    """Draw the grid and keep what is typed."""
    schedule = view.schedule.id
    days = {
        str(k): st.column_config.NumberColumn(
            f"{day:%a} {day.day}", width=88, step=1, help=f"{day_text(day)} {day.year}"
        )
        for k, day in enumerate(_dates(view))
    }
    kept_editor(
        grid_name(schedule),
        lambda: service.view(actor, schedule),
        _frame,
        _changes,
        lambda changes: service.set_heads(actor, schedule, changes),
        width="stretch",
        hide_index=True,
        disabled=not actor.may(Action.EDIT_DEMAND),
        placeholder="",
        height="content",
        column_config={
            "Shift": st.column_config.TextColumn(
                pinned=True, disabled=True, width=_width([record.template.name for record in view.templates])
            ),
            "Role": st.column_config.TextColumn(
                pinned=True, disabled=True, width=_width([role.name for role in view.roles])
            ),
            **days,
        },
    )


def _width(names: Sequence[str]) -> int:
    """Pixels for the longest name, within reason."""
    return min(160, max(76, 18 + 8 * max(map(len, names), default=0)))


def _dates(view: DemandView) -> list[date]:
    return [view.schedule.start + timedelta(days=k) for k in range(view.schedule.days)]


def _lines(view: DemandView) -> list[tuple[str, str]]:
    """Template and role ids of the lines: what any template or planned shift asks for."""
    asked = {(record.id, demand.role) for record in view.templates for demand in record.demands}
    asked |= {(shift.template, demand.role) for shift in view.planned for demand in shift.demands}
    return [(t.id, role.id) for t in view.templates for role in view.roles if (t.id, role.id) in asked]


def _heads(view: DemandView) -> dict[tuple[str, str, date], int]:
    """The number in each cell that has one: the target, else the minimum. Cancelled shifts show none."""
    return {
        (shift.template, demand.role, shift.date): demand.minimum if demand.target is None else demand.target
        for shift in view.planned
        if shift.status is not PlannedShiftStatus.CANCELLED
        for demand in shift.demands
    }


def _frame(view: DemandView) -> pd.DataFrame:
    heads, dates, lines = _heads(view), _dates(view), _lines(view)
    templates = {record.id: record.template.name for record in view.templates}
    roles = {role.id: role.name for role in view.roles}
    cells = pd.DataFrame(
        [[heads.get((template, role, day)) for day in dates] for template, role in lines],
        columns=[str(k) for k in range(len(dates))],
        index=[f"{template} {role}" for template, role in lines],
        dtype="Int64",
    )
    cells.insert(0, "Shift", [templates[template] for template, _ in lines])
    cells.insert(1, "Role", [roles[role] for _, role in lines])
    return cells


def _changes(seen: DemandView, edited: pd.DataFrame) -> Sequence[HeadsChange]:
    """Cells that differ from what was seen."""
    heads, dates = _heads(seen), _dates(seen)
    versions = {(shift.template, shift.date): shift.version for shift in seen.planned}
    found = []
    for (template, role), row in zip(_lines(seen), edited.iloc[:, 2:].itertuples(index=False), strict=True):
        for day, value in zip(dates, row, strict=True):
            wanted = None if pd.isna(value) else int(value)
            if wanted != heads.get((template, role, day)):
                found.append(HeadsChange(template, day, role, wanted, versions.get((template, day))))
    return found
