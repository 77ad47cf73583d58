"""The runs of a week; choosing one shows it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components.frame import Place
from pages.components.run_actions import WATCHED
from pages.components.run_status import elapsed
from pages.components.sweep_switch import beside_sweeps
from scheduling.services.records import RunRecord


def watched(runs: Sequence[RunRecord]) -> str:
    """The id of the run to show: the chosen one, else the newest that is not of a sweep, else the newest."""
    chosen = st.session_state.get(WATCHED)
    usual = next((run.id for run in runs if not run.swept), runs[0].id)
    return chosen if chosen in {run.id for run in runs} else usual


def runs_table(place: Place, all_runs: Sequence[RunRecord], shown: str) -> None:
    """A line per run, newest first; the run that is `shown` (its id) always has one."""
    runs = beside_sweeps(all_runs, lambda run: run.swept, lambda run: run.id == shown, "runs")
    rows = [
        {
            "Started": place.clock(run.created_at),
            "State": run.status.value,
            "Result": run.solve_status.value if run.solve_status else "",
            "Penalty": run.objective,
            "Bound": run.bound,
            "Seconds": round(elapsed(run), 1),
            "Profile": run.profile_name,
            "By": run.requested_by,
        }
        for run in runs
    ]
    # A new run moves the lines, so that a mark would stand beside another one.
    key = f"runs.table.{place.schedule.id}.{len(runs)}"
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        placeholder="",
        on_select=lambda: _watch(runs, key),
        selection_mode="single-row",
        key=key,
        column_config={
            "Started": st.column_config.DatetimeColumn(
                format="D MMM, HH:mm:ss", help=f"As the clocks show it in {place.site.timezone}."
            ),
            "Penalty": st.column_config.NumberColumn(format="localized"),
            "Bound": st.column_config.NumberColumn(format="localized"),
        },
    )
    if len(runs) > 1:
        st.caption("Tick a run to see it above.")


def _watch(runs: Sequence[RunRecord], key: str) -> None:
    for row in st.session_state[key]["selection"]["rows"]:
        st.session_state[WATCHED] = runs[row].id
