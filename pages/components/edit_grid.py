"""The roster being edited as a grid of people and days, in which cells can be chosen with mouse or keyboard."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components.heatmap import planned_templates
from pages.components.palette import AWAY, EMPTY, INK, WEEKEND, chip, template_colours
from pages.components.phone_panel import turned
from scheduling.domain.clock import day_text, span_text
from scheduling.domain.draft import Cell, Draft
from scheduling.domain.editing import cells_of
from scheduling.services.editing import Desk
from scheduling.services.solution import RosterView

TALLEST, ROW_HEIGHT, NAMES_WIDTH = 566, 30, 132
WIDTHS = ((7, 74), (14, 58), (366, 50))
"""Pixels of a day's column, by the number of days up to which they hold."""
BLANK = "\N{NO-BREAK SPACE}"
PANEL = "edit-panel"
"""Where what can be done with the chosen cells stands."""


def edit_grid(desk: Desk) -> list[Cell]:
    """Draw the grid under its legend; the cells that are chosen in it."""
    view, key = desk.view, f"edit.grid.{desk.record.schedule}.{turned(PANEL)}"
    st.html(_legend(view))
    people, days = view.problem.employees, view.problem.dates
    frame, paint = _frames(desk)
    width = next(pixels for most, pixels in WIDTHS if len(days) <= most)
    event = st.dataframe(
        frame.style.apply(lambda _: paint, axis=None),
        key=key,
        width="stretch",
        height=min(TALLEST, ROW_HEIGHT * (len(people) + 1) + 3),
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-cell",
        column_config={
            "_index": st.column_config.TextColumn("Person", width=NAMES_WIDTH, pinned=True),
            **{
                str(k): st.column_config.TextColumn(f"{day:%a}"[:2] + f" {day.day}", width=width, help=day_text(day))
                for k, day in enumerate(days)
            },
        },
    )
    columns = {str(k): day for k, day in enumerate(days)}
    return [
        (people[row].id, columns[column])
        for row, column in event["selection"]["cells"]
        if column in columns and row < len(people)
    ]


def _frames(desk: Desk) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the cells say, and how they look."""
    view = desk.view
    people, days = view.problem.employees, view.problem.dates
    changed = cells_of(view.problem, (a for a in view.roster ^ desk.draft.base if a.shift in view.problem.shift_by_id))
    broken = _broken(view)
    used = planned_templates(view)
    colours, codes = template_colours(used), {template.id: template.code for template in used}
    pinned = cells_of(view.problem, desk.draft.pinned & view.roster)

    def said(cell: Cell) -> str:
        text = "+".join(codes[work.template] for work in view.cells.get(cell, ()))
        text = f"{text or '–' * (cell in changed)}{'*' * (cell in pinned)}{'!' * (cell in broken)}"
        text += "•" * (cell in changed)
        return f"[{text or BLANK}]" if _locked(desk.draft, cell) else text

    def look(cell: Cell) -> str:
        work = view.cells.get(cell)
        ground = colours[work[0].template] if work else AWAY if cell in view.away else _empty(cell)
        return f"background-color: {ground}; color: {INK}"

    cells = [[(person.id, day) for day in days] for person in people]
    names = pd.Index([person.name for person in people], name="Person")
    columns = [str(k) for k in range(len(days))]
    texts, looks = ([[each(cell) for cell in row] for row in cells] for each in (said, look))
    return pd.DataFrame(texts, names, columns), pd.DataFrame(looks, names, columns)


def _empty(cell: Cell) -> str:
    return WEEKEND if cell[1].weekday() >= 5 else EMPTY


def _locked(draft: Draft, cell: Cell) -> bool:
    return bool(draft.locks) and draft.locked(cell)


def _broken(view: RosterView) -> set[Cell]:
    """Cells of people who break there what must hold."""
    shifts = view.problem.shift_by_id
    return {(v.employee, shifts[s].date) for v in view.score.violations if v.hard and v.employee for s in v.shifts}


def _legend(view: RosterView) -> str:
    used = planned_templates(view)
    colours = template_colours(used)
    chips: Sequence[str] = [
        *(chip(colours[t.id], t.code, t.name, span_text(t.start, t.end)) for t in used),
        *([chip(AWAY, BLANK, "Time off")] if view.away else []),
        chip(EMPTY, "E*", "pinned"),
        chip(EMPTY, "[E]", "locked"),
        chip(EMPTY, "E!", "breaks what must hold"),
        chip(EMPTY, "E•", "changed, not saved"),
    ]
    return "".join(chips)
