"""A run's state in words, numbers and one bar."""

from datetime import UTC, datetime

import streamlit as st

from scheduling.domain.runs import RunStatus, SolveStatus, relative_gap
from scheduling.services.records import ProgressRecord, RunRecord

COLOURS = {
    RunStatus.PENDING: "gray",
    RunStatus.RUNNING: "blue",
    RunStatus.COMPLETED: "green",
    RunStatus.FAILED: "red",
    RunStatus.CANCELLED: "orange",
}


def elapsed_seconds(run: RunRecord) -> float | None:
    """Seconds since a worker took the run, until it ended; None before."""
    if run.started_at is None:
        return None
    return max(0.0, ((run.finished_at or datetime.now(UTC)) - run.started_at).total_seconds())


def gap_text(objective: int | None, bound: int | None) -> str:
    """How far from the best possible, in words."""
    gap = relative_gap(objective, bound)
    if gap is None:
        return "not known yet"
    return "none, proven best" if gap == 0 else f"{gap:.1f} %"


def run_status(run: RunRecord, newest: ProgressRecord | None) -> None:
    """Draw the state of a run; while it runs the newest progress gives objective and bound."""
    objective = run.objective if run.objective is not None or newest is None else newest.objective
    bound = run.bound if run.bound is not None or newest is None else newest.bound
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(run.status.value, color=COLOURS[run.status])
        if run.solve_status is not None and run.status is not RunStatus.FAILED:
            st.badge(run.solve_status.value, color="green" if run.solve_status is SolveStatus.OPTIMAL else "blue")
        st.caption(f"{run.profile_name}, started by {run.requested_by}", width="content")
    _clock(run)
    with st.container(horizontal=True, gap="small", key="run-numbers"):
        st.metric("Objective", "–" if objective is None else f"{objective:,}", border=True, width=160)
        st.metric("Bound", "–" if bound is None else f"{bound:,}", border=True, width=160)
        st.metric("Gap", gap_text(objective, bound), border=True, width=230)
    if run.reason:
        (st.error if run.status is RunStatus.FAILED else st.info)(run.reason)


def _clock(run: RunRecord) -> None:
    elapsed, limit = elapsed_seconds(run), run.options.time_limit
    if run.status is RunStatus.PENDING:
        st.progress(0.0, "Waiting for a free worker")
    elif run.status is RunStatus.RUNNING and elapsed is not None:
        words = "stopping" if run.cancel_requested else f"{elapsed:.0f} of at most {limit} s"
        st.progress(min(1.0, elapsed / limit), words)
    elif elapsed is not None:
        st.caption(f"Took {elapsed:.1f} s of at most {limit} s.")
