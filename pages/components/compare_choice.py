"""Which rosters are compared, and under which weights: chosen on the page, kept in the address."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, lead_to, pressable
from scheduling.domain.clock import day_text
from scheduling.domain.runs import CandidateKind, RunStatus
from scheduling.services.comparing import FEWEST, MOST, Choice, Comparison, Ranking
from scheduling.services.permissions import Action

UNDER, ROSTERS = "under", "rosters"
LISTED = "compare.listed"
SWEPT, EARLIER = "+ runs of sweeps", "+ earlier rosters of runs"
USUAL = 3
"""So many of the best are compared at first."""
ENDED = (RunStatus.COMPLETED, RunStatus.CANCELLED)


def choose_yardstick(place: Place) -> str | None:
    """The profile under which all rosters are measured: the default one at first; None: the settings' own weights."""
    profiles = {profile.id: profile for profile in services().tuning.view(place.actor, place.site.id).profiles}
    choices = ["", *profiles]
    default = next((one.id for one in profiles.values() if one.is_default), "")
    kept = next((one for one in (st.session_state.get(UNDER), st.query_params.get(UNDER)) if one in choices), default)
    chosen = st.selectbox(
        "Measured under",
        choices,
        choices.index(kept),
        format_func=lambda key: profiles[key].name if key else "Settings as they are",
        key=f"{UNDER}.pick.{place.site.id}",
        help="One yardstick for all: the week as it is today, and the weights of this profile.",
    )
    st.session_state[UNDER] = st.query_params[UNDER] = chosen
    return chosen or None


def wanted(place: Place) -> list[str]:
    """Ids of the rosters that were chosen here before, or that the address names."""
    asked = [one for one in st.query_params.get(ROSTERS, "").split(",") if one]
    kept: list[str] = st.session_state.get(f"{ROSTERS}.{place.schedule.id}", [])
    return [*kept, *asked]


def choose_list(place: Place) -> tuple[bool, bool]:
    """Whether the list of rosters holds those of sweeps, and those that their runs improved on."""
    runs = services().runs.of_schedule(place.actor, place.schedule.id)
    if not runs:
        return False, False
    swept = any(run.swept for run in runs)
    options = [SWEPT, EARLIER] if swept else [EARLIER]
    chosen = [one for one in st.session_state.get(LISTED, []) if one in options]
    picked = st.pills(
        "List also",
        options,
        default=chosen,
        selection_mode="multi",
        label_visibility="collapsed",
        key=f"{LISTED}.pick.{len(options)}",
        help="At first each run stands in the list with its best roster, and runs of sweeps are left out.",
    )
    st.session_state[LISTED] = picked
    return SWEPT in picked, EARLIER in picked


def choose_rosters(place: Place, ranking: Ranking) -> list[str]:
    """Ids of two to six rosters; a hint instead, and the end of the script, where there are not enough."""
    names = {row.choice.id: roster_name(place, row.choice) for row in ranking.rows}
    if len(names) < FEWEST:
        said = "There is one roster only: run again" if names else "No roster yet: run the optimisation twice"
        st.info(f"{said}, with another weight profile or seed, and compare what is found.")
        lead_to("runs.py", "Go to Runs")
        st.stop()
    asked = [one for one in st.query_params.get(ROSTERS, "").split(",") if one]
    linked = [one for one in asked if one in names][:MOST]
    if len(linked) < len(asked) and f"{ROSTERS}.told" not in st.session_state:
        st.warning("This address names a roster that does not exist (any more).")
    key = f"{ROSTERS}.pick.{place.schedule.id}"
    st.session_state[f"{ROSTERS}.told"] = True
    usual = linked if len(linked) >= FEWEST else ranking.leaders(USUAL)
    kept = [one for one in st.session_state.get(f"{ROSTERS}.{place.schedule.id}", usual) if one in names]
    st.session_state[key] = kept
    chosen = st.multiselect(
        "Rosters", list(names), format_func=lambda one: names[one], max_selections=MOST, key=key, placeholder="Choose"
    )
    st.session_state[f"{ROSTERS}.{place.schedule.id}"] = chosen
    st.query_params[ROSTERS] = ",".join(chosen)
    if len(chosen) < FEWEST:
        st.info(f"Choose {FEWEST} to {MOST} rosters.")
        st.stop()
    return chosen


def roster_name(place: Place, choice: Choice) -> str:
    """How a roster is called in lists."""
    if choice.run is None or choice.head is None:
        return "What is applied now"
    at = place.clock(choice.run.created_at)
    other = f", other {choice.head.seq}" if choice.head.kind is CandidateKind.DIFFERENT else ""
    if choice.improved_on:
        other = f", after {choice.head.seconds:.1f} s (penalty {choice.head.penalty:,})"
    return f"{choice.run.profile_name}{other} · {day_text(at)}, {at:%H:%M:%S}"


def take(place: Place, comparison: Comparison) -> None:
    """Buttons that lead to applying the winner, or to looking at it."""
    best = next(item for item in comparison.items if item.letter == comparison.best)
    run = best.choice.run
    if run is None or best.choice.head is None:
        st.caption("It is what is applied already.")
        return
    with st.container(horizontal=True):
        applies = pressable(place.actor, Action.APPLY)
        if run.status in ENDED and st.button(f"Apply {best.letter}", type="primary", key="take", **applies):
            _lead(run.id, best.choice.id, "apply.py")
        if st.button(f"Look at {best.letter}", key="look_at"):
            _lead(run.id, best.choice.id, "solution.py")


def _lead(run: str, candidate: str, page: str) -> None:
    st.session_state["chosen_run"], st.session_state["chosen_candidate"] = run, candidate
    st.switch_page(page)
