"""Who gains and who loses what from one roster to another, a line each."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from scheduling.domain.clock import hours_text
from scheduling.domain.problem import Problem
from scheduling.services.differences import Change

MINUS = "\N{MINUS SIGN}"
HEADS = ["Person", "Takes", "Gives up", "Hours", "Weekends", "Wishes won", "Wishes lost"]


def people_changes(problem: Problem, changes: Sequence[Change], key: str) -> None:
    """Draw the table, those with most changes first."""
    rows = [
        (
            problem.employee_by_id[change.employee].name,
            "; ".join(change.takes),
            "; ".join(change.gives_up),
            signed_hours(change.minutes),
            f"{change.weekends:+d}".replace("-", MINUS) if change.weekends else "",
            "; ".join(change.won),
            "; ".join(change.lost),
        )
        for change in changes
    ]
    told = pd.DataFrame(rows, columns=HEADS)
    st.dataframe(
        # What happens to nobody needs no column.
        told.loc[:, (told != "").any()],
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= 15 else 500,
        column_config={
            "Takes": st.column_config.TextColumn(width=230),
            "Gives up": st.column_config.TextColumn(width=230),
            "Hours": st.column_config.TextColumn(width=80),
            "Weekends": st.column_config.TextColumn(width=80),
        },
        key=key,
    )


def signed_hours(minutes: int) -> str:
    """More or fewer hours: "+8 h", "−4 h 30 min"; empty where nothing changes."""
    return f"{'+' if minutes > 0 else MINUS}{hours_text(abs(minutes))}" if minutes else ""
