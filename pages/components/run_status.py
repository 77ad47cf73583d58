"""A run's state in words, numbers and one bar, kept up to date while it lasts."""

from datetime import UTC, datetime

import streamlit as st

from data.compose import services
from pages.components.figures import figures
from pages.components.frame import notify, plain, saying
from pages.components.progress import progress_chart
from pages.components.wide import CONFIG
from scheduling.domain.runs import RunStatus, SolveStatus, relative_gap
from scheduling.services.records import RunRecord, UserRecord
from scheduling.services.runs import LiveRun

POLL_SECONDS = 0.5
COLOURS = {
    RunStatus.PENDING: "gray",
    RunStatus.RUNNING: "blue",
    RunStatus.COMPLETED: "green",
    RunStatus.FAILED: "red",
    RunStatus.CANCELLED: "orange",
}


def elapsed(run: RunRecord) -> float:
    """Seconds since a worker took the run, until it ended; 0 before."""
    if run.started_at is None:
        return 0.0
    return max(0.0, ((run.finished_at or datetime.now(UTC)) - run.started_at).total_seconds())


def quality(objective: int | None, bound: int | None) -> str:
    """How far a roster may be from the best possible, in words."""
    gap = relative_gap(objective, bound)
    if gap is None:
        return "How much better a roster could be is not known."
    if gap == 0:
        return "Proven: no roster has a lower penalty."
    return f"No roster can be better by more than {gap:.1f} %."


def show_run(run_id: str, user: UserRecord) -> None:
    """Draw a run and follow it; the page is drawn anew once when the run ends."""
    active = not services().runs.live(run_id).run.status.terminal
    st.fragment(_watch, run_every=POLL_SECONDS if active else None)(run_id, user, active)


def _watch(run_id: str, user: UserRecord, active: bool) -> None:
    live = services().runs.live(run_id)
    if active and live.run.status.terminal:
        st.rerun()
    _draw(live, user)


def _draw(live: LiveRun, user: UserRecord) -> None:
    run, newest = live.run, live.progress[-1] if live.progress else None
    objective = run.objective if run.objective is not None or newest is None else newest.objective
    bound = run.bound if run.bound is not None or newest is None else newest.bound
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(run.status.value, color=COLOURS[run.status])
        if run.solve_status is not None and objective is not None:
            st.badge(run.solve_status.value, color="green" if run.solve_status is SolveStatus.OPTIMAL else "blue")
        st.caption(plain(f"{run.profile_name}, started by {run.requested_by}{_took(run)}"), width="content")
    _clock(run)
    if run.reason:
        (st.error if run.status is RunStatus.FAILED else st.info)(plain(run.reason))
    known = objective is not None or bound is not None
    if known:
        figures({"Penalty": "–" if objective is None else objective, "Bound": "–" if bound is None else bound})
    with st.container(horizontal=True, vertical_alignment="center"):
        if known:
            st.caption(quality(objective, bound), width="content")
        if objective is not None:
            _look(run)
        if not run.status.terminal:
            _cancel(run, user)
    if known:
        figure = progress_chart(live.progress, elapsed(run))
        st.plotly_chart(figure, width="stretch", key="progress", config=CONFIG, theme=None)


def _look(run: RunRecord) -> None:
    """Lead to the rosters of this run, also while it goes on."""
    label = "Look at the solution" if run.status.terminal else "Look at the best so far"
    if st.button(label, type="primary" if run.status.terminal else "secondary", key="look"):
        st.session_state["chosen_run"] = run.id
        st.switch_page("solution.py")


def _cancel(run: RunRecord, user: UserRecord) -> None:
    if st.button("Cancel", key="cancel", disabled=run.cancel_requested):
        with saying():
            services().runs.cancel(user.username, run.id)
            notify("The run was asked to stop.")
            st.rerun()


def _took(run: RunRecord) -> str:
    ended = run.status.terminal and run.started_at is not None
    return f", took {elapsed(run):.1f} s of at most {run.options.time_limit} s" if ended else ""


def _clock(run: RunRecord) -> None:
    if run.status is RunStatus.PENDING:
        st.progress(0.0, "Waiting for a free worker")
    elif run.status is RunStatus.RUNNING:
        limit = run.options.time_limit
        words = "Stopping" if run.cancel_requested else f"{elapsed(run):.0f} of at most {limit} s"
        st.progress(min(1.0, elapsed(run) / limit), words)
