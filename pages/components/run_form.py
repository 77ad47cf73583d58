"""Start a run: which weights, how long, go."""

from dataclasses import dataclass

import streamlit as st

from data.compose import services
from pages.components.frame import Place, plain, pressable, saying
from pages.components.preflight_panel import preflight_panel
from pages.components.run_actions import WATCHED
from scheduling.domain.errors import AlreadyRun
from scheduling.domain.runs import SOFT_LIMIT, SolveOptions, Variety
from scheduling.services.permissions import Action
from scheduling.services.records import ProfileRecord

SEEN = "runs.seen_profile"
ALIKE = "runs.alike"


def run_form(place: Place) -> None:
    """Draw the form and submit a run when its button is pressed."""
    profiles = {profile.id: profile for profile in services().tuning.view(place.actor, place.site.id).profiles}
    seen = st.session_state.get(SEEN)
    with st.container(border=True):
        left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
        with left:
            chosen = _profile(profiles)
        base = chosen.options if chosen else SolveOptions()
        limit = middle.number_input(
            "Time limit in seconds",
            1,
            SOFT_LIMIT,
            base.time_limit,
            key=f"limit_{chosen.id if chosen else ''}",
            help="The search ends sooner when it has proven that no roster is better.",
        )
        variety = _variety()
        pressed = right.button(
            "Run optimisation", type="primary", width="stretch", key="run", **pressable(place.actor, Action.START_RUN)
        )
        # Right below the button, so that nobody has to look for what it said.
        answer = st.container()
        with saying():
            preflight_panel(services().preflight.view(place.actor, place.schedule.id, chosen.id if chosen else None))
    # The profile that was on screen when the button was pressed; one deleted meanwhile is told, never exchanged.
    profile = seen if pressed and seen else chosen.id if chosen else None
    st.session_state[SEEN] = chosen.id if chosen else None
    options = SolveOptions(int(limit), base.gap, base.threads, base.seed)
    with answer:
        if pressed:
            _submit(Wanted(place.schedule.id, profile, options, variety), place)
        _offer_alike(place)


@dataclass(frozen=True)
class Wanted:
    """What was asked for when the button was pressed."""

    schedule: str
    profile: str | None
    options: SolveOptions
    variety: Variety | None = None


def _submit(wanted: Wanted, place: Place, *, again: bool = False) -> None:
    st.session_state.pop(ALIKE, None)
    with saying():
        try:
            run = services().runs.submit(
                place.actor,
                wanted.schedule,
                wanted.profile,
                wanted.options,
                again=again,
                variety=wanted.variety,
            )
            st.session_state[WATCHED] = run.id
        except AlreadyRun as found:
            st.session_state[ALIKE] = wanted, str(found), found.run


def _offer_alike(place: Place) -> None:
    """Say that the same was run before, and offer that run, or another one all the same."""
    wanted, text, run_id = st.session_state.get(ALIKE, (None, "", ""))
    if wanted is None or wanted.schedule != place.schedule.id:
        return
    st.info(plain(text))
    with st.container(horizontal=True):
        if st.button("Show that run", key="alike_show"):
            st.session_state.pop(ALIKE)
            st.session_state[WATCHED] = run_id
            st.rerun()
        if st.button("Run again all the same", key="alike_again"):
            _submit(wanted, place, again=True)
            st.rerun()


def _variety() -> Variety | None:
    """What is asked for beside the best roster; nothing unless somebody switches it on."""
    with st.expander("Several different rosters"):
        many = st.number_input(
            "How many rosters", 1, 8, 1, key="variety.rosters", help="1: the best only. The others take half the time."
        )
        left, right = st.columns(2)
        within = left.number_input(
            "Penalty higher by at most, percent", 0.0, 1000.0, 5.0, format="%g", key="variety.within"
        )
        apart = right.number_input("Assignments that differ, at least", 1, None, 10, key="variety.apart")
    return Variety(int(many), float(within), int(apart)) if many > 1 else None


def _profile(profiles: dict[str, ProfileRecord]) -> ProfileRecord | None:
    """The profile to run with; None where the site has none and its settings count as they are."""
    default = next((k for k, profile in enumerate(profiles.values()) if profile.is_default), 0)
    chosen = st.selectbox(
        "Weight profile",
        list(profiles),
        default,
        format_func=lambda key: profiles[key].name if key in profiles else "deleted",
        key="profile",
        placeholder="Settings as they are",
        disabled=not profiles,
        help="How much each wish weighs, and how to search. Made on the page Rules & weights.",
    )
    return profiles.get(chosen or "")
