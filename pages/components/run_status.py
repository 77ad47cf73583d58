"""A run's state in words, numbers and one bar, kept up to date while it lasts."""

from datetime import UTC, datetime

import streamlit as st

from data.compose import services
from pages.components.figures import figures
from pages.components.frame import acting, plain
from pages.components.progress import cut_off, progress_chart
from pages.components.repairs_panel import repairs_panel
from pages.components.run_actions import POLL_SECONDS, end_early, go_on, look, take_along
from pages.components.run_notes import run_notes
from pages.components.wide import CONFIG
from scheduling.domain.runs import RunStatus, SolveStatus
from scheduling.services.permissions import Actor
from scheduling.services.quality import quality
from scheduling.services.records import RunRecord
from scheduling.services.runs import LiveRun
from scheduling.services.turns import Turn

COLOURS = {
    RunStatus.PENDING: "gray",
    RunStatus.RUNNING: "blue",
    RunStatus.COMPLETED: "green",
    RunStatus.FAILED: "red",
    RunStatus.CANCELLED: "orange",
}


def elapsed(run: RunRecord) -> float:
    """Seconds that workers have had the run, until it ended; 0 before the first took it."""
    if run.started_at is None:
        return run.spent
    return run.spent + max(0.0, ((run.finished_at or datetime.now(UTC)) - run.started_at).total_seconds())


def show_run(run_id: str, actor: Actor) -> None:
    """Draw a run and follow it; the whole page is drawn anew when its state changes."""
    status = services().runs.live(actor, run_id).run.status
    st.fragment(_watch, run_every=None if status.terminal else POLL_SECONDS)(run_id, status)


def _watch(run_id: str, drawn: RunStatus) -> None:
    actor = acting()
    live = services().runs.live(actor, run_id)
    if live.run.status is not drawn:
        st.rerun()
    _draw(live, actor)


def _draw(live: LiveRun, actor: Actor) -> None:
    run, newest = live.run, live.progress[-1] if live.progress else None
    objective = run.objective if run.objective is not None or newest is None else newest.objective
    bound = run.bound if run.bound is not None or newest is None else newest.bound
    _head(run, found=objective is not None)
    _clock(run, live.turn)
    if run.reason:
        (st.error if run.status is RunStatus.FAILED else st.info)(plain(run.reason))
    if run.solve_status is SolveStatus.INFEASIBLE:
        repairs_panel(run, actor)
    known = objective is not None or bound is not None
    if known:
        figures({"Penalty": "–" if objective is None else objective, "Bound": "–" if bound is None else bound})
    with st.container(horizontal=True, vertical_alignment="center"):
        if known:
            st.caption(quality(objective, bound), width="content")
        if objective is not None:
            look(run)
        if not run.status.terminal:
            end_early(run, actor, found=objective is not None)
        elif objective is not None:
            go_on(run, actor)
    if known:
        _picture(live)
    run_notes(live.notes)
    if run.status.terminal:
        take_along(run, actor)


def _picture(live: LiveRun) -> None:
    figure = progress_chart(live.progress, elapsed(live.run))
    st.plotly_chart(figure, width="stretch", key="progress", config=CONFIG, theme=None)
    if note := cut_off(live.progress):
        st.caption(note)


def _head(run: RunRecord, *, found: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(run.status.value, color=COLOURS[run.status])
        if run.solve_status is not None and found:
            st.badge(run.solve_status.value, color="green" if run.solve_status is SolveStatus.OPTIMAL else "blue")
        said = f"{run.profile_name}, started by {run.requested_by}{_history(run)}{_took(run)}"
        st.caption(plain(said), width="content")


def _history(run: RunRecord) -> str:
    """What came before: another run that this one goes on from, or lost attempts."""
    onward = ", goes on from an earlier run" if run.continues else ""
    return f"{onward}, attempt {run.attempt}" if run.attempt > 1 else onward


def _took(run: RunRecord) -> str:
    ended = run.status.terminal and run.started_at is not None
    return f", took {elapsed(run):.1f} s of at most {run.options.time_limit} s" if ended else ""


def _clock(run: RunRecord, turn: Turn | None) -> None:
    limit = run.options.time_limit
    if run.status is RunStatus.PENDING:
        st.progress(min(1.0, run.spent / limit), _waiting(turn))
    elif run.status is RunStatus.RUNNING:
        asked = "Stopping" if run.cancel_requested else "Finishing" if run.finish_requested else ""
        st.progress(min(1.0, elapsed(run) / limit), asked or f"{elapsed(run):.0f} of at most {limit} s")


def _waiting(turn: Turn | None) -> str:
    """Where a run stands in the queue, and when it starts."""
    if turn is None:
        return "Waiting for a free worker"
    place = "Next in the queue" if turn.place == 1 else f"Number {turn.place} of {turn.among} in the queue"
    if turn.seconds is None:
        return f"{place}. No worker is there now; the run starts as soon as one is."
    if turn.seconds < 1:
        return f"{place}, starts in a moment"
    return f"{place}, starts in about {in_words(turn.seconds)}"


def in_words(seconds: float) -> str:
    """A stretch of time as people say it: "20 s", "5 min", "2 h"."""
    if seconds < 90:
        return f"{max(5, 5 * round(seconds / 5))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"
