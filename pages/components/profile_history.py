"""Who changed a profile when and what, with a way back; and two profiles side by side."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.components.frame import Place, notify, plain, pressable, saying
from pages.components.opened import open_next
from scheduling.domain.clock import day_text
from scheduling.services.permissions import Action
from scheduling.services.profile_changes import Difference, profile_differences
from scheduling.services.records import ProfileRecord, ProfileVersion
from scheduling.services.tuning import TuningService, TuningView

NAME = "profile"


def profile_history(service: TuningService, view: TuningView, profile: ProfileRecord, place: Place) -> None:
    """The versions of a profile, newest first; each says what it changed and can be restored."""
    versions = service.profile_history(place.actor, profile.id)
    with st.expander("Who changed what, and when"):
        if not versions:
            st.caption("Nobody has changed this profile yet.")
        for number, version in enumerate(versions):
            earlier = versions[number + 1] if number + 1 < len(versions) else None
            _version(service, view, profile, version, earlier, place)


def _version(
    service: TuningService,
    view: TuningView,
    profile: ProfileRecord,
    version: ProfileVersion,
    earlier: ProfileVersion | None,
    place: Place,
) -> None:
    at, number = place.clock(version.at), version.profile.version
    who = f"by {version.by}" if version.by else "as it was before its first change here"
    with st.container(border=True, gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**Version {number}**, {day_text(at)}, {at:%H:%M}, {plain(who)}", width="content")
            restorable = pressable(place.actor, Action.EDIT_PROFILES)
            key = f"{NAME}.restore.{profile.id}.{number}"
            if number != profile.version and st.button("Restore", key=key, **restorable):
                with saying():
                    service.restore_profile(place.actor, profile, number)
                    open_next(NAME, profile.id)
                    notify(f"{profile.name} says again what it said at version {number}.")
                    st.rerun()
        if earlier is not None:
            lines = profile_differences(earlier.profile, version.profile, view.rows)
            st.markdown("\n".join(_told(line) for line in lines) or "No number changed.")


def _told(line: Difference) -> str:
    return f"- {plain(line.what)}: {plain(line.before)} → {plain(line.after)}"


def compare_profiles(view: TuningView) -> None:
    """Choose two profiles and see where they differ."""
    if len(view.profiles) < 2:
        return
    names = {profile.id: profile for profile in view.profiles}
    with st.expander("Compare two profiles"):
        left, right = st.columns(2)
        one = left.selectbox("First", list(names), 0, format_func=lambda key: names[key].name, key="profiles.one")
        two = right.selectbox("Second", list(names), 1, format_func=lambda key: names[key].name, key="profiles.two")
        lines = [line for line in profile_differences(names[one], names[two], view.rows) if line.what != "Name"]
        if lines:
            _table(lines, names[one].name, names[two].name)
        else:
            st.success("They say the same.")


def _table(lines: Sequence[Difference], one: str, two: str) -> None:
    rows = [(line.before, line.after, line.what) for line in lines]
    st.dataframe(
        pd.DataFrame(rows, columns=["before", "after", "what"]),
        hide_index=True,
        width="stretch",
        height="content",
        column_config={
            "before": st.column_config.TextColumn(one, width=110),
            "after": st.column_config.TextColumn(two, width=110),
            "what": st.column_config.TextColumn("What differs", width=560),
        },
        key="profiles.differences",
    )
