"""What has changed for people after they were told, and how long before."""

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.downloads import harmless
from pages.components.frame import Place
from pages.components.version_words import moment_text
from scheduling.domain.clock import hours_text

TALL = 12


def told_changes(place: Place) -> None:
    """Draw a line for each person and shift; nothing where nothing has changed."""
    changes = services().publishing.changes(place.actor, place.schedule.id)
    if not changes:
        return
    rows = [
        (
            one.person,
            one.what,
            one.shift,
            _notice(one.notice),
            moment_text(place, one.at),
            one.author,
            harmless(one.reason),
        )
        for one in changes
    ]
    count = len(rows)
    label = f"{count} change{'s' * (count > 1)} since people were told"
    with st.expander(label, key=f"told.{place.schedule.id}", icon=":material/campaign:"):
        st.dataframe(
            pd.DataFrame(rows, columns=["Person", "Change", "Shift", "Notice", "When", "Who", "Reason"]),
            hide_index=True,
            width="stretch",
            height="content" if count <= TALL else 460,
            key="told.table",
        )


def _notice(minutes: int) -> str:
    """Whole hours and days before the shift's start; said so where it had begun."""
    if minutes < 0:
        return "after it began"
    days, rest = divmod(minutes // 60, 24)
    return f"{days} d {rest} h" if days else hours_text(minutes)
