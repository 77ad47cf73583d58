"""The versions of a week's roster: who changed it when and why; two of them side by side; the way back."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.compose import services
from pages.components.apply_details import verdict
from pages.components.bring_back import restore
from pages.components.downloads import harmless
from pages.components.frame import Place, plain, saying
from pages.components.people_changes import named, people_changes
from pages.components.version_words import moment_text, name, told, what
from scheduling.services.permissions import Action
from scheduling.services.records import ScheduleStatus
from scheduling.services.version_records import VersionHead

TALL = 8


def versions_panel(place: Place, versions: Sequence[VersionHead]) -> None:
    """Draw all of it behind one line; nothing where nothing was ever applied."""
    if not versions:
        return
    count = len(versions)
    panel = st.expander(
        f"{count} version{'s' * (count > 1)}",
        key=f"versions.{place.schedule.id}",
        icon=":material/history:",
        on_change="rerun",
    )
    if panel.open:
        with panel, saying():
            _table(place, versions)
            _compare(place, versions)


def last_change(place: Place, newest: VersionHead) -> str:
    """What is applied, in a line: "Version 5, edited by hand on Tue 24 Nov, 21:50 by mia: Ann is ill"."""
    return plain(f"Version {newest.number}, {told(place, newest)}{f': {newest.reason}' if newest.reason else ''}")


def _table(place: Place, versions: Sequence[VersionHead]) -> None:
    heads = ["Version", "When", "Who", "What", "Added", "Removed", "Reason", "Published"]
    rows = [
        (
            head.number,
            moment_text(place, head.at),
            head.author,
            what(head),
            head.added,
            head.removed,
            harmless(head.reason),
            moment_text(place, head.told_at) if head.told_at else "",
        )
        for head in versions
    ]
    shown = heads if any(head.told_at for head in versions) else heads[:-1]
    st.dataframe(
        pd.DataFrame(rows, columns=heads)[shown],
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= TALL else 320,
        column_config={
            "Version": st.column_config.NumberColumn(width=70),
            "When": st.column_config.TextColumn(width=135),
            "Published": st.column_config.TextColumn(width=135),
            "Added": st.column_config.NumberColumn(width=70),
            "Removed": st.column_config.NumberColumn(width=80),
        },
        key=f"versions.table.{versions[0].number}",
    )


def _compare(place: Place, versions: Sequence[VersionHead]) -> None:
    """From one version to another, and the way back to the first of them."""
    newest, by_number = versions[0], {head.number: head for head in versions}
    numbers = [*by_number, 0]
    names = {number: name(place, by_number.get(number)) for number in numbers}
    key = f"versions.{place.schedule.id}.{newest.number}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        one, two = (
            st.selectbox(label, numbers, usual, format_func=names.__getitem__, key=f"{key}.{label}", width=270)
            for label, usual in (("From version", 1), ("To version", 0))
        )
        changeable = place.actor.may(Action.RESTORE_ROSTER) and place.schedule.status is not ScheduleStatus.ARCHIVED
        if changeable and one != newest.number:
            restore(place, newest, one)
    effect = services().versions.compare(place.actor, place.schedule.id, one, two)
    if effect.before == effect.after:
        st.caption("Nobody works anything else in these two.")
    else:
        st.markdown(verdict(effect))
        people_changes(named(effect.problem, effect.changes))
    if effect.beyond:
        st.caption(f"{effect.beyond} assignments of people who left and cancelled shifts are not counted.")
