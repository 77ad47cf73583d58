"""What a roster costs, rule by rule and place by place."""

import pandas as pd
import streamlit as st

from scheduling.services.solution import RosterView


def penalties(view: RosterView) -> None:
    """Draw both tables; a sentence instead where no rule is broken."""
    rules = pd.DataFrame(view.penalties(), columns=["Rule", "Places", "Penalty"])
    if rules.empty:
        st.success("No rule is broken anywhere.")
        return
    most = max(1, int(rules["Penalty"].max()))
    columns = {
        "Places": st.column_config.NumberColumn(width=80, help="How often the rule is broken."),
        "Penalty": st.column_config.ProgressColumn(format="localized", min_value=0, max_value=most),
    }
    st.dataframe(rules, hide_index=True, width="stretch", height="content", column_config=columns, key="penalty-rules")
    st.subheader("Place by place", anchor=False)
    rows = [
        (v.message, "must hold" if v.hard else "wish", v.amount, v.penalty)
        for v in sorted(view.score.violations, key=lambda v: (not v.hard, -v.penalty))
    ]
    columns = {
        "What": st.column_config.TextColumn(width=640),
        "Rule": st.column_config.TextColumn(width=90, help="A rule that must hold, or a wish with a weight."),
        "Amount": st.column_config.NumberColumn(
            width=80, help="In what the rule counts: heads, minutes, shifts, days."
        ),
        "Penalty": st.column_config.NumberColumn(width=90, format="localized", help="Amount × weight."),
    }
    frame = pd.DataFrame(rows, columns=["What", "Rule", "Amount", "Penalty"])
    st.dataframe(frame, hide_index=True, width="stretch", column_config=columns, key="penalty-places")
