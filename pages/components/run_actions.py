"""What a person can do about a run: finish it, cancel it, continue it, look at what it found."""

import streamlit as st

from data.compose import services
from pages.components.frame import acting, notify, pressable, saying
from scheduling.domain.runs import SOFT_LIMIT, SolveStatus
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import RunRecord

WATCHED = "watched"
POLL_SECONDS = 0.5
FINISH = "End the search with the best roster so far, as if its time were over."
CANCEL = "Give the run up. What it found so far is kept."
TAKE = "Inputs, settings, seed, versions, log and rosters. Search it again: python -m scheduling replay run.zip"


def look(run: RunRecord) -> None:
    """Lead to the rosters of this run, also while it goes on."""
    label = "Look at the solution" if run.status.terminal else "Look at the best so far"
    if st.button(label, type="primary" if run.status.terminal else "secondary", key="look"):
        st.session_state["chosen_run"] = run.id
        st.switch_page("solution.py")


def end_early(run: RunRecord, actor: Actor, *, found: bool) -> None:
    """Buttons that end a run that has not ended: keep the best and be done, or give it up."""
    asked = run.cancel_requested or run.finish_requested
    if found and st.button(
        "Finish now",
        key="finish",
        **pressable(actor, Action.END_RUN, disabled=asked, help=FINISH),
    ):
        with saying():
            services().runs.finish(actor, run.id)
            notify("The run ends with its best roster.")
            st.rerun()
    if st.button("Cancel", key="cancel", **pressable(actor, Action.END_RUN, disabled=asked, help=CANCEL)):
        with saying():
            services().runs.cancel(actor, run.id)
            notify("The run was asked to stop.")
            st.rerun()


def take_along(run: RunRecord, actor: Actor) -> None:
    """The run as one file; it is packed when somebody asks for it."""
    st.download_button(
        "Download the run",
        lambda: services().bundles.pack(actor, run.id),
        f"run-{run.id[:8]}.zip",
        "application/zip",
        key=f"bundle.{run.id}",
        icon=":material/download:",
        on_click="ignore",
        **pressable(actor, Action.TAKE_RUN, help=TAKE),
    )


def wait_for_end(run: RunRecord) -> None:
    """Draw the page anew when a run ends that goes on while the page is looked at."""

    def look_again() -> None:
        if services().runs.live(acting(), run.id).run.status.terminal:
            st.rerun()

    if not run.status.terminal:
        st.fragment(look_again, run_every=POLL_SECONDS)()


def go_on(run: RunRecord, actor: Actor) -> None:
    """Search further from the best roster of a run that has ended without proof."""
    if run.solve_status is SolveStatus.OPTIMAL:
        return
    with st.popover("Continue", help="Search further from this roster, on the same inputs."):
        seconds = st.number_input(
            "Seconds more",
            1,
            SOFT_LIMIT,
            run.options.time_limit,
            key=f"more_{run.id}",
            help="A new run; this one stays.",
        )
        if st.button("Continue the search", type="primary", key="go_on", **pressable(actor, Action.START_RUN)):
            with saying():
                st.session_state[WATCHED] = services().runs.go_on(actor, run.id, int(seconds)).id
                st.switch_page("runs.py")
