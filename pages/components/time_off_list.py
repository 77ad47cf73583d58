"""Requests for time off: those to decide with their buttons, the others as a table."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pages.components.absence_effect import absence_effect
from pages.components.downloads import harmless
from pages.components.frame import notify, plain, pressable, saying
from scheduling.services.absence_effects import AbsenceEffect, AbsenceEffectService
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import TimeOffStatus
from scheduling.services.time_off import TimeOffLine, TimeOffService

SHOWN_AT_ONCE = 10


def time_off_list(service: TimeOffService, effects: AbsenceEffectService, site: str, actor: Actor) -> None:
    """Approve, reject or withdraw requests; beside each stands what approving it would do to the planned weeks."""
    lines = service.lines(actor, site)
    waiting = [line for line in lines if line.request.status is TimeOffStatus.PENDING]
    st.subheader("To decide", anchor=False)
    if not waiting:
        st.caption("Nothing waits for a decision.")
    shown = waiting[:SHOWN_AT_ONCE]
    found = effects.of(actor, site, [line.request for line in shown])
    for line in shown:
        _to_decide(service, site, line, found[line.request.id], actor)
    if len(waiting) > SHOWN_AT_ONCE:
        st.caption(f"{len(waiting) - SHOWN_AT_ONCE} more after these.")
    decided = [line for line in lines if line.request.status is not TimeOffStatus.PENDING]
    if decided:
        st.subheader("Decided", anchor=False)
        _decided(decided)
        _withdraw_one(service, site, decided, actor)


def _to_decide(service: TimeOffService, site: str, line: TimeOffLine, effect: AbsenceEffect, actor: Actor) -> None:
    request = line.request
    # The version in the keys makes a press count for the request as it was on screen.
    key = f"time_off.{request.id}.{request.version}"
    decides = pressable(actor, Action.DECIDE_TIME_OFF)
    with st.container(border=True):
        told, buttons = st.columns([5, 3], vertical_alignment="center")
    with told:
        note = f"  \n{plain(request.note)}" if request.note else ""
        st.markdown(f"**{plain(line.name)}** · {request.kind.value.capitalize()} · {line.dates}{note}")
        absence_effect(line.name, effect)
    with buttons, st.container(horizontal=True):
        approve = st.button("Approve", type="primary", key=f"{key}.approve", **decides)
        reject = st.button("Reject", key=f"{key}.reject", **decides)
        withdraw = st.button(
            "Withdraw", type="tertiary", key=f"{key}.withdraw", **pressable(actor, Action.ENTER_TIME_OFF)
        )
    if approve or reject:
        verdict = "approved" if approve else "rejected"
        _do(lambda: service.decide(actor, site, request, approve), f"{line.name}'s time off is {verdict}.")
    if withdraw:
        _do(lambda: service.withdraw(actor, site, request), f"{line.name}'s request is withdrawn.")


def _decided(lines: list[TimeOffLine]) -> None:
    frame = pd.DataFrame(
        [
            {
                "Person": line.name,
                "Kind": line.request.kind.value.capitalize(),
                "Days": line.dates,
                "Status": line.request.status.value.capitalize(),
                "Decided by": line.request.decided_by or "",
                "Note": harmless(line.request.note),
            }
            for line in lines
        ]
    )
    st.dataframe(frame, hide_index=True, width="stretch", height="content", key="time_off.decided")


def _withdraw_one(service: TimeOffService, site: str, lines: list[TimeOffLine], actor: Actor) -> None:
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
        pressed = st.button(
            "Withdraw", key="time_off.withdraw", **pressable(actor, Action.ENTER_TIME_OFF, disabled=chosen is None)
        )
    if pressed and chosen:
        line = by_id[chosen]
        _do(lambda: service.withdraw(actor, site, line.request), f"{line.name}'s time off is withdrawn.")


def _do(act: Callable[[], None], told: str) -> None:
    with saying():
        act()
        notify(told)
        st.rerun()
