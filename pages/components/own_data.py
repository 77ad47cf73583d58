"""Take along all that is stored about oneself."""

import json

import streamlit as st

from scheduling.services.own_data import OwnDataService
from scheduling.services.permissions import Actor


def own_data(service: OwnDataService, actor: Actor) -> None:
    """A file, made when it is asked for."""
    st.subheader("Your data", anchor=False)
    st.caption(
        "Everything that is stored about you: account, sessions, contract, what you worked before, availability, "
        "wishes, time off, shifts of published weeks, and what the activity log tells of you. Nothing of anybody else "
        "is in it."
    )

    def made() -> bytes:
        return json.dumps(service.all(actor), indent=2, ensure_ascii=False).encode()

    st.download_button(
        "Download my data",
        made,
        file_name=f"my-data-{actor.username}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="own.data",
    )
