"""Somebody's own requests for time off, each with what became of it."""

import streamlit as st

from pages.components.frame import notify, plain, saying
from scheduling.services.permissions import Actor
from scheduling.services.records import TimeOffStatus
from scheduling.services.time_off import TimeOffLine, TimeOffService

STATES = {
    TimeOffStatus.PENDING: ":orange-badge[Waits for a decision]",
    TimeOffStatus.APPROVED: ":green-badge[Approved]",
    TimeOffStatus.REJECTED: ":red-badge[Rejected]",
}


def my_time_off(service: TimeOffService, site: str, actor: Actor) -> None:
    """The newest first; what waits for a decision can be withdrawn."""
    lines = service.own(actor)
    if not lines:
        st.info("You have not asked for time off yet.")
    for line in reversed(lines):
        _request(service, site, line, actor)


def _request(service: TimeOffService, site: str, line: TimeOffLine, actor: Actor) -> None:
    request = line.request
    note = f"  \n{plain(request.note)}" if request.note else ""
    pressed = False
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        kind = request.kind.value.capitalize()
        st.markdown(f"**{line.dates}**  \n{kind} {STATES[request.status]}{note}", width="stretch")
        if request.status is TimeOffStatus.PENDING:
            # The version in the key makes a press count for the request as it was on screen.
            pressed = st.button("Withdraw", key=f"my_time_off.{request.id}.{request.version}")
    if pressed:
        with saying():
            service.withdraw(actor, site, request)
            notify("Your request is withdrawn.")
            st.rerun()
