"""Messages that were given up: requeued, or discarded once somebody is sure."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, plain
from scheduling.domain.errors import QueueUnavailable, ShiftwrightError
from scheduling.services.operation_records import DeadMessage
from scheduling.services.operations import DeadTask, OperationsService
from scheduling.services.permissions import Actor

NAME = "operations.dead"


def dead_messages(service: OperationsService, actor: Actor) -> None:
    """A line per message, and what can be done with those that are ticked."""
    st.caption(
        "A message calls a worker to a run. It is given up when the worker breaks down in a way nobody expected, and "
        "forgotten after seven days. Requeue it once the cause is gone; discard it when its run is over."
    )
    for complaint in st.session_state.pop(f"{NAME}.complaints", ()):
        st.error(plain(complaint))
    try:
        found = service.dead(actor)
    except QueueUnavailable as error:
        st.warning(str(error))
        return
    if not found:
        st.success("No message was given up.")
        return
    ticked = _table(found)
    with st.container(horizontal=True):
        if st.button("Requeue", disabled=not ticked, key=f"{NAME}.requeue"):
            _each(ticked, lambda message: service.requeue(actor, message), "requeued")
        with st.popover("Discard", disabled=not ticked):
            st.write(f"Throw away {_so_many(len(ticked))}? Nothing brings it back; its run stays as it is.")
            if st.button("Discard for good", key=f"{NAME}.discard"):
                _each(ticked, lambda message: service.discard(actor, message), "discarded")


def _table(found: Sequence[DeadTask]) -> list[DeadMessage]:
    rows = [
        {
            "Given up": dead.message.died_at,
            "Error": dead.message.error or "no longer known",
            "Run": dead.task.run.status.value if dead.task else "gone",
            "Site": dead.task.site_name if dead.task else "",
            "Week": dead.task.week if dead.task else "",
            "Queue": dead.message.queue,
            "Message": dead.message.id,
        }
        for dead in found
    ]
    # Lines move when a message comes or goes, and marks would stand beside others.
    marks = st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        width="stretch",
        on_select="rerun",
        selection_mode="multi-row",
        key=f"{emptied_key(NAME)}.{found[0].message.id}.{len(found)}",
        column_config={
            "Given up": st.column_config.DatetimeColumn(format="D MMM, HH:mm:ss", help="As your own clock shows it."),
            "Error": st.column_config.TextColumn(width="large"),
        },
    )
    return [found[row].message for row in marks["selection"]["rows"]]


def _each(messages: Sequence[DeadMessage], act: Callable[[DeadMessage], None], done: str) -> None:
    """Do it to each; what cannot be done keeps nothing of the others from being done."""
    complaints = []
    for message in messages:
        try:
            act(message)
        except ShiftwrightError as error:
            complaints.append(str(error))
    if len(complaints) < len(messages):
        notify(f"{_so_many(len(messages) - len(complaints))} {done}.")
    st.session_state[f"{NAME}.complaints"] = list(dict.fromkeys(complaints))
    start_empty(NAME)
    st.rerun()


def _so_many(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"
