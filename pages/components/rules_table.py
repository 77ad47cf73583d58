"""All rule settings in one table: on or off, hard or soft, weight."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.components.frame import notify, pressable, saying
from pages.components.kept_editor import kept_editor, start_over
from pages.components.rule_notes import RuleNotes
from scheduling.domain.errors import InvalidInput
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import SettingRecord
from scheduling.services.setting_rows import SettingRow
from scheduling.services.tuning import TuningService, TuningView

ALL = "All rules"
NAME = "rules"
WEIGHT = "What each breach costs; 0 is off."
BROKEN = "In how many places what is applied breaks the rule; empty where nothing is applied."
COSTS = "What that costs at the rule's own weight."
DOUBT = "What cannot be meant, or cannot be met, in this week. All of it is listed below."


def rules_table(service: TuningService, view: TuningView, notes: RuleNotes, actor: Actor) -> None:
    """Draw the table with its filter and bulk switches, and keep what is changed."""
    all_of_them = pressable(actor, Action.EDIT_RULES, help="All rules of the table.")
    with st.container(horizontal=True):
        shown = _filter(view)
        turn_on = st.button("Switch all on", key="rules.on", **all_of_them)
        turn_off = st.button("Switch all off", key="rules.off", **all_of_them)
    if turn_on or turn_off:
        _switch(service, shown(view), turn_on, actor)
    kept_editor(
        f"{NAME}.{view.site}.{st.session_state.get('rules.filter', ALL)}",
        lambda: service.view(actor, view.site),
        lambda seen: _frame(shown(seen), notes),
        lambda seen, edited: _changes(shown(seen), edited),
        lambda changes: service.save_settings(actor, changes),
        redraw=True,
        width="stretch",
        height="content" if len(shown(view)) <= 40 else 900,
        hide_index=True,
        disabled=not actor.may(Action.EDIT_RULES),
        placeholder="",
        row_height=40,
        column_order=_columns(notes),
        column_config={
            "On": st.column_config.CheckboxColumn(width=56),
            "Weight": st.column_config.NumberColumn(width=84, step=1, format="localized", help=WEIGHT),
            "Hard": st.column_config.CheckboxColumn(width=66, help="A hard rule is never broken; it has no weight."),
            "What it says": st.column_config.TextColumn(disabled=True, width=520),
            "Broken": st.column_config.NumberColumn(disabled=True, width=84, help=BROKEN),
            "Costs": st.column_config.NumberColumn(disabled=True, width=84, format="localized", help=COSTS),
            "In doubt": st.column_config.TextColumn(disabled=True, width=280, help=DOUBT),
        },
    )


def rules_changed(site: str) -> None:
    """Draw the tables afresh after a change made elsewhere on the page."""
    for name in [str(key) for key in st.session_state if str(key).startswith(f"{NAME}.{site}.")]:
        if name.endswith(".views"):
            start_over(name.removesuffix(".views"))


def _filter(view: TuningView) -> Callable[[TuningView], Sequence[SettingRow]]:
    """Which rows of a view are shown; the choice appears where there is something to choose from."""
    labels = sorted({row.label for row in view.rows})
    chosen = ALL
    if len(labels) > 1:
        chosen = st.selectbox("Show", [ALL, *labels], key="rules.filter", label_visibility="collapsed", width=280)
    return lambda seen: [row for row in seen.rows if chosen in (ALL, row.label)]


def _switch(service: TuningService, rows: Sequence[SettingRow], on: bool, actor: Actor) -> None:
    changed = [
        replace(row.record, setting=replace(row.record.setting, enabled=on))
        for row in rows
        if row.record.setting.enabled != on and (row.known or not on)
    ]
    with saying():
        service.save_settings(actor, changed)
        if changed:
            rules_changed(changed[0].site)
        notify(f"{len(changed)} rules switched {'on' if on else 'off'}.")
        st.rerun()


def _frame(rows: Sequence[SettingRow], notes: RuleNotes) -> pd.DataFrame:
    settings = [row.record.setting for row in rows]
    stands = [notes.standing.get(row.id) for row in rows]
    return pd.DataFrame(
        {
            "On": [setting.enabled for setting in settings],
            "Weight": pd.array([setting.weight for setting in settings], dtype="Int64"),
            "Hard": [setting.hard for setting in settings],
            "What it says": [row.phrase for row in rows],
            "Broken": pd.array([stand and stand.places for stand in stands], dtype="Int64"),
            "Costs": pd.array([stand and stand.penalty for stand in stands], dtype="Int64"),
            "In doubt": [notes.mark(row.id) for row in rows],
        },
        index=[row.id for row in rows],
    )


def _columns(notes: RuleNotes) -> list[str]:
    """The columns that have something to say."""
    said = ["Broken", "Costs"] * bool(notes.standing) + ["In doubt"] * any(one.setting for one in notes.findings)
    return ["On", "Weight", "Hard", "What it says", *said]


def _changes(rows: Sequence[SettingRow], edited: pd.DataFrame) -> Sequence[SettingRecord]:
    found = []
    for row, (on, hard, value) in zip(rows, edited[["On", "Hard", "Weight"]].itertuples(index=False), strict=True):
        setting = row.record.setting
        if not hard and pd.isna(value):
            raise InvalidInput(f"“{row.phrase}” is soft and has no weight; enter one, or mark it as hard.")
        if not hard and value < 0:
            raise InvalidInput(f"The weight {value} of “{row.phrase}” is below zero; enter 0 (off) or more.")
        weight = None if hard else int(value)
        if (bool(on), weight) != (setting.enabled, setting.weight):
            found.append(replace(row.record, setting=replace(setting, enabled=bool(on), weight=weight)))
    return found
