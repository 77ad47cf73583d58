"""A roster on a page: grid, coverage, hours, and what it costs."""

import pandas as pd
import streamlit as st

from pages.components.figures import coverage_heatmap, hours_chart, roster_heatmap
from scheduling.services.solution import RosterView


def show_roster(view: RosterView, key: str) -> None:
    """The whole roster, in tabs; a download beside it."""
    grid, coverage, hours, cost = st.tabs(["Roster", "Coverage", "Hours", "Penalties"])
    with grid:
        legend = " · ".join(f"**{t.code}** {t.name}" for t in view.problem.templates)
        st.markdown(legend)
        st.plotly_chart(roster_heatmap(view), width="stretch", key=f"{key}_grid")
        st.download_button("Download as CSV", roster_csv(view), "roster.csv", "text/csv", key=f"{key}_csv")
    with coverage:
        st.caption("Heads against target: red is short, blue is more than asked for.")
        st.plotly_chart(coverage_heatmap(view.problem, view.coverage), width="stretch", key=f"{key}_coverage")
    with hours:
        st.plotly_chart(hours_chart(view.problem, view.hours), width="stretch", key=f"{key}_hours")
    with cost:
        _penalties(view)


def heads_short(view: RosterView) -> int:
    """Heads missing from the targets."""
    return sum(max(0, cell.target - cell.heads) for cell in view.coverage if cell.target is not None)


def roster_csv(view: RosterView) -> str:
    """People × days with shift codes."""
    codes = {template.id: template.code for template in view.problem.templates}
    rows = {
        _harmless(person.name): [
            "+".join(codes[t] for t in view.cells.get((person.id, day), ())) for day in view.problem.dates
        ]
        for person in view.problem.employees
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=[day.isoformat() for day in view.problem.dates])
    return frame.rename_axis("Employee").to_csv()


def _harmless(text: str) -> str:
    """A spreadsheet takes text that starts like a formula for one."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _penalties(view: RosterView) -> None:
    rules = pd.DataFrame(view.penalties(), columns=["Rule", "Places", "Penalty"])
    if rules.empty:
        st.success("Nothing to complain about: no rule is broken anywhere.")
        return
    st.dataframe(rules, hide_index=True, width="stretch")
    rows = [
        (v.message, "hard" if v.hard else "soft", v.amount, v.penalty)
        for v in sorted(view.score.violations, key=lambda v: (not v.hard, -v.penalty))
    ]
    st.subheader("Where", anchor=False)
    st.dataframe(
        pd.DataFrame(rows, columns=["What", "Kind", "Amount", "Penalty"]),
        hide_index=True,
        width="stretch",
        column_config={"What": st.column_config.TextColumn(width="large")},
    )
