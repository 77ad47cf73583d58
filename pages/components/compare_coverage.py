"""Where rosters cover differently: a line per shift and role, heads of each roster beside the target."""

import pandas as pd
import streamlit as st

from pages.components.coverage import gap
from scheduling.services.comparing import Comparison


def compare_coverage(comparison: Comparison) -> None:
    """Draw the lines on which rosters differ; a sentence where they differ nowhere."""
    problem = comparison.ranking.problem
    rows = []
    for cells in zip(*(item.view.coverage for item in comparison.items), strict=True):
        if len({cell.heads for cell in cells}) > 1:
            first = cells[0]
            place = (first.date, problem.template_by_id[first.template].name, problem.role_by_id[first.role].name)
            rows.append((*place, first.target, *(_heads(cell.heads, gap(cell)) for cell in cells)))
    if not rows:
        st.success("All of them have the same heads on every shift, in every role.")
        return
    letters = [item.letter for item in comparison.items]
    frame = pd.DataFrame(rows, columns=["Date", "Shift", "Role", "Target", *letters])
    columns = {
        "Date": st.column_config.DateColumn(format="ddd D MMM"),
        "Target": st.column_config.NumberColumn(width=70),
    }
    st.dataframe(
        frame.astype({"Target": "Int64"}),
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= 15 else 500,
        column_config=columns,
        key="compare-coverage",
    )
    st.caption(f"{len(rows)} of {len(comparison.items[0].view.coverage)} places differ; the others are alike in all.")


def _heads(heads: int, over: int) -> str:
    if over == 0:
        return f"{heads}"
    return f"{heads}, {-over} short" if over < 0 else f"{heads}, {over} too many"
