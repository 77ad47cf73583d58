"""What else can be done about an account: let somebody in again, or out."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from pages.components.accounts_table import state_text
from pages.components.frame import notify, saying
from pages.components.given_password import hold_password
from pages.components.opened import open_next
from scheduling.services.accounts import AccountLine, AccountService, AccountState
from scheduling.services.permissions import Actor
from scheduling.services.records import UserRecord


def account_actions(service: AccountService, line: AccountLine, user: UserRecord, actor: Actor) -> None:
    """Buttons for the account as it was opened, and why some are needed."""
    until = line.locked_until
    told = state_text(line, (until - datetime.now(UTC)).total_seconds() if until else 0.0)
    if told:
        st.info(told)
    key = f"accounts.{user.id}.{user.version}"
    with st.container(horizontal=True):
        if not user.active:
            if st.button("Reactivate", key=f"{key}.reopen", help="They sign in with the password that they had."):
                _do(user, lambda: service.reopen(actor, user), f"{user.name} can sign in again.")
            return
        if line.state is AccountState.LOCKED and st.button("Unlock", type="primary", key=f"{key}.unlock"):
            _do(user, lambda: service.unlock(actor, user), f"{user.name} can try again at once.")
        with st.popover("Reset password"):
            st.write("They get a one-time password in place of theirs, and are signed out everywhere.")
            if st.button("Reset it", type="primary", key=f"{key}.reset"):
                _do(user, lambda: hold_password(user.name, user.username, service.reset_password(actor, user)), "")
        if line.sessions and st.button("Sign out everywhere", key=f"{key}.out"):
            _do(user, lambda: service.end_sessions(actor, user), f"{user.name} is signed out everywhere.")
        with st.popover("Deactivate"):
            st.write("They are signed out at once and cannot sign in any more. What they did stays told.")
            if st.button("Deactivate the account", type="primary", key=f"{key}.close"):
                _do(user, lambda: service.close(actor, user), f"The account of {user.name} is deactivated.")


def _do(user: UserRecord, act: Callable[[], object], told: str) -> None:
    with saying():
        act()
        if told:
            notify(told)
        open_next("accounts", user.id)
        st.rerun()
