"""What stands in the way of applying a roster, and the ways on."""

import streamlit as st

from pages.components.frame import lead_to, plain
from scheduling.services.applying import Preview
from scheduling.services.records import ScheduleStatus

MOST_NAMED = 6


def nothing_to_do(preview: Preview) -> bool:
    """Whether applying would change nothing; says why, then."""
    if preview.added or preview.removed:
        return False
    if preview.left_out:
        st.info(
            f"The week holds what fits of this roster; {len(preview.left_out)} assignments do not: "
            f"{_few([one.why for one in preview.left_out])}."
        )
    else:
        st.success("The week holds this roster.")
    lead_to("roster.py", "See the roster")
    return True


def apply_notes(preview: Preview) -> tuple[bool, str]:
    """Draw the notes and the button; whether it was pressed, and the reason that was given."""
    if preview.broken:
        st.error(f"The week would break hard rules then: {_few(preview.broken)}. Run again, then apply that roster.")
        lead_to("runs.py", "Run again")
        return False, ""
    if preview.changes:
        _stale(preview)
    return _buttons(preview)


def _stale(preview: Preview) -> None:
    """Everything that is other than the run knew it, a line each."""
    lines = [f"- {plain(one)}" for one in preview.changes]
    with st.container(key="stale"):
        st.warning("**Changed since this run started:**\n" + "\n".join(lines[:MOST_NAMED]))
        if len(lines) > MOST_NAMED:
            with st.expander(f"And {len(lines) - MOST_NAMED} more"):
                st.markdown("\n".join(lines[MOST_NAMED:]))


def _buttons(preview: Preview) -> tuple[bool, str]:
    published, reason = preview.schedule.status is ScheduleStatus.PUBLISHED, ""
    if published:
        reason = st.text_input(
            "Why does it change?",
            max_chars=200,
            key=f"apply.reason.{preview.schedule.id}",
            help="The week is published: people see the change at once, and may look up the reason.",
        )
    # What changed after the button was drawn has not been accepted by anybody: then this is another button.
    name, shown = f"apply.{preview.run.id}.{preview.seen}.{hash(preview.changes)}", bool(preview.changes)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = "Apply what still fits" if shown else "Apply roster"
        pressed = st.button(label, type="primary", key=name)
        if shown:
            lead_to("runs.py", "Run again")
            lead_to("roster.py", "Cancel")
    return pressed, reason


def _few(sentences: list[str]) -> str:
    named, more = list(dict.fromkeys(sentences))[:MOST_NAMED], len(set(sentences)) - MOST_NAMED
    return plain("; ".join(named)) + (f"; and {more} more" if more > 0 else "")
