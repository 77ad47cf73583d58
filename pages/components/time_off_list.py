"""Requests for time off: those to decide with their buttons, the others as a table."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.components.frame import notify, plain, saying
from scheduling.services.records import TimeOffStatus
from scheduling.services.time_off import TimeOffLine, TimeOffService

SHOWN_AT_ONCE = 10


def time_off_list(service: TimeOffService, site: str, actor: str) -> None:
    """Approve, reject or withdraw requests."""
    lines = service.lines(site)
    waiting = [line for line in lines if line.request.status is TimeOffStatus.PENDING]
    st.subheader("To decide", anchor=False)
    if not waiting:
        st.caption("Nothing waits for a decision.")
    for line in waiting[:SHOWN_AT_ONCE]:
        _to_decide(service, site, line, actor)
    if len(waiting) > SHOWN_AT_ONCE:
        st.caption(f"{len(waiting) - SHOWN_AT_ONCE} more after these.")
    decided = [line for line in lines if line.request.status is not TimeOffStatus.PENDING]
    if decided:
        st.subheader("Decided", anchor=False)
        _decided(decided)
        _withdraw_one(service, site, decided, actor)


def _to_decide(service: TimeOffService, site: str, line: TimeOffLine, actor: str) -> None:
    request = line.request
    # The version in the keys makes a press count for the request as it was on screen.
    key = f"time_off.{request.id}.{request.version}"
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        note = f"  \n{plain(request.note)}" if request.note else ""
        st.markdown(f"**{plain(line.name)}** · {request.kind.value.capitalize()} · {line.dates}{note}", width="stretch")
        approve = st.button("Approve", type="primary", key=f"{key}.approve")
        reject = st.button("Reject", key=f"{key}.reject")
        withdraw = st.button("Withdraw", type="tertiary", key=f"{key}.withdraw")
    if approve or reject:
        verdict = "approved" if approve else "rejected"
        _do(lambda: service.decide(site, request, approve, actor), f"{line.name}'s time off is {verdict}.")
    if withdraw:
        _do(lambda: service.withdraw(site, request, actor), f"{line.name}'s request is withdrawn.")


def _decided(lines: list[TimeOffLine]) -> None:
    frame = pd.DataFrame(
        [
            {
                "Person": line.name,
                "Kind": line.request.kind.value.capitalize(),
                "Days": line.dates,
                "Status": line.request.status.value.capitalize(),
                "Decided by": line.request.decided_by or "",
                "Note": line.request.note,
            }
            for line in lines
        ]
    )
    st.dataframe(frame, hide_index=True, width="stretch", height="content", key="time_off.decided")


def _withdraw_one(service: TimeOffService, site: str, lines: list[TimeOffLine], actor: str) -> None:
    by_id = {line.request.id: line for line in lines if line.request.status is TimeOffStatus.APPROVED}
    if not by_id:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Withdraw approved time off",
            list(by_id),
            index=None,
            placeholder="Choose one",
            format_func=lambda key: f"{by_id[key].name}, {by_id[key].dates}",
            key=f"time_off.chosen.{len(lines)}",
            width=420,
        )
        pressed = st.button("Withdraw", disabled=chosen is None, key="time_off.withdraw")
    if pressed and chosen:
        line = by_id[chosen]
        _do(lambda: service.withdraw(site, line.request, actor), f"{line.name}'s time off is withdrawn.")


def _do(act: Callable[[], None], told: str) -> None:
    with saying():
        act()
        notify(told)
        st.rerun()
