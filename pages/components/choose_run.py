"""Pick one of a week's runs that found a roster, and one of its candidates."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, lead_to
from pages.components.sweep_switch import beside_sweeps
from scheduling.domain.runs import CandidateKind
from scheduling.services.permissions import Actor
from scheduling.services.records import CandidateHead, RunRecord, UserRole
from scheduling.services.solution import Found, RosterView
from scheduling.services.what_if import hypothetical

TURN = "chosen_turn"


def choose_run(place: Place, *, ended: bool) -> tuple[RunRecord, CandidateHead]:
    """The chosen run and candidate; a hint instead, and the end of the script, when there is none to choose."""
    all_found = services().solution.found(place.actor, place.schedule.id)
    possible = [found for found in all_found if not ended or found.run.applicable]
    if not possible:
        st.info("No run of this week has a roster yet.")
        lead_to("runs.py", "Go to Runs")
        st.stop()
    left, right = st.columns([3, 2])
    before = st.session_state.get("chosen_run")
    listed = beside_sweeps(possible, lambda one: one.run.swept, lambda one: one.run.id == before, "choice")
    choices = {found.run.id: found for found in sorted(listed, key=lambda found: _aside(found.run))}
    turn = st.session_state.get(TURN, 0)
    # The choice outlives the widget, so that Solution and Apply speak of the same roster. The browser knows what is
    # chosen by its name, and names change when runs end: then this is another widget.
    names = {key: _run_name(place, found) for key, found in choices.items()}
    run_id = left.selectbox(
        "Run",
        list(choices),
        _remembered("chosen_run", list(choices)),
        format_func=lambda key: names[key],
        key=f"run_pick.{turn}.{hash(tuple(names.values()))}",
    )
    heads = {head.id: head for head in choices[run_id].candidates}
    head_id = right.selectbox(
        "Candidate",
        list(heads),
        _remembered("chosen_candidate", list(heads)),
        format_func=lambda key: _candidate_name(heads[key], key == next(iter(heads))),
        key=f"candidate_pick.{turn}.{run_id}.{len(heads)}",
    )
    st.session_state["chosen_run"], st.session_state["chosen_candidate"] = run_id, head_id
    return choices[run_id].run, heads[head_id]


def turn_to(run_id: str, candidate_id: str) -> None:
    """Choose another roster from the page that shows one, and draw it."""
    st.session_state["chosen_run"], st.session_state["chosen_candidate"] = run_id, candidate_id
    # The browser holds on to what was chosen in a widget; another one starts from what is wanted.
    st.session_state[TURN] = int(st.session_state.get(TURN, 0)) + 1
    st.rerun(scope="app")


def candidate_view(actor: Actor, candidate_id: str) -> RosterView:
    """A roster that a run found, as a picture."""
    return _pictured(actor.role, candidate_id, actor)


@st.cache_resource(max_entries=16, show_spinner=False)
def _pictured(role: UserRole, candidate_id: str, _actor: Actor) -> RosterView:
    """A candidate never changes, so its picture is worked out once for each role, which decides who may see it."""
    return services().solution.candidate(_actor, candidate_id)


def _remembered(key: str, choices: list[str]) -> int:
    wanted = st.session_state.get(key)
    return choices.index(wanted) if wanted in choices else 0


def _aside(run: RunRecord) -> int:
    """What was asked for by itself is looked at first, answers to questions come then, those of sweeps last."""
    return 2 if run.swept else int(hypothetical(run))


def _run_name(place: Place, found: Found) -> str:
    run, at = found.run, place.clock(found.run.created_at)
    result = run.solve_status.value if run.solve_status else run.status.value
    # The weekday says little, and a phone has no room for it.
    return f"{at.day} {at:%b, %H:%M:%S} · {run.profile_name} · {result}"


def _candidate_name(head: CandidateHead, best: bool) -> str:
    if head.kind is CandidateKind.OWN:
        return f"Brought along: penalty {head.penalty:,}"
    kind = "Best: p" if best else "Other: p" if head.kind is CandidateKind.DIFFERENT else "P"
    return f"{kind}enalty {head.penalty:,} after {head.seconds:.1f} s"
