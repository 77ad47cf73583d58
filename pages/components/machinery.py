"""How the machinery is, in badges and numbers, kept up to date."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from data.health import Answer
from pages.components.figures import figures
from pages.components.frame import acting
from pages.http.health import answers
from scheduling.domain.clock import seconds_text
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import WorkerState
from scheduling.services.operations import OperationsService

POLL_SECONDS = 2.0
DAY = timedelta(days=1)
COLOURS = {Answer.OK: "green", Answer.LOCKED: "orange", Answer.AWAY: "red", Answer.NONE: "red", Answer.UNKNOWN: "gray"}
NAMES = {"database": "Database", "redis": "Redis", "workers": "Workers"}
HELP = {
    ("database", Answer.LOCKED): "The database is being written to by something that keeps everybody else out. Pages "
    "and runs wait for it; if it lasts, look for a long-running command on the database.",
    ("redis", Answer.AWAY): "Redis does not answer. Runs cannot be started until it is back; those that wait go on "
    "by themselves then.",
    ("workers", Answer.NONE): "No worker gives a sign of life, so runs wait. Start one, or look into the log of the "
    "launcher to see why none is running.",
}


def machinery(service: OperationsService) -> None:
    """Draw badges and numbers, every two seconds anew."""
    st.fragment(_draw, run_every=POLL_SECONDS)(service)


def _draw(service: OperationsService) -> None:
    parts = answers()
    with st.container(horizontal=True, gap="small"):
        for part, answer in parts.items():
            st.badge(f"{NAMES[part]}: {answer.value}", color=COLOURS[answer])
    for part, answer in parts.items():
        if (part, answer) in HELP:
            st.warning(HELP[part, answer])
    actor = acting()
    standing, workers = service.figures(actor, datetime.now(UTC) - DAY), service.workers(actor)
    alive = [worker for worker in workers if worker.state is not WorkerState.LOST]
    busy = sum(worker.task is not None for worker in alive)
    ended = {status: took.count for status, took in standing.solving.items()}
    figures(
        {
            "Waiting": standing.counts[RunStatus.PENDING],
            "Longest wait": seconds_text(standing.waiting_seconds) if standing.oldest_waiting else "–",
            "Running": standing.counts[RunStatus.RUNNING],
            "Workers busy": f"{busy} of {len(alive)}",
            "Failed in 24 h": f"{ended.get(RunStatus.FAILED, 0):,} of {sum(ended.values()):,}",
        }
    )
