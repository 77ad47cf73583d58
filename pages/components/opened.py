"""One record picked from a list and kept as it was when it was opened."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import streamlit as st

from pages.components.frame import plain


class Versioned(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> int: ...


Record = TypeVar("Record", bound=Versioned)


def opened(
    name: str, label: str, records: Sequence[Record], called: Callable[[Record], str], new: str | None = None
) -> Record | None:
    """The record to edit, the first one unless another is picked; None for a new one, which `new` offers to add.

    It keeps the version that the form was filled with, so that a save notices what somebody else did since.
    When the record is gone, that is said and the choice falls back to another.
    """
    by_id = {record.id: record for record in records}
    held: Record | None = st.session_state.get(f"{name}.held")
    if held is not None and held.id not in by_id:
        # At another site or week everything is another record, and nothing was deleted.
        if by_id.keys() & st.session_state.get(f"{name}.known", ()):
            st.error(plain(f"Somebody deleted {called(held)} in the meantime. Choose another, or add it again."))
        reopen(name)
    st.session_state[f"{name}.known"] = set(by_id)
    _prepare(name, list(by_id))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pick = st.selectbox(
            label,
            list(by_id),
            format_func=lambda key: called(by_id[key]),
            placeholder=new or "Choose one",
            disabled=not by_id,
            key=f"{name}.pick",
        )
        if new and pick is not None:
            st.button(new, on_click=_start_new, args=(name,), key=f"{name}.new")
    if pick is None:
        reopen(name)
        return None
    held = st.session_state.get(f"{name}.held")
    if held is None or held.id != pick:
        held = st.session_state[f"{name}.held"] = by_id[pick]
    return held


def _prepare(name: str, ids: Sequence[str]) -> None:
    """Bring the choice to what can be chosen: a wanted record, the one before, or the first."""
    wanted, before = st.session_state.pop(f"{name}.next", None), st.session_state.get(f"{name}.pick", "")
    if wanted in ids:
        st.session_state[f"{name}.pick"] = wanted
    elif before is not None and before not in ids:
        st.session_state[f"{name}.pick"] = ids[0] if ids else None


def _start_new(name: str) -> None:
    reopen(name)
    st.session_state[f"{name}.pick"] = None


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
