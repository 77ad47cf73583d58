"""A one-time password, shown once to the one who asked for it."""

import streamlit as st

from pages.components.frame import plain
from scheduling.services.accounts import ONE_TIME

HELD = "accounts.given"


def hold_password(name: str, username: str, password: str) -> None:
    """Show it at the next drawing, and not again."""
    st.session_state[HELD] = name, username, password


def given_password() -> None:
    """Say it until it is put away; it is kept nowhere."""
    held = st.session_state.get(HELD)
    if held is None:
        return
    name, username, password = held
    with st.container(border=True):
        st.markdown(f"**One-time password of {plain(name)}**, who signs in as **{plain(username)}**")
        st.code(password, language=None)
        st.caption(
            f"It is shown here only, and works for {ONE_TIME.days} days. Hand it over yourself; at the first sign-in "
            "they choose a password of their own."
        )
        if st.button("I have noted it", key="accounts.given.noted"):
            del st.session_state[HELD]
            st.rerun()
