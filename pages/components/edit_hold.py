"""Pins and locks of chosen cells, and clearing several at once."""

from collections.abc import Sequence

import streamlit as st

from data.compose import services
from pages.components.frame import Place, plain, saying
from scheduling.domain.clock import day_text
from scheduling.domain.draft import Cell, Lock, Step
from scheduling.domain.editing import clear, lock, pin, unlock, unpin, work_of
from scheduling.services.editing import Desk

PIN = "A pin is saved with the roster: every later search keeps it. A lock holds only while you edit."


def hold(place: Place, desk: Desk, cells: Sequence[Cell]) -> None:
    """Buttons that pin, unpin, lock and unlock what is chosen."""
    problem, draft, chosen = desk.view.problem, desk.draft, set(cells)
    work = set(work_of(problem, desk.view.roster, chosen))
    with st.container(horizontal=True, key="edit-hold"):
        if work - draft.pinned:
            _button(place, desk, "Pin", pin(problem, draft, chosen), PIN)
        if work & draft.pinned:
            _button(place, desk, "Unpin", unpin(problem, draft, chosen))
        for name, locks in _locks(desk, cells).items():
            there = draft.locks & set(locks)
            step = unlock(draft, locks) if there == set(locks) else lock(draft, locks)
            _button(place, desk, f"{'Unlock' if there == set(locks) else 'Lock'} {name}", step)


def edit_cells(place: Place, desk: Desk, cells: Sequence[Cell]) -> None:
    """Draw the panel of several cells."""
    st.markdown(f"**{len(cells)} cells chosen**")
    work = work_of(desk.view.problem, desk.view.roster, set(cells))
    st.caption(f"{len(work)} assignments in them.")
    with saying():
        if work and st.button("Clear them", key="edit.clear"):
            _keep(place, desk, clear(desk.view.problem, desk.draft, set(cells)))
    hold(place, desk, cells)


def _locks(desk: Desk, cells: Sequence[Cell]) -> dict[str, list[Lock]]:
    """What the cells can be locked with: themselves, their people, their days."""
    people, days = dict.fromkeys(who for who, _ in cells), dict.fromkeys(day for _, day in cells)
    name = desk.view.problem.employee_by_id[cells[0][0]].name
    return {
        "cell" if len(cells) == 1 else "cells": [Lock(*cell) for cell in cells],
        plain(name) if len(people) == 1 else f"{len(people)} people": [Lock(who) for who in people],
        day_text(cells[0][1]) if len(days) == 1 else f"{len(days)} days": [Lock(day=day) for day in days],
    }


def _button(place: Place, desk: Desk, label: str, step: Step, why: str | None = None) -> None:
    if st.button(label, key=f"edit.hold.{label}", help=why):
        _keep(place, desk, step)


def _keep(place: Place, desk: Desk, step: Step) -> None:
    with saying():
        services().editing.edit(place.actor, desk, step)
        st.rerun()
