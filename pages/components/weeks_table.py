"""The weeks of a site; choosing one goes there."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components.choose_place import go_to
from scheduling.services.overview import Shortfall, WeekSummary

TABLE = "overview.weeks"


def weeks_table(weeks: Sequence[WeekSummary]) -> None:
    """A line per week."""
    rows = [
        {
            "Week": week.schedule.name,
            "Starts": week.schedule.start,
            "Days": week.schedule.days,
            "Status": week.schedule.status.value,
            "Heads wanted": week.wanted,
            "Short": week.short,
            "People": week.people,
            "Last run": week.last_run.value if week.last_run else "none",
        }
        for week in weeks
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        column_config={"Starts": st.column_config.DateColumn(format="D MMM YYYY")},
        on_select=(lambda: _go(weeks)) if len(weeks) > 1 else "ignore",
        selection_mode="single-row",
        key=TABLE,
    )
    if len(weeks) > 1:
        st.caption("Tick a week to go there.")


def _go(weeks: Sequence[WeekSummary]) -> None:
    for row in st.session_state[TABLE]["selection"]["rows"]:
        go_to(weeks[row].schedule.site, weeks[row].schedule.id)


def shortfalls_table(shortfalls: Sequence[Shortfall]) -> None:
    """A line per shift and role that lacks people."""
    rows = [(s.date, s.shift, s.role, f"{s.heads} of {s.wanted}") for s in shortfalls]
    st.dataframe(
        pd.DataFrame(rows, columns=["Date", "Shift", "Role", "Heads"]),
        hide_index=True,
        width="stretch",
        column_config={
            "Date": st.column_config.DateColumn(format="ddd D MMM"),
            "Heads": st.column_config.TextColumn(help="Assigned, of those wanted."),
        },
        key="overview.short",
    )
