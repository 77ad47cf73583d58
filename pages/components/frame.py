"""What every page stands in: who is here, which site and week, and how errors are said."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

import streamlit as st

from data.compose import services
from pages.http.guard import COOKIE
from scheduling.domain.errors import ShiftwrightError
from scheduling.services.records import ScheduleRecord, SiteRecord, UserRecord

log = logging.getLogger("shiftwright.pages")


@dataclass(frozen=True)
class Place:
    """Who looks at what."""

    user: UserRecord
    site: SiteRecord
    schedule: ScheduleRecord


def signed_in() -> UserRecord:
    """The person this page is for; the script ends here for nobody. The guard has refused them before."""
    user = services().access.who(st.context.cookies.get(COOKIE))
    if user is None:
        st.info("Your session has ended. Sign in again to go on.")
        st.link_button("Sign in", "/sign-in")
        st.stop()
    return user


def open_desk(title: str, intro: str = "") -> UserRecord:
    """Draw the head of a page that needs neither site nor week."""
    user = signed_in()
    st.title(title, anchor=False)
    if intro:
        st.caption(intro)
    _show_notice()
    return user


def open_page(title: str, intro: str = "") -> Place:
    """Draw the page's head and say where it stands; an empty house gets a hint and ends the script."""
    user = open_desk(title, intro)
    sites = services().overview.sites()
    if not sites:
        st.info("There is nothing here yet. Import an instance, or start with demo data.")
        st.page_link("import_file.py", label="Import a file")
        st.stop()
    site = _pick("Site", "site", sites)
    schedules = services().overview.weeks(site.id)
    if not schedules:
        st.info(f"{site.name} has no week yet. Make one on the Demand page.")
        st.stop()
    return Place(user, site, _pick("Week", "week", schedules))


Choice = TypeVar("Choice", SiteRecord, ScheduleRecord)


def _pick(label: str, key: str, choices: Sequence[Choice]) -> Choice:
    """A choice in the sidebar, kept in the address so that reload and deep links keep it."""
    by_id = {choice.id: choice for choice in choices}
    target = st.session_state.pop(f"go_{key}", None)
    if target in by_id:
        st.session_state[f"pick_{key}"] = target
    elif st.session_state.get(f"pick_{key}") not in by_id:
        wanted = st.query_params.get(key, st.session_state.get(f"chosen_{key}"))
        st.session_state[f"pick_{key}"] = wanted if wanted in by_id else choices[0].id
    chosen = st.sidebar.selectbox(label, list(by_id), format_func=lambda i: by_id[i].name, key=f"pick_{key}")
    st.session_state[f"chosen_{key}"] = chosen
    st.query_params[key] = chosen
    return by_id[chosen]


def go_to(site: str, schedule: str) -> None:
    """Stand at another site and week from the next run on."""
    st.session_state["go_site"], st.session_state["go_week"] = site, schedule


@contextmanager
def saying() -> Iterator[None]:
    """Say an error on purpose as it is; keep an unexpected one in the log and say a reference."""
    try:
        yield
    except ShiftwrightError as error:
        st.error(str(error))
    except Exception as error:
        if type(error).__module__.startswith("streamlit"):
            raise
        reference = uuid4().hex[:8]
        log.exception("page error %s", reference)
        st.error(f"This did not work, and nothing was changed. Try again; if it stays, report reference {reference}.")


def notify(text: str) -> None:
    """A short notice that survives the next rerun."""
    st.session_state["notice"] = text


def _show_notice() -> None:
    text = st.session_state.pop("notice", None)
    if text:
        st.toast(text, icon="✅")
