"""What a run did, step by step."""

from collections.abc import Sequence

import streamlit as st

from pages.components.frame import plain
from scheduling.services.records import NoteRecord


def run_notes(notes: Sequence[NoteRecord]) -> None:
    """All steps with their seconds, on demand."""
    if not notes:
        return
    # A label that changes would close it again with every step.
    with st.expander("What it did, step by step"):
        st.markdown("\n".join(f"- **{note.seconds:.1f} s**  {plain(note.text)}" for note in notes))
