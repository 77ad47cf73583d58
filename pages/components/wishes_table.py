"""What people asked for: shifts on dates, and standing preferences, as sentences."""

import pandas as pd
import streamlit as st

from scheduling.services.availability import WishesView
from scheduling.services.wish_sentences import wish_text

WEIGHT = "Multiplies what the rule about wishes costs when this one is not met."


def wishes_table(view: WishesView) -> None:
    """Draw both lists; a higher weight costs more when the wish is not met."""
    shifts = {key: record.template.name for key, record in view.templates.items()}
    for title, wishes in (
        ("Shifts asked for in this period", view.requests),
        ("Standing preferences", view.preferences),
    ):
        st.subheader(title, anchor=False)
        rows = sorted((view.people[wish.employee], wish_text(wish, shifts), wish.weight) for wish in wishes)
        if rows:
            height = min(420, 35 * (len(rows) + 1) + 3)
            st.dataframe(
                pd.DataFrame(rows, columns=["Person", "Wish", "Weight"]),
                hide_index=True,
                width="stretch",
                height=height,
                column_config={"Weight": st.column_config.NumberColumn(width=90, help=WEIGHT)},
                key=f"wishes.{title}",
            )
        else:
            st.caption("None.")
