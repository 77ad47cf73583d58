"""Contracts and the time that each agrees on."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, pressable, saying
from pages.components.kept_editor import kept_editor, start_over
from pages.components.people_table import table_name
from scheduling.domain.problem import Contract
from scheduling.services.permissions import Action, Actor
from scheduling.services.team import TeamService, TeamView

HOURS = "Hours a week"


def contracts_table(service: TeamService, view: TeamView, actor: Actor) -> None:
    """Edit contracts in place and add one."""
    name = f"team.contracts.{view.site}"
    key = emptied_key("team.contract")
    with st.form(f"{key}.form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        called = st.text_input("New contract", key=f"{key}.name", width=260)
        hours = st.number_input(HOURS, value=None, step=0.5, placeholder="none agreed", key=f"{key}.hours", width=180)
        pressed = st.form_submit_button("Add contract", key=f"{key}.add", **pressable(actor, Action.EDIT_TEAM))
    if pressed:
        with saying():
            service.add_contract(actor, view.site, called, _minutes(hours))
            notify(f"{called.strip()} can be given to people now.")
            start_empty("team.contract")
            start_over(name)
            start_over(table_name(view.site))
            st.rerun()
    if view.contracts:
        kept_editor(
            name,
            lambda: service.view(actor, view.site),
            _frame,
            _changes,
            lambda edits: service.save_contracts(actor, view.site, edits),
            width="stretch",
            height="content",
            hide_index=True,
            disabled=not actor.may(Action.EDIT_TEAM),
            column_config={
                "Contract": st.column_config.TextColumn(required=True, width=210),
                HOURS: st.column_config.NumberColumn(format="%g", width=120, help="Empty: no time is agreed."),
            },
        )


def _frame(view: TeamView) -> pd.DataFrame:
    hours = [None if c.weekly_minutes is None else c.weekly_minutes / 60 for c in view.contracts]
    return pd.DataFrame(
        {"Contract": [c.name for c in view.contracts], HOURS: pd.Series(hours, dtype="Float64").array},
        index=[c.id for c in view.contracts],
    )


def _changes(seen: TeamView, edited: pd.DataFrame) -> Sequence[tuple[Contract, Contract]]:
    """Pairs of what was seen and what it shall be."""
    before = {contract.id: contract for contract in seen.contracts}
    found = []
    for key, name, hours in edited.itertuples(name=None):
        after = Contract(
            key, name.strip() if isinstance(name, str) else "", _minutes(None if pd.isna(hours) else hours)
        )
        if after != before[key]:
            found.append((before[key], after))
    return found


def _minutes(hours: float | None) -> int | None:
    return None if hours is None else round(hours * 60)
