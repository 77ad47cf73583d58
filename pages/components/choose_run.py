"""Pick one of a week's runs that found a roster, and one of its candidates."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, lead_to
from scheduling.domain.clock import day_text
from scheduling.domain.runs import RunStatus
from scheduling.services.records import CandidateHead, RunRecord
from scheduling.services.solution import Found, RosterView

ENDED = (RunStatus.COMPLETED, RunStatus.CANCELLED)


def choose_run(place: Place, *, ended: bool) -> tuple[RunRecord, CandidateHead]:
    """The chosen run and candidate; a hint instead, and the end of the script, when there is none to choose."""
    all_found = {found.run.id: found for found in services().solution.found(place.schedule.id)}
    choices = {key: found for key, found in all_found.items() if not ended or found.run.status in ENDED}
    if not choices:
        st.info("No run of this week has a roster yet.")
        lead_to("runs.py", "Go to Runs")
        st.stop()
    left, right = st.columns([3, 2])
    # The choice outlives the widget, so that Solution and Apply speak of the same roster. The browser knows what is
    # chosen by its name, and names change when runs end: then this is another widget.
    names = {key: _run_name(place, found) for key, found in choices.items()}
    run_id = left.selectbox(
        "Run",
        list(choices),
        _remembered("chosen_run", list(choices)),
        format_func=lambda key: names[key],
        key=f"run_pick.{hash(tuple(names.values()))}",
    )
    heads = {head.id: head for head in choices[run_id].candidates}
    head_id = right.selectbox(
        "Candidate",
        list(heads),
        _remembered("chosen_candidate", list(heads)),
        format_func=lambda key: _candidate_name(heads[key], key == next(iter(heads))),
        key=f"candidate_pick.{run_id}.{len(heads)}",
    )
    st.session_state["chosen_run"], st.session_state["chosen_candidate"] = run_id, head_id
    return choices[run_id].run, heads[head_id]


@st.cache_resource(max_entries=16, show_spinner=False)
def candidate_view(candidate_id: str) -> RosterView:
    """A candidate never changes, so its picture is worked out once."""
    return services().solution.candidate(candidate_id)


def _remembered(key: str, choices: list[str]) -> int:
    wanted = st.session_state.get(key)
    return choices.index(wanted) if wanted in choices else 0


def _run_name(place: Place, found: Found) -> str:
    run, at = found.run, place.clock(found.run.created_at)
    result = run.solve_status.value if run.solve_status else run.status.value
    return f"{day_text(at)}, {at:%H:%M:%S} · {run.profile_name} · {result}"


def _candidate_name(head: CandidateHead, best: bool) -> str:
    return f"{'Best: p' if best else 'P'}enalty {head.penalty:,} after {head.seconds:.1f} s"
