"""A row of numbers, each in its tile, all of one width."""

from collections.abc import Mapping

import streamlit as st

HELP = {
    "Heads wanted": "The targets of all shifts and roles, added up.",
    "Heads short": "People missing from the targets of shifts and roles.",
    "Assignments": "One for each person on a shift.",
    "Penalty": "What all wishes that are not met cost together, each with its weight. Lower is better.",
    "Bound": "Proven so far: no roster can have a lower penalty than this.",
    "Waiting": "Runs that no worker has taken yet.",
    "Longest wait": "Age of the run that waits longest.",
    "Failed in 24 h": "Runs that ended as FAILED, of all that ended; each says why under Runs.",
    "Kept": "Assignments that are there already and stay.",
    "Moved": "People who get another shift on a day that they work already.",
    "Left out": "Assignments of this roster that do not fit; see why below.",
}


def figures(numbers: Mapping[str, int | str]) -> None:
    """Draw the tiles; at most one row of them a page."""
    # The layout of this key lies in the navigation's style.
    with st.container(horizontal=True, key="figures"):
        for label, number in numbers.items():
            shown = f"{number:,}" if isinstance(number, int) else number
            st.metric(label, shown, border=True, help=HELP.get(label))
