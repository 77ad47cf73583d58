"""Start a run: which weights, how long, go."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, saying
from pages.components.preflight_panel import preflight_panel
from scheduling.domain.runs import SolveOptions
from scheduling.services.records import ProfileRecord

WATCHED = "watched"
SEEN = "runs.seen_profile"


def run_form(place: Place) -> None:
    """Draw the form and submit a run when its button is pressed."""
    profiles = {profile.id: profile for profile in services().tuning.view(place.site.id).profiles}
    seen = st.session_state.get(SEEN)
    with st.container(border=True):
        left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
        with left:
            chosen = _profile(profiles)
        base = chosen.options if chosen else SolveOptions()
        limit = middle.number_input(
            "Time limit in seconds",
            1,
            3300,
            base.time_limit,
            key=f"limit_{chosen.id if chosen else ''}",
            help="The search ends sooner when it has proven that no roster is better.",
        )
        pressed = right.button("Run optimisation", type="primary", width="stretch", key="run")
        with saying():
            preflight_panel(services().preflight.view(place.schedule.id, chosen.id if chosen else None))
    # The profile that was on screen when the button was pressed; one deleted meanwhile is told, never exchanged.
    profile = seen if pressed and seen else chosen.id if chosen else None
    st.session_state[SEEN] = chosen.id if chosen else None
    if pressed:
        with saying():
            options = SolveOptions(int(limit), base.gap, base.threads, base.seed)
            run = services().runs.submit(place.user.username, place.schedule.id, profile, options)
            st.session_state[WATCHED] = run.id


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
