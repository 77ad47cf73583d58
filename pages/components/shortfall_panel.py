"""A shift that is short of heads: who could still come, and a search for a way to fill it."""

import streamlit as st

from data.compose import services
from pages.components.cell_questions import MOST_OFFERS, offered
from pages.components.frame import Place, notify, plain, pressable, saying
from scheduling.domain.clock import day_text
from scheduling.services.permissions import Action
from scheduling.services.records import RunRecord
from scheduling.services.shortfalls import Shortfall, who_could_come
from scheduling.services.solution import RosterView


def shortfall_panel(place: Place, run: RunRecord, view: RosterView, short: Shortfall) -> None:
    """Draw both, side by side."""
    with st.container(border=True):
        missing = short.target - short.heads
        st.markdown(f"**{plain(short.name)}, {day_text(short.date)}: {missing} {plain(short.called)} missing**")
        now, search = st.columns([3, 2], gap="medium")
        with now:
            able = who_could_come(view, short)
            st.caption("Who could still come if nobody else moves, and what that costs or saves in penalty:")
            st.markdown("\n".join(map(offered, able[:MOST_OFFERS])) or "Nobody who holds the role is free then.")
        with search:
            _search(place, run, short)


def _search(place: Place, run: RunRecord, short: Shortfall) -> None:
    key = f"fill-{short.shift}-{short.role}"
    wanted = short.target
    if short.target > short.heads + 1:
        least = short.heads + 1
        wanted = st.number_input("Heads that must be there", least, short.target, short.target, key=f"{key}-heads")
    kept = st.checkbox("No other shift loses a head for it", value=True, key=f"{key}-kept")
    if not run.status.terminal:
        st.caption("When the run has ended, the week can be searched again for a way to fill it.")
        return
    if st.button("Search for a way to fill it", key=key, type="primary", **pressable(place.actor, Action.START_RUN)):
        with saying():
            services().what_if.ask_for_heads(place.actor, run.id, short.shift, short.role, int(wanted), kept=kept)
            notify("Asked. The answer comes below the roster.")
            st.rerun(scope="app")
    st.caption("A short run in which others may move. It tells what filling it costs; or, where it cannot be, why not.")
