"""What of the activity log is wanted: by person, kind, site and week, dates and words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from pages.components.frame import plain
from scheduling.services.activity import LogChoices
from scheduling.services.log_records import LogFilter

NUMBER, FILTER = "activity.page", "activity.filter"
NOTHING: Mapping[str, object] = {
    "people": [],
    "kinds": [],
    "site": "",
    "week": "",
    "from": None,
    "to": None,
    "text": "",
}
"""What the fields say where nothing is filtered."""


def activity_filter(choices: LogChoices) -> tuple[LogFilter, int]:
    """Draw the filter; what it says, and the number of the page that is looked at, 1 after any change of it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        people = _many("Who", list(choices.people), choices.people.__getitem__, "people")
        kinds = _many("What", list(choices.actions), _capital, "kinds")
        text = st.text_input("Search", placeholder="A name, a role, a number …", key=_key("text"), width=260)
        with st.popover(_narrowed(choices), icon=":material/tune:"):
            site, week = _place(choices)
            first, last = (
                st.date_input(label, None, format="YYYY-MM-DD", key=_key(label.lower())) for label in ("From", "To")
            )
    until = _midnight(last + timedelta(days=1) if last else None)
    wanted = LogFilter(frozenset(people), frozenset(kinds), site, week, _midnight(first), until, text.strip())
    if st.session_state.get(FILTER) != wanted:
        st.session_state[FILTER] = wanted
        st.session_state.pop(NUMBER, None)
    return wanted, int(st.session_state.get(NUMBER, 1))


def _place(choices: LogChoices) -> tuple[str, str]:
    """Ids of a site and of one of its weeks; empty for all."""
    sites = {"": "All"} | choices.sites
    site = st.selectbox("Site", list(sites), format_func=sites.__getitem__, key=_key("site"))
    weeks = {"": "All"} | choices.weeks.get(site, {})
    why = None if site else "Choose a site first."
    names = weeks.__getitem__
    week = st.selectbox("Week", list(weeks), format_func=names, disabled=not site, help=why, key=_key("week"))
    return site, week if week in weeks else ""


def _narrowed(choices: LogChoices) -> str:
    """What the button says that hides site, week and dates: those that are chosen."""
    site, week, first, last = (st.session_state.get(_key(field)) for field in ("site", "week", "from", "to"))
    names = choices.weeks.get(site or "", {}).get(week or "") or choices.sites.get(site or "", "")
    dates = f"{first or '…'} to {last or '…'}" if first or last else ""
    return ", ".join(part for part in (plain(names), dates) if part) or "Site and dates"


def clear() -> None:
    """Forget what is filtered, before the next drawing."""
    # Told, rather than forgotten: the browser would send what it still shows.
    for field, value in NOTHING.items():
        st.session_state[_key(field)] = value


def viewers_zone() -> ZoneInfo:
    """The zone of whoever looks."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _many(label: str, options: Sequence[str], words: Callable[[str], str], field: str) -> list[str]:
    return st.multiselect(label, options, format_func=words, placeholder="All", key=_key(field), width=260)


def _key(field: str) -> str:
    return f"activity.{field}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), tzinfo=viewers_zone())
