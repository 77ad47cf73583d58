"""The team as a table that is edited in place."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.components.kept_editor import kept_editor
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import EmployeeRecord
from scheduling.services.team import TeamService, TeamView


def table_name(site: str) -> str:
    """The editor's name, to start it over after a change made elsewhere."""
    return f"team.people.{site}"


def people_table(service: TeamService, view: TeamView, actor: Actor) -> None:
    """Draw the table and keep what is changed. Somebody inactive stays listed and is not planned."""
    kept_editor(
        table_name(view.site),
        lambda: service.view(actor, view.site),
        _frame,
        _changes,
        lambda people: service.save_people(actor, view.site, people),
        width="stretch",
        height="content",
        hide_index=True,
        disabled=not actor.may(Action.EDIT_TEAM),
        placeholder="none",
        column_config={
            "Name": st.column_config.TextColumn(width=170, required=True, pinned=True),
            "Roles": st.column_config.MultiselectColumn(
                options=[role.name for role in view.roles], color="auto", width=220
            ),
            "Contract": st.column_config.SelectboxColumn(options=[c.name for c in view.contracts], width=160),
            "Home": st.column_config.SelectboxColumn(
                options=view.places, width=120, help="The place of the shifts that somebody works first of all."
            )
            if view.places
            else None,
            "Active": st.column_config.CheckboxColumn(width=70, help="Only active people are planned."),
        },
    )


def _frame(view: TeamView) -> pd.DataFrame:
    roles = {role.id: role.name for role in view.roles}
    contracts = {contract.id: contract.name for contract in view.contracts}
    return pd.DataFrame(
        {
            "Name": [person.name for person in view.people],
            "Roles": [sorted(roles[role] for role in person.roles) for person in view.people],
            "Contract": [contracts.get(person.contract or "") for person in view.people],
            "Home": [person.home or None for person in view.people],
            "Active": [person.active for person in view.people],
        },
        index=[person.id for person in view.people],
    )


def _changes(seen: TeamView, edited: pd.DataFrame) -> Sequence[EmployeeRecord]:
    roles = {role.name: role.id for role in seen.roles}
    contracts = {contract.name: contract.id for contract in seen.contracts}
    before = {person.id: person for person in seen.people}
    found = []
    for key, name, held, contract, home, active in edited.itertuples(name=None):
        after = replace(
            before[key],
            name=name.strip() if isinstance(name, str) else "",
            roles=frozenset(roles[role] for role in held) if held is not None else frozenset(),
            contract=contracts[contract] if isinstance(contract, str) else None,
            home=home if isinstance(home, str) else "",
            active=bool(active),
        )
        if after != before[key]:
            found.append(after)
    return found
