"""Every run of every site, filtered, and what one of them told of itself."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.choose_place import go_to
from pages.components.frame import acting, notify, plain, saying
from pages.components.run_form import WATCHED
from pages.components.run_notes import run_notes
from pages.components.run_status import COLOURS, elapsed
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import Task, TaskFilter
from scheduling.services.operations import MOST_TASKS, OperationsService
from scheduling.services.permissions import Actor
from scheduling.services.records import RunRecord

POLL_SECONDS = 3.0
PERIODS: Mapping[str, timedelta | None] = {
    "Last hour": timedelta(hours=1),
    "Last day": timedelta(days=1),
    "Last week": timedelta(days=7),
    "All": None,
}
CHOSEN = "operations.task"


def tasks(service: OperationsService) -> None:
    """Draw filters, table and the chosen run, every three seconds anew."""
    st.fragment(_draw, run_every=POLL_SECONDS)(service)


def _draw(service: OperationsService) -> None:
    actor = acting()
    wanted = _filter(actor)
    found = service.tasks(actor, wanted)
    if not found:
        st.info("No run fits. Widen the filter." if wanted != TaskFilter() else "There is no run yet.")
        return
    _table(found)
    if len(found) == MOST_TASKS:
        st.caption(f"The newest {MOST_TASKS}; narrow the filter to see older ones.")
    chosen = next((task for task in found if task.run.id == st.session_state.get(CHOSEN)), None)
    if chosen is None:
        st.caption("Tick a run to see what it told of itself.")
    else:
        _detail(service, chosen, actor)


def _filter(actor: Actor) -> TaskFilter:
    sites = {"": "All"} | {site.id: site.name for site in services().overview.sites(actor)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        statuses = st.multiselect("State", list(RunStatus), placeholder="All", key="operations.states", width=300)
        site = st.selectbox("Site", list(sites), format_func=sites.__getitem__, key="operations.site", width=180)
        period = st.selectbox("Asked for", list(PERIODS), index=1, key="operations.period", width=150)
        text = st.text_input(
            "Search", placeholder="Id, profile, person, worker or reason", key="operations.text", width=300
        )
    age = PERIODS[period]
    return TaskFilter(frozenset(statuses), site, text.strip(), datetime.now(UTC) - age if age else None)


def _table(found: Sequence[Task]) -> None:
    rows = [
        {
            "Asked for": task.run.created_at,
            "State": task.run.status.value,
            "Site": task.site_name,
            "Week": task.week,
            "Result": task.run.solve_status.value if task.run.solve_status else "",
            "Seconds": round(elapsed(task.run), 1) if task.run.started_at else None,
            "Reason": task.run.reason,
            "By": task.run.requested_by,
            "Attempts": task.run.attempt,
            # Machine and process, as the workers are called.
            "Worker": " · ".join((task.run.worker or "").split(":")[:2]),
        }
        for task in found
    ]
    # A new run moves the lines, so that a mark would stand beside another one.
    key = f"operations.tasks.{found[0].run.id}.{len(found)}"
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        on_select=lambda: _choose(found, key),
        selection_mode="single-row",
        key=key,
        column_config={
            "Asked for": st.column_config.DatetimeColumn(format="D MMM, HH:mm:ss", help="As your own clock shows it."),
            "Attempts": st.column_config.NumberColumn(help="How many workers had it."),
            "Reason": st.column_config.TextColumn(width="medium"),
        },
    )


def _choose(found: Sequence[Task], key: str) -> None:
    for row in st.session_state[key]["selection"]["rows"]:
        st.session_state[CHOSEN] = found[row].run.id


def _again(run: RunRecord, actor: Actor) -> None:
    help_text = "A new run on the same inputs, from the best roster of this one; this one stays."
    if st.button("Run again", key="operations.again", help=help_text):
        with saying():
            st.session_state[CHOSEN] = services().runs.again(actor, run.id).id
            notify("A new run on the same inputs was started.")
            st.rerun()


def _detail(service: OperationsService, task: Task, actor: Actor) -> None:
    run = task.run
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(run.status.value, color=COLOURS[run.status])
            st.markdown(plain(f"{task.site_name}, {task.week}"), width="content")
            if st.button("Go to this run", key="operations.go"):
                go_to(task.site, run.schedule)
                st.session_state[WATCHED] = run.id
                st.switch_page("runs.py")
            if run.status.terminal and not run.proven:
                _again(run, actor)
        st.caption(
            plain(
                f"{run.profile_name}, seed {run.options.seed}, at most {run.options.time_limit} s; "
                f"asked for by {run.requested_by}; run {run.id}"
            )
        )
        if run.reason:
            (st.error if run.status is RunStatus.FAILED else st.info)(plain(run.reason))
        run_notes(service.notes(actor, run.id))
