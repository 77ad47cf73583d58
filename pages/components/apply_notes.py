"""What stands in the way of applying a roster, in words."""

import streamlit as st

from pages.components.frame import lead_to, plain
from scheduling.services.applying import Preview

MOST_NAMED = 3


def nothing_to_do(preview: Preview) -> bool:
    """Whether applying would change nothing; says why, then."""
    if preview.added or preview.removed:
        return False
    if preview.left_out:
        st.info("What is applied already leaves no room for this roster. Replace it to write this one.")
    else:
        st.success("The week holds this roster.")
    lead_to("roster.py", "See the roster")
    return True


def apply_notes(preview: Preview, overwrite: bool) -> bool:
    """Draw the notes; whether the roster may be applied."""
    if preview.broken:
        places = plain("; ".join(preview.broken[:MOST_NAMED]))
        mixed = bool(preview.kept) and not overwrite
        advice = "Replace what is applied already, or run again." if mixed else "Run again, then apply that roster."
        st.error(f"The week would break hard rules then: {places}. {advice}")
        lead_to("runs.py", "Go to Runs")
        return False
    if preview.left_out:
        st.info(f"{preview.left_out} assignments of this roster do not fit beside what is applied, and are left out.")
    if preview.changes:
        st.warning(f"Changed since this run started: {', '.join(preview.changes)}. Run again, or apply it as it is.")
        return st.checkbox("Apply it all the same", key=f"accept.{preview.run.id}.{preview.changes}")
    return True
