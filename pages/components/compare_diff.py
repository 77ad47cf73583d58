"""From one roster to another: who takes and gives up which shifts, and who gains or loses a wish."""

import streamlit as st

from data.compose import services
from pages.components.people_changes import named, people_changes
from scheduling.services.comparing import Comparison
from scheduling.services.differences import Change


def compare_people(comparison: Comparison) -> None:
    """Choose a pair and draw a line for everybody for whom something changes."""
    by_letter = {item.letter: item for item in comparison.items}
    letters = list(by_letter)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        one = st.selectbox("From", letters, key=f"diff.from.{letters}", width=120)
        others = [letter for letter in letters if letter != one]
        usual = others.index(comparison.best) if comparison.best in others else 0
        two = st.selectbox("To", others, usual, key=f"diff.to.{one}.{letters}", width=120)
    changes = services().comparing.differences(comparison, one, two)
    if not changes:
        st.success(f"{one} and {two} are the same roster.")
        return
    st.markdown(_summed(changes, two))
    people_changes(named(comparison.ranking.problem, changes))


def _summed(changes: list[Change], two: str) -> str:
    won, lost = (sum(bool(getattr(change, side)) for change in changes) for side in ("won", "lost"))
    more, less = (sum(side * change.minutes > 0 for change in changes) for side in (1, -1))
    people = "one person" if len(changes) == 1 else f"{len(changes)} people"
    return (
        f"Taking **{two}** changes something for {people}. Wishes: **{won}** win one, **{lost}** lose one. "
        f"Hours: **{more}** work more, **{less}** fewer."
    )
