"""A roster on a page: grid, coverage, hours, and what it costs."""

import pandas as pd
import streamlit as st

from pages.components.coverage import coverage_heatmap, coverage_legend, coverage_width
from pages.components.heatmap import legend, roster_heatmap, roster_width
from pages.components.hours import hours_bars
from pages.components.wide import wide_chart
from scheduling.services.solution import RosterView


def show_roster(view: RosterView, key: str) -> None:
    """The whole roster, in tabs; a download beside it."""
    grid, coverage, hours, cost = st.tabs(["Roster", "Coverage", "Hours", "Penalties"], key=f"{key}-tab")
    with grid:
        st.html(legend(view))
        wide_chart(roster_heatmap(view), f"{key}-grid", roster_width(view), "Who works which shift on which day")
        st.download_button("Download as CSV", roster_csv(view), "roster.csv", "text/csv", key=f"{key}-csv")
    with coverage:
        st.html(coverage_legend())
        alt = "Heads against target by shift, role and day"
        wide_chart(coverage_heatmap(view), f"{key}-coverage", coverage_width(view), alt)
    with hours:
        wide_chart(hours_bars(view), f"{key}-hours", 320, "Hours of each person against the contract")
    with cost:
        _penalties(view)


def heads_short(view: RosterView) -> int:
    """Heads missing from the targets."""
    return sum(max(0, cell.target - cell.heads) for cell in view.coverage if cell.target is not None)


def roster_csv(view: RosterView) -> str:
    """People × days with shift codes."""
    codes = {template.id: template.code for template in view.problem.templates}
    rows = [
        [_harmless(person.name)]
        + [_harmless("+".join(codes[t] for t in view.cells.get((person.id, day), ()))) for day in view.problem.dates]
        for person in view.problem.employees
    ]
    return pd.DataFrame(rows, columns=["Employee", *(day.isoformat() for day in view.problem.dates)]).to_csv(
        index=False
    )


def _harmless(text: str) -> str:
    """A spreadsheet takes text that starts like a formula for one."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _penalties(view: RosterView) -> None:
    rules = pd.DataFrame(view.penalties(), columns=["Rule", "Places", "Penalty"])
    if rules.empty:
        st.success("No rule is broken anywhere.")
        return
    most = max(1, int(rules["Penalty"].max()))
    bar = st.column_config.ProgressColumn(format="localized", min_value=0, max_value=most)
    st.dataframe(rules, hide_index=True, width="stretch", column_config={"Penalty": bar}, key="penalty-rules")
    st.subheader("Where", anchor=False)
    rows = [
        (v.message, "hard" if v.hard else "soft", v.amount, v.penalty)
        for v in sorted(view.score.violations, key=lambda v: (not v.hard, -v.penalty))
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=["What", "Kind", "Amount", "Penalty"]),
        hide_index=True,
        width="stretch",
        column_config={"What": st.column_config.TextColumn(width="large")},
        key="penalty-places",
    )
