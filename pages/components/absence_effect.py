"""What approving time off would do to the planned weeks, in a few lines beside the button."""

import streamlit as st

from pages.components.frame import plain
from scheduling.services.absence_effects import AbsenceEffect

MOST_LINES = 3


def absence_effect(name: str, effect: AbsenceEffect) -> None:
    """What could not be filled any more first, then what the person would leave."""
    if not effect.weeks:
        st.caption("No week is planned for these days yet.")
        return
    if effect.short:
        st.markdown(f":material/warning: **If approved, this falls short:**  \n{_lines(effect.short)}")
    else:
        st.caption(":material/check: Nothing more is sure to fall short if this is approved.")
    if effect.left:
        st.caption(f"On the roster, without {plain(name)}:  \n{_lines(effect.left)}")


def _lines(sentences: tuple[str, ...]) -> str:
    more = len(sentences) - MOST_LINES
    shown = [plain(one) for one in sentences[:MOST_LINES]]
    return "  \n".join([*shown, *([f"and {more} more."] if more > 0 else [])])
