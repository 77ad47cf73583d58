"""What came of questions about a solution: what they cost by rule, and who moves."""

import streamlit as st

from data.compose import services
from pages.components.choose_run import turn_to
from pages.components.frame import acting, plain, saying
from pages.components.people_changes import people_changes
from pages.components.repairs_panel import explained
from pages.components.run_actions import POLL_SECONDS
from scheduling.services.records import RunRecord
from scheduling.services.what_if import Answer


def what_if_answers(run: RunRecord) -> None:
    """Draw the answers and follow those that are still searched for; nothing where nothing was asked."""
    with saying():
        found = services().what_if.answers(acting(), run.id)
        if found:
            waiting = any(not answer.run.status.terminal for answer in found)
            st.subheader("What if", anchor=False)
            st.fragment(_follow, run_every=POLL_SECONDS if waiting else None)(run, waiting)


def _follow(run: RunRecord, waiting: bool) -> None:
    found = services().what_if.answers(acting(), run.id)
    if waiting and all(answer.run.status.terminal for answer in found):
        st.rerun()
    for answer in found:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{plain(answer.question)}**")
            _answer(answer, run)


def _answer(answer: Answer, asked: RunRecord) -> None:
    if answer.why is not None:
        st.markdown("This cannot be.")
        explained(answer.why, asked, acting(), f"why-{answer.run.id}")
        return
    if answer.penalty is None or answer.before is None:
        st.caption(
            plain(answer.run.reason) if answer.run.status.terminal else "Searching for the best roster with this …"
        )
        return
    st.markdown(_summed(answer))
    if answer.by_rule:
        st.markdown(
            "\n".join(f"- {'costs' if n > 0 else 'saves'} {abs(n):,}: {plain(rule)}" for rule, n in answer.by_rule)
        )
    if answer.moves:
        people_changes(answer.moves)
    if answer.run.status.terminal and st.button("Look at this roster", key=f"what-if-{answer.run.id}"):
        turn_to(answer.run.id, answer.candidate)


def _summed(answer: Answer) -> str:
    assert answer.penalty is not None
    assert answer.before is not None
    more = answer.penalty - answer.before
    people = len(answer.moves)
    moved = f"something changes for {people} {'person' if people == 1 else 'people'}"
    said = f"Costs **{more:,}** more" if more > 0 else f"Costs **{-more:,}** less" if more < 0 else "Costs **nothing**"
    if not answer.run.status.terminal:
        sure = "best so far"
    else:
        sure = "proven: no other way costs less" if answer.proven else "the best found; there may be a cheaper way"
    return f"{said}, and {moved} ({sure})."
