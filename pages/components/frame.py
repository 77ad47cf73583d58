"""What every page stands in: who is here, which site and week, and how errors are said."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from data.compose import services
from pages.components.choose_place import pick, usual_week
from pages.components.menu import needed
from pages.http.guard import COOKIE
from scheduling.domain.errors import ShiftwrightError
from scheduling.services.permissions import Action, Actor, refusal
from scheduling.services.records import ScheduleRecord, SiteRecord, UserRecord

log = logging.getLogger("shiftwright.pages")


@dataclass(frozen=True)
class Place:
    """Who looks at what."""

    actor: Actor
    site: SiteRecord
    schedule: ScheduleRecord

    def clock(self, at: datetime) -> datetime:
        """What clocks at the site show at this moment; without a zone, as tables draw times in the viewer's own."""
        return at.astimezone(ZoneInfo(self.site.timezone)).replace(tzinfo=None)


def signed_in() -> UserRecord:
    """The person this page is for; the script ends here for nobody. The guard has refused them before."""
    user = services().access.who(st.context.cookies.get(COOKIE))
    if user is None or user.must_change:
        st.info("Your session has ended. Sign in again to go on.")
        st.link_button("Sign in", "/sign-in")
        st.stop()
    return user


def acting() -> Actor:
    """The signed-in person as services know them. Asked anew in every fragment: a session may end at any time."""
    return Actor.of(signed_in(), st.context.ip_address or "this machine")


def open_desk(title: str, intro: str = "") -> Actor:
    """Draw the head of a page that needs neither site nor week."""
    actor = acting()
    _head("", title, intro)
    return actor


def open_page(title: str, intro: str = "") -> Place:
    """Draw the page's head and say where it stands; an empty house gets a hint and ends the script."""
    actor = acting()
    sites = services().overview.sites(actor)
    if not sites:
        _head("", title, intro)
        st.info("There is nothing here yet. Import a file, or start with demo data.")
        lead_to("import_file.py", "Import a file")
        st.stop()
    site, lost_site = pick("Site", "site", sites, sites[0])
    schedules = services().overview.weeks(actor, site.id)
    if not schedules:
        _head(site.name, title, intro)
        none = "no week yet" if actor.may(Action.SEE_PLANNING) else "no published week yet"
        st.info(f"{plain(site.name)} has {none}.")
        st.stop()
    today = datetime.now(ZoneInfo(site.timezone)).date()
    schedule, lost_week = pick("Week", "week", schedules, usual_week(schedules, today))
    _head(f"{site.name} · {schedule.name} · {schedule.status.value.lower()}", title, intro)
    if lost_site or lost_week:
        what = "site" if lost_site else "week"
        st.warning(
            f"This address names a {what} that does not exist (any more). You see {plain(schedule.name)} of "
            f"{plain(site.name)}; choose another in the sidebar."
        )
    return Place(actor, site, schedule)


def _head(where: str, title: str, intro: str) -> None:
    with st.container(gap="xxsmall", key="head"):
        if where:
            st.caption(plain(where))
        st.title(title, anchor=False)
        if intro:
            st.caption(intro)
    _show_notice()


def refuse(title: str, why: str) -> None:
    """A page that is not for this person, opened by its address."""
    _head("", title, "")
    st.info(why)


def pressable(actor: Actor, action: Action, *, disabled: bool = False, help: str | None = None) -> dict[str, Any]:  # noqa: A002
    """For a button: those who may press it are told what it does, the others who may."""
    if actor.may(action):
        return {"disabled": disabled, "help": help}
    return {"disabled": True, "help": refusal(action)}


def say_who(actor: Actor, action: Action) -> None:
    """Say at the top of a page who may change what it shows, to those who may not."""
    if not actor.may(action):
        st.info(refusal(action))


def lead_to(page: str, label: str) -> None:
    """A link to another page that looks like one, where that is theirs to open."""
    if not acting().may(needed(page)):
        return
    st.page_link(page, label=label, icon=":material/arrow_forward:")


@contextmanager
def saying() -> Iterator[None]:
    """Say an error on purpose as it is; keep an unexpected one in the log and say a reference."""
    try:
        yield
    except ShiftwrightError as error:
        st.error(plain(str(error)))
    except Exception as error:
        if type(error).__module__.startswith("streamlit"):
            raise
        reference = uuid4().hex[:8]
        log.exception("page error %s", reference)
        st.error(f"This did not work, and nothing was changed. Try again; if it stays, report reference {reference}.")


def plain(text: str) -> str:
    """Text that is shown as it is, whatever marks somebody put into a name."""
    return re.sub(r"([\\`*_{}\[\]<>#|$~:])", r"\\\1", text)


def notify(text: str) -> None:
    """A short notice that survives the next rerun."""
    st.session_state["notice"] = text


def _show_notice() -> None:
    text = st.session_state.pop("notice", None)
    if text:
        st.toast(plain(text), icon=":material/check_circle:")
