"""Files handed in for import: what each one is, what is missing, and which weeks are planned in which order."""

from collections.abc import Sequence

import streamlit as st

from data.compose import services
from pages.components.frame import plain, saying
from scheduling.domain.files import File
from scheduling.services.importing import FileSet
from scheduling.services.permissions import Actor


def look_at(actor: Actor, files: Sequence[File]) -> FileSet | None:
    """Say what the files are; None where there are none, or they cannot be read together."""
    if not files:
        return None
    with saying():
        found = services().importing.look(actor, files)
        st.markdown("\n".join(f"- **{plain(name)}** is {plain(what)}." for name, what in found.kinds.items()))
        if found.missing:
            st.info(found.missing)
        return found
    return None


def week_order(found: FileSet) -> list[str | None]:
    """Ask which file each week of the plan is; None where that is not said yet."""
    if found.missing or not found.weeks:
        return []
    st.caption("Each week of the plan takes the demand and the wishes of one week file. A file can be taken again.")
    places = st.columns(min(found.weeks, 4))
    return [
        places[week % len(places)].selectbox(
            f"Week {week + 1}",
            found.week_files,
            week if week < len(found.week_files) else None,
            placeholder="Choose a file",
            key=f"import.week.{len(found.week_files)}.{week}",
        )
        for week in range(found.weeks)
    ]
