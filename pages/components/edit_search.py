"""Completing and repairing a draft: what to keep, how long to search, and what came of it."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, acting, notify, plain, saying
from pages.components.run_actions import POLL_SECONDS, WATCHED
from pages.components.run_status import elapsed
from scheduling.domain.runs import SOFT_LIMIT
from scheduling.services.edit_searches import Search
from scheduling.services.editing import Desk

COMPLETE, REPAIR = "Complete the rest", "Repair"
ALL, HELD = "All that is there", "Only what is locked or pinned"
SECONDS, CHANGES = 20, 5


def edit_search(place: Place, desk: Desk) -> None:
    """The form of both, behind one button; nothing can be started while a search is looked at."""
    with st.popover("Complete or repair", icon=":material/auto_fix_high:", key="edit.search"):
        kind = st.segmented_control("Let the solver", [COMPLETE, REPAIR], default=COMPLETE, key="edit.search.kind")
        keep, most = ALL, CHANGES
        if kind == REPAIR:
            most = st.number_input(
                "With at most so many changes",
                1,
                None,
                CHANGES,
                key="edit.search.most",
                help="Somebody newly on a shift or off it is one change each; a replacement is two.",
            )
            st.caption("Mends what is broken that must hold, and costs as little as it can. Locks and pins stay.")
        else:
            keep = st.radio("Keep", [ALL, HELD], key="edit.search.keep") or ALL
        seconds = st.number_input("Seconds at most", 1, SOFT_LIMIT, SECONDS, key="edit.search.seconds")
        if st.button("Start the search", type="primary", key="edit.search.go"):
            with saying():
                service = services().edit_searches
                if kind == REPAIR:
                    service.repair(place.actor, desk, int(seconds), int(most))
                else:
                    service.complete(place.actor, desk, int(seconds), keep_all=keep == ALL)
                st.rerun()


def edit_found(desk: Desk) -> None:
    """Follow the search around the draft, where there is one, and offer what it found."""
    if desk.record.run is not None:
        found = services().edit_searches.found(acting(), desk)
        if found is not None:
            ended = found.run.status.terminal
            st.fragment(_follow, run_every=None if ended else POLL_SECONDS)(desk, ended)


def _follow(desk: Desk, ended: bool) -> None:
    with saying():
        found = services().edit_searches.found(acting(), desk)
        if found is None or found.run.status.terminal != ended:
            st.rerun()
        with st.container(border=True, gap="small", key="edit-found"):
            _said(found, desk.view.score.penalty)
            if found.clashes:
                st.markdown("\n".join(f"- {plain(line.text)}" for clash in found.clashes for line in clash.lines))
            with st.container(horizontal=True, vertical_alignment="center"):
                _buttons(desk, found)


def _said(found: Search, now: int) -> None:
    run = found.run
    name = f"**{plain(run.profile_name)}**"
    if not run.status.terminal:
        best = "" if found.penalty is None else f"; best so far: penalty {found.penalty:,}"
        st.progress(min(1.0, elapsed(run) / run.options.time_limit), f"{name}: searching{best}")
    elif found.penalty is not None:
        st.markdown(f"{name}: found a roster with penalty **{found.penalty:,}**; yours has {now:,}.")
    elif found.clashes:
        st.markdown(f"{name}: no roster is possible around this. What stands against it:")
    else:
        st.markdown(f"{name}: {plain(run.reason or 'no roster was found')}")


def _buttons(desk: Desk, found: Search) -> None:
    """Take it over, put it aside, or see the run."""
    service, label = services().edit_searches, "Take it into the grid"
    if found.penalty is not None and st.button(label, type="primary", key="edit.take", disabled=desk.stale):
        if not found.run.status.terminal:
            services().runs.finish(acting(), found.run.id)
        service.take_over(acting(), desk)
        notify("It stands in the grid, as one step that can be undone.")
        st.rerun()
    if st.button("Put it aside" if found.run.status.terminal else "Cancel", key="edit.aside"):
        service.put_aside(acting(), desk)
        st.rerun()
    if st.button("See the run", type="tertiary", key="edit.run"):
        st.session_state[WATCHED] = found.run.id
        st.switch_page("runs.py")
