"""All accounts at a glance."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from pages.components.frame import plain
from scheduling.domain.clock import seconds_text
from scheduling.services.accounts import AccountLine, AccountState, AccountsView

WHAT_NOW = {
    AccountState.INVITED: "has not used the one-time password yet",
    AccountState.EXPIRED: "was not used in time; reset it for a new one",
    AccountState.NO_PASSWORD: "enters by the demo, or by a sign-in elsewhere",
}


def accounts_table(view: AccountsView) -> None:
    """A line each; times are those of the one who looks, since accounts are of no site."""
    zone = ZoneInfo(st.context.timezone or "UTC")
    frame = pd.DataFrame(
        [
            {
                "Name": line.user.name,
                "Signs in as": line.user.username,
                "Role": line.user.role.value,
                "Person": _member(line),
                "State": line.state.value,
                "Last sign-in": _clock(line.user.signed_in_at, zone),
                "Sessions": line.sessions,
                "E-mail": line.user.email or "",
            }
            for line in view.lines
        ]
    )
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height="content" if len(frame) <= 12 else 460,
        placeholder="never",
        key="accounts.table",
        column_config={
            "Person": st.column_config.TextColumn(help="Whose shifts, availability and time off are theirs."),
            "Last sign-in": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
            "Sessions": st.column_config.NumberColumn(width=90, help="Where they are signed in now."),
        },
    )


def _clock(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone).replace(tzinfo=None) if at else None


def _member(line: AccountLine) -> str:
    if line.member is None:
        return ""
    left = "" if line.member.active else ", has left"
    return f"{line.member.name} ({line.member.site}{left})"


def state_text(line: AccountLine, seconds: float) -> str:
    """The state of an account in a sentence, where it needs one; `seconds` are those it is still locked."""
    if line.state is AccountState.LOCKED:
        return f"Locked after too many wrong passwords, for another {seconds_text(seconds)}."
    said = WHAT_NOW.get(line.state)
    return f"{plain(line.user.name)} {said}." if said else ""
