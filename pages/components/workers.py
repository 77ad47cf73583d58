"""Queues and worker processes, kept up to date, and how to end a worker gently."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from pages.components.frame import acting, notify, saying
from pages.components.machinery import POLL_SECONDS
from scheduling.domain.clock import seconds_text
from scheduling.domain.errors import QueueUnavailable
from scheduling.services.operation_records import Worker, WorkerState
from scheduling.services.operations import OperationsService
from scheduling.services.permissions import Actor
from scheduling.services.records import WorkerRecord

STOPPABLE = (WorkerState.IDLE, WorkerState.BUSY)


def workers(service: OperationsService, actor: Actor) -> None:
    """Draw queues and workers; the page is drawn anew when a worker came or went."""
    found = service.workers(actor)
    st.fragment(_workers, run_every=POLL_SECONDS)(service, _stoppable(found))
    _stop(service, actor, [one.worker for one in found if one.state in STOPPABLE])
    st.subheader("Queue", anchor=False)
    st.fragment(_queues, run_every=POLL_SECONDS)(service)


def _stoppable(found: Sequence[Worker]) -> set[str]:
    return {one.worker.id for one in found if one.state in STOPPABLE}


def _workers(service: OperationsService, known: set[str]) -> None:
    found = service.workers(acting())
    if _stoppable(found) != known:
        st.rerun()
    if found:
        _workers_table(found)
    else:
        st.info("No worker runs. Start the house, or workers on any machine; what waits is taken up at once.")


def _workers_table(found: Sequence[Worker]) -> None:
    now = datetime.now(UTC)
    rows = [
        {
            "Worker": name(one.worker),
            "State": one.state.value,
            "Works on": f"{one.task.site_name}, {one.task.week}" if one.task else "",
            "Since": _since(one, now),
            "Runs done": one.worker.runs_done,
            "Failures": one.worker.failures,
            "Memory": one.worker.memory,
            "CPU": one.worker.cpu,
            "Up for": seconds_text((now - one.worker.started_at).total_seconds()),
            "Seen": f"{seconds_text((now - one.worker.seen_at).total_seconds())} ago",
        }
        for one in found
    ]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        height="content",
        key="operations.workers",
        column_config={
            "Worker": st.column_config.TextColumn(width=170, help="Machine and process."),
            "State": st.column_config.TextColumn(help="Lost: no sign of life for 15 seconds; its run goes to another."),
            "Up for": st.column_config.TextColumn(width=110),
            "Memory": st.column_config.NumberColumn(format="%d MiB", help="With its solving child."),
            "CPU": st.column_config.NumberColumn(format="%.0f %%", help="Of one core, with its solving child."),
        },
    )


def name(worker: WorkerRecord) -> str:
    return f"{worker.host} · {worker.pid}"


def _since(one: Worker, now: datetime) -> str:
    started = one.task.run.started_at if one.task else None
    return seconds_text((now - started).total_seconds()) if started else ""


def _queues(service: OperationsService) -> None:
    try:
        depths = service.queues(acting())
    except QueueUnavailable as error:
        st.warning(str(error))
        return
    rows = [(d.name, d.waiting, d.delayed, d.in_flight, d.dead) for d in depths]
    st.dataframe(
        pd.DataFrame(rows, columns=["Queue", "Waiting", "Delayed", "In flight", "Given up"]),
        hide_index=True,
        width="stretch",
        height="content",
        key="operations.queues",
        column_config={
            "Waiting": st.column_config.NumberColumn(help="Messages that no worker has taken yet."),
            "Delayed": st.column_config.NumberColumn(help="Held back until later."),
            "In flight": st.column_config.NumberColumn(help="With a worker that has not reported them done."),
            "Given up": st.column_config.NumberColumn(help="Failed in a way nobody expected; see the last tab."),
        },
    )


def _stop(service: OperationsService, actor: Actor, running: Sequence[WorkerRecord]) -> None:
    if not running:
        return
    by_id = {worker.id: worker for worker in running}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "End a worker",
            list(by_id),
            index=None,
            placeholder="Choose one",
            format_func=lambda key: name(by_id[key]),
            key=f"operations.stop.{len(by_id)}",
            width=320,
        )
        with st.popover("End gently", disabled=chosen is None):
            st.write(
                "The worker ends the run it is on, takes no other, and goes. The launcher of its machine starts a "
                "fresh one in its place."
            )
            if st.button("End this worker", key="operations.stop.sure") and chosen:
                with saying():
                    service.stop(actor, chosen)
                    notify(f"{name(by_id[chosen])} was told to end.")
                    st.rerun()
