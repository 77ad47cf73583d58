"""Change one's own password."""

import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, saying
from pages.components.own_token import own_token
from scheduling.services.own_account import OwnAccount, OwnAccountService
from scheduling.services.passwords import SHORTEST_PASSWORD
from scheduling.services.permissions import Actor


def own_password(service: OwnAccountService, account: OwnAccount, actor: Actor) -> None:
    """The old one, and the new one twice; what was typed stays when it is refused."""
    st.subheader("Password", anchor=False)
    if not account.has_password:
        st.caption("You sign in without a password here, so there is none to change.")
        return
    key = emptied_key("own.password")
    with st.form(f"{key}.form", width=420):
        old = st.text_input("Old password", type="password", autocomplete="current-password", key=f"{key}.old")
        new = st.text_input(
            "New password",
            type="password",
            autocomplete="new-password",
            help=f"At least {SHORTEST_PASSWORD} characters. A few words in a row are easy to remember.",
            key=f"{key}.new",
        )
        again = st.text_input("New password again", type="password", autocomplete="new-password", key=f"{key}.again")
        pressed = st.form_submit_button("Change password", type="primary", key=f"{key}.change")
        if not pressed:
            return
        if new != again:
            st.error("The two new passwords are not the same. Enter the new one twice.")
            return
        with saying():
            ended = service.change_password(actor, own_token(), old, new)
            others = f" {ended} other session{'s' if ended > 1 else ''} ended." if ended else ""
            notify(f"Your password is changed.{others}")
            start_empty("own.password")
            st.rerun()
