"""Invite somebody, and change what an account is."""

from dataclasses import replace

import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, saying
from pages.components.given_password import hold_password
from pages.components.opened import form_key, open_next
from scheduling.services.accounts import AccountService, AccountsView, TeamMember
from scheduling.services.permissions import Actor
from scheduling.services.records import UserRecord, UserRole

NOBODY = "Nobody who is planned"
NEW = UserRecord("", "", "", UserRole.EMPLOYEE)


def invite_form(service: AccountService, view: AccountsView, actor: Actor) -> None:
    """Make an account; what was typed stays when it is refused."""
    key = emptied_key("accounts.new")
    with st.expander("Invite somebody", key="accounts.invite"), st.form(f"{key}.form", border=False):
        wanted = _fields(key, view, NEW, list(view.free))
        pressed = st.form_submit_button("Make the account", type="primary", key=f"{key}.make")
        if pressed:
            with saying():
                hold_password(wanted.name, wanted.username, service.invite(actor, wanted))
                start_empty("accounts.new")
                st.rerun()


def change_form(service: AccountService, view: AccountsView, user: UserRecord, actor: Actor) -> None:
    """Name, role, person and e-mail of an account; its sign-in name stays."""
    key = form_key("accounts", user)
    own = view.members.get(user.employee or "")
    with st.form(f"{key}.form"):
        wanted = _fields(key, view, user, [*([own] if own else []), *view.free])
        if st.form_submit_button("Save changes", type="primary", key=f"{key}.save"):
            with saying():
                service.change(actor, user, wanted)
                notify(f"The account of {wanted.name} is changed.")
                open_next("accounts", user.id)
                st.rerun()


def _fields(key: str, view: AccountsView, user: UserRecord, choices: list[TeamMember]) -> UserRecord:
    """What can be entered of an account; a new one's sign-in name, too."""
    left, right = st.columns(2)
    name = left.text_input("Name", user.name, key=f"{key}.name")
    username = user.username
    if not user.id:
        username = right.text_input(
            "Signs in as", help="Letters from a to z, digits, points and hyphens.", key=f"{key}.username"
        )
    email = (left if not user.id else right).text_input(
        "E-mail", user.email or "", help="Needed for whoever signs in elsewhere, by it.", key=f"{key}.email"
    )
    roles = list(UserRole)
    role = (right if not user.id else left).selectbox(
        "Role", roles, roles.index(user.role), format_func=lambda one: one.value.capitalize(), key=f"{key}.role"
    )
    ids = [None, *(one.id for one in choices)]
    employee = (left if not user.id else right).selectbox(
        "Person in the team",
        ids,
        ids.index(user.employee) if user.employee in ids else 0,
        format_func=lambda one: f"{view.members[one].name} ({view.members[one].site})" if one else NOBODY,
        help="Whose shifts, availability and time off are theirs.",
        key=f"{key}.employee",
    )
    return replace(user, name=name, username=username, email=email, role=role, employee=employee)
