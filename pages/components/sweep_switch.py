"""Runs of sweeps are many and alike: lists show them when somebody asks for them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
SHOWN = "sweeps.shown"


def beside_sweeps(items: Sequence[T], swept: Callable[[T], bool], kept: Callable[[T], bool], name: str) -> list[T]:
    """Those that are not of a sweep, or are `kept`; all of them where there are no others, or the switch is on."""
    listed = [item for item in items if not swept(item) or kept(item)]
    many = sum(map(swept, items))
    if not many or many == len(items):
        return list(items)
    # The choice outlives the widget, and holds for every list.
    st.session_state[SHOWN] = st.toggle(
        f"Also the {many} of sweeps",
        bool(st.session_state.get(SHOWN)),
        key=f"{SHOWN}.{name}",
        help="A sweep makes a run for each choice of weights. The page Trade-offs shows them side by side.",
    )
    return list(items) if st.session_state[SHOWN] else listed
