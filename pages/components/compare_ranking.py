"""All rosters of a week under one yardstick, best first."""

import pandas as pd
import streamlit as st

from pages.components.compare_choice import roster_name
from pages.components.frame import Place
from scheduling.services.comparing import Ranking


def all_rosters(place: Place, ranking: Ranking) -> None:
    """A line per roster; nothing to choose here."""
    rows = [
        {
            "Roster": roster_name(place, row.choice),
            "Penalty": row.counted.penalty,
            "Hard rules broken": row.counted.hard,
            "In its own run": row.choice.head.penalty if row.choice.head else None,
            "Result": row.choice.run.solve_status.value if row.choice.run and row.choice.run.solve_status else "",
        }
        for row in ranking.rows
    ]
    number = st.column_config.NumberColumn
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        placeholder="",
        column_config={
            "Penalty": number(format="localized", help="Under the weights chosen above, with today's inputs."),
            "In its own run": number(format="localized", help="Under the weights and inputs that its run had."),
        },
        key="compare-all",
    )
