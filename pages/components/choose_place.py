"""Which site and week the pages are about: chosen in the sidebar, kept in session and address."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

import streamlit as st

from scheduling.services.records import ScheduleRecord, SiteRecord

Choice = TypeVar("Choice", SiteRecord, ScheduleRecord)


def pick(label: str, key: str, choices: Sequence[Choice], usual: Choice) -> tuple[Choice, bool]:
    """A choice in the sidebar, kept in the address so that reload and deep links keep it; the usual one at first.

    Also whether the address that was opened names something that is not among the choices.
    """
    by_id = {choice.id: choice for choice in choices}
    chosen, addressed = st.session_state.get(f"chosen_{key}"), st.query_params.get(key)
    kept = next((one for one in (chosen, addressed) if one in by_id), usual.id)
    # Set every time: a widget that another page has drawn starts from its first choice here.
    st.session_state[f"pick_{key}"] = st.session_state[f"chosen_{key}"] = st.query_params[key] = kept
    st.sidebar.selectbox(
        label,
        list(by_id),
        format_func=lambda i: by_id[i].name,
        key=f"pick_{key}",
        on_change=_picked,
        args=(key,),
        label_visibility="collapsed",
    )
    return by_id[kept], chosen is None and addressed not in (None, kept)


def _picked(key: str) -> None:
    st.session_state[f"chosen_{key}"] = st.session_state[f"pick_{key}"]


def usual_week(weeks: Sequence[ScheduleRecord], today: date) -> ScheduleRecord:
    """The first week that is not over yet; the last one when all are. `weeks` come oldest first."""
    return next((week for week in weeks if week.start + timedelta(days=week.days) > today), weeks[-1])


def go_to(site: str, schedule: str) -> None:
    """Stand at another site and week from the next run on."""
    st.session_state["chosen_site"], st.session_state["chosen_week"] = site, schedule
