"""Where one is signed in, and how to end that."""

from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from pages.components.activity_filter import viewers_zone
from pages.components.browsers import browser_name
from pages.components.frame import notify, plain, saying
from pages.components.own_token import own_token
from scheduling.domain.clock import day_text
from scheduling.services.own_account import OwnAccount, OwnAccountService, OwnSession
from scheduling.services.permissions import Actor


def own_sessions(service: OwnAccountService, account: OwnAccount, actor: Actor) -> None:
    """Each session with since when, from where and by which browser; this one ends by signing out."""
    st.subheader("Where you are signed in", anchor=False)
    zone = viewers_zone()
    for one in account.sessions:
        _session(service, one, zone, actor)
    others = sum(not one.current for one in account.sessions)
    if others > 1 and st.button(f"End all {others} others", key="own.sessions.others"):
        with saying():
            ended = service.end_others(actor, own_token())
            notify(f"{ended} other sessions ended.")
            st.rerun()


def _session(service: OwnAccountService, one: OwnSession, zone: ZoneInfo, actor: Actor) -> None:
    session, pressed = one.session, False
    badge = " :green-badge[This one]" if one.current else ""
    where = f"from {plain(session.visit.address)}" if session.visit.address else "from an unknown address"
    told = (
        f"**{plain(browser_name(session.visit.browser))}** {where}{badge}  \n"
        f"Since {_moment(session.created_at, zone)}, last seen {_moment(session.seen_at, zone)}"
    )
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(told, width="stretch")
        if not one.current:
            pressed = st.button("End", key=f"own.sessions.{session.id}", help="Whoever uses it has to sign in again.")
    if pressed:
        with saying():
            service.end_session(actor, session.id)
            notify("The session is ended.")
            st.rerun()


def _moment(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return f"{day_text(there.date())}, {there:%H:%M}"
