"""One record picked from a list and kept as it was when it was opened."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import streamlit as st


class Versioned(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


Record = TypeVar("Record", bound=Versioned)


def opened(
    name: str, label: str, records: Sequence[Record], called: Callable[[Record], str], new: str
) -> Record | None:
    """The record to edit, None for a new one.

    It keeps the version that the form was filled with, so that a save notices what somebody else did since.
    When the record is gone, that is said and the choice falls back to a new one.
    """
    by_id = {record.id: record for record in records}
    held: Record | None = st.session_state.get(f"{name}.held")
    if held is not None and held.id not in by_id:
        st.error(f"Somebody deleted {called(held)} in the meantime. Choose another, or add it again.")
        reopen(name)
    wanted = st.session_state.pop(f"{name}.next", None)
    if wanted in by_id:
        st.session_state[f"{name}.pick"] = wanted
    pick = st.selectbox(
        label,
        [None, *by_id],
        format_func=lambda key: new if key is None else called(by_id[key]),
        key=f"{name}.pick",
    )
    if pick is None:
        reopen(name)
        return None
    held = st.session_state.get(f"{name}.held")
    if held is None or held.id != pick:
        held = st.session_state[f"{name}.held"] = by_id[pick]
    return held


def reopen(name: str) -> None:
    """Take the record afresh when it is drawn next."""
    st.session_state.pop(f"{name}.held", None)


def open_next(name: str, record_id: str | None) -> None:
    """Open this record at the next drawing, afresh; None leaves the choice as it is and empties a new one's form."""
    reopen(name)
    st.session_state[f"{name}.turn"] = int(st.session_state.get(f"{name}.turn", 0)) + 1
    if record_id is not None:
        st.session_state[f"{name}.next"] = record_id


def form_key(name: str, record: Versioned | None) -> str:
    """Prefix for the keys of a form's widgets: another record, another version, other widgets."""
    state = (record.id, record.version) if record else ("new", 0)
    return f"{name}.{st.session_state.get(f'{name}.turn', 0)}.{state[0]}.{state[1]}"
