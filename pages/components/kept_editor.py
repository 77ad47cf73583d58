"""An editable table whose every change is kept at once, without redrawing under the hands that type."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from pages.components.frame import saying

View = TypeVar("View")
Change = TypeVar("Change")


def kept_editor(
    name: str,
    load: Callable[[], View],
    frame_of: Callable[[View], pd.DataFrame],
    changes_of: Callable[[View, pd.DataFrame], Sequence[Change]],
    save: Callable[[Sequence[Change]], None],
    redraw: bool = False,
    **look: Any,
) -> None:
    """Draw the table and save what differs from the state last seen.

    The frame that the widget starts from stays the same while it is on screen, as a new one would throw away
    what is being typed. What was seen moves on with each save, so that versions match; where that shows another
    person's changes the table is drawn afresh. A change that is refused stays in the table with its reason until
    it is corrected or discarded; the reason stands above the table, where it is seen. The frame's index names what
    each line is about. With `redraw` the page is drawn again after a save, for what it shows besides; columns that
    nobody edits may show something else then.
    """
    key, views = f"{name}.{_turn(name)}", f"{name}.views"
    if key not in st.session_state or views not in st.session_state:
        st.session_state[views] = (load(),) * 2
    shown, seen = st.session_state[views]
    above = st.container()
    edited = st.data_editor(frame_of(shown), key=key, **look)
    refused = False
    with above, saying():
        refused = True
        changes = changes_of(seen, edited)
        if changes:
            save(changes)
            fresh = load()
            st.session_state[views] = (shown, fresh)
            if not frame_of(fresh).index.equals(edited.index) or changes_of(fresh, edited):
                start_over(name)
                st.rerun()
            if redraw:
                st.rerun()
        refused = False
    if refused:
        above.button("Discard and reload", key=f"{name}.reload", on_click=start_over, args=(name,))


def start_over(name: str) -> None:
    """Show what is stored now, when the table is drawn next."""
    st.session_state[f"{name}.turn"] = _turn(name) + 1


def _turn(name: str) -> int:
    return int(st.session_state.get(f"{name}.turn", 0))
