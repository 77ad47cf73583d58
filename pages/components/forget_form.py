"""Delete and anonymise somebody."""

import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, plain, saying
from pages.components.opened import reopen
from scheduling.services.forgetting import ForgettingService, Subject
from scheduling.services.permissions import Actor


def forget_form(service: ForgettingService, actor: Actor) -> None:
    """Choose somebody, read what happens, and type the name."""
    with st.expander("Delete and anonymise somebody", key="accounts.forget"):
        people = service.people(actor)
        st.write(
            "Name and e-mail are replaced by a neutral word such as “Former employee 12” wherever they are stored: "
            "in the team, accounts, activity log, notes, reasons and the inputs of runs. Reasons for time off are "
            "removed, and the account is closed. Shifts, hours and rosters stay as they are. This cannot be undone; "
            "backups made before still hold the name."
        )
        key = emptied_key("accounts.forget")
        chosen = st.selectbox(
            "Who",
            range(len(people)),
            index=None,
            placeholder="Choose somebody",
            format_func=lambda at: _called(people[at]),
            key=f"{key}.who",
            width=420,
        )
        if chosen is not None:
            _confirm(service, people[chosen], actor, key)


def _confirm(service: ForgettingService, subject: Subject, actor: Actor, key: str) -> None:
    with st.form(f"{key}.form", border=False):
        typed = st.text_input(
            f"Type **{plain(subject.name)}** to confirm", autocomplete="off", key=f"{key}.typed", width=420
        )
        if st.form_submit_button("Delete and anonymise", type="primary", key=f"{key}.forget"):
            with saying(), st.spinner("Replacing the name everywhere…"):
                word = service.forget(actor, subject, typed)
                notify(f"Done. From now on it says “{word}”.")
                start_empty("accounts.forget")
                reopen("accounts")
                st.rerun()


def _called(subject: Subject) -> str:
    account = f"signs in as {subject.user.username}" if subject.user else "no account"
    return f"{subject.name} ({account}{'' if subject.person else ', not planned'})"
