"""Which seven days of a longer plan a page shows."""

from datetime import date, timedelta

import streamlit as st

from scheduling.domain.clock import day_text
from scheduling.services.availability import DAYS_A_PAGE


def choose_days(start: date, days: int, key: str) -> int:
    """The week that is shown, counted from 0; a plan of one week offers no choice."""
    weeks = -(-days // DAYS_A_PAGE)
    if weeks == 1:
        return 0
    return int(
        st.segmented_control(
            "Show the days",
            range(weeks),
            default=0,
            required=True,
            wrap=True,
            format_func=lambda week: f"from {day_text(start + timedelta(days=DAYS_A_PAGE * week))}",
            key=key,
        )
    )
