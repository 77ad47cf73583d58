"""Publish a week, reopen it, archive it, bring it back: each with what it means, then the button."""

from collections.abc import Callable

import streamlit as st

from data.compose import services
from pages.components.frame import Place, notify, saying
from pages.components.roster_view import heads_short
from scheduling.services.records import ScheduleStatus
from scheduling.services.solution import RosterView
from scheduling.services.version_records import VersionHead


def publish_steps(place: Place, view: RosterView, newest: VersionHead | None) -> None:
    """Draw the steps that are possible from where the week stands."""
    service, week = services().publishing, place.schedule
    if week.status is ScheduleStatus.DRAFT:
        if newest and view.cells:
            _publish(place, view, newest)
    elif week.status is ScheduleStatus.PUBLISHED:
        text = "Employees do not see the week any more until it is published again."
        _back(place, "Reopen", text, "Reopen the week", service.reopen, "Reopened. The week is a draft again.")
        with st.popover("Archive", icon=":material/inventory_2:", key=f"week.archive.{week.version}"):
            st.markdown("The week is over: employees still see it, and nothing in it changes any more.")
            if st.button("Archive the week", type="primary", key="week.archive.go"):
                with saying():
                    service.archive(place.actor, week.id)
                    notify("Archived. Nothing in this week changes any more.")
                    st.rerun()
    else:
        text = "The week is published again and can be changed."
        _back(place, "Bring back", text, "Bring the week back", service.bring_back, "The week is published again.")


def _publish(place: Place, view: RosterView, newest: VersionHead) -> None:
    short, hard, week = heads_short(view), view.score.hard, place.schedule
    with st.popover("Publish", type="primary", icon=":material/campaign:", key=f"week.publish.{week.version}"):
        assignments = sum(map(len, view.cells.values()))
        st.markdown(
            f"Employees see this week from then on: version {newest.number} with **{assignments}** assignments, "
            f"**{short}** head{'s' * (short != 1)} short. Later changes ask for a reason."
        )
        accept = not hard or st.checkbox(
            f"Publish it although it breaks what must hold in {hard} place{'s' * (hard > 1)}",
            key=f"week.publish.accept.{newest.number}.{hard}",
        )
        if st.button("Publish the week", type="primary", key="week.publish.go", disabled=not accept):
            with saying():
                services().publishing.publish(place.actor, week.id, newest.number, accept_broken=bool(hard))
                notify("Published. Employees see this week now.")
                st.rerun()


def _back(place: Place, title: str, text: str, label: str, step: Callable[..., None], done: str) -> None:
    """A step back, which asks for a reason."""
    key = f"week.back.{place.schedule.version}"
    with st.popover(title, icon=":material/lock_open:", key=key):
        st.markdown(text)
        reason = st.text_input("Reason", max_chars=200, key=f"{key}.reason")
        if st.button(label, type="primary", key=f"{key}.go"):
            with saying():
                step(place.actor, place.schedule.id, reason)
                notify(done)
                st.rerun()
