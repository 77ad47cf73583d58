"""Undo the last change of a roster, or restore any version: what that changes, then the button."""

from collections.abc import Callable

import streamlit as st

from data.compose import services
from pages.components.frame import Place, notify, plain, saying
from pages.components.version_words import told
from scheduling.services.records import ScheduleStatus
from scheduling.services.version_records import VersionHead
from scheduling.services.versions import Restoring

MOST_NAMED = 3
Press = Callable[[str, bool], object]


def undo(place: Place, newest: VersionHead) -> None:
    """A button that opens what taking the last change back does."""
    with saying():
        target = services().versions.before_last(place.actor, place.schedule.id)
        archived = place.schedule.status is ScheduleStatus.ARCHIVED
        key = f"roster.undo.{newest.schedule}.{newest.number}"
        popover = st.popover(
            "Undo",
            icon=":material/undo:",
            disabled=target is None or archived,
            help="Nothing in an archived week changes." if archived else "Take the last change of this roster back.",
            key=key,
            on_change="rerun",
        )
        if popover.open and target is not None:
            with popover:
                st.markdown(plain(f"The last change: {told(place, newest)}."))
                _form(place, target, key, "Undo it", _undoing(place, newest))


def restore(place: Place, newest: VersionHead, number: int) -> None:
    """A button that opens what restoring a version does."""
    key = f"roster.restore.{newest.schedule}.{newest.number}.{number}"
    popover = st.popover(f"Restore version {number}", icon=":material/history:", key=key, on_change="rerun")
    if popover.open:
        with popover, saying():
            _form(place, number, key, "Restore it", _restoring(place, newest, number))


def _undoing(place: Place, newest: VersionHead) -> Press:
    def press(reason: str, accept: bool) -> None:
        service = services().versions
        service.undo(place.actor, place.schedule.id, newest.number, reason, accept_broken=accept)
        notify("Undone. The roster is as it was before.")

    return press


def _restoring(place: Place, newest: VersionHead, number: int) -> Press:
    def press(reason: str, accept: bool) -> None:
        service = services().versions
        service.restore(place.actor, place.schedule.id, number, newest.number, reason, accept_broken=accept)
        notify(f"Restored. The roster is that of version {number}.")

    return press


def _form(place: Place, number: int, key: str, label: str, press: Press) -> None:
    plan = services().versions.preview(place.actor, place.schedule.id, number)
    st.markdown(_written(plan))
    if plan.left_out:
        st.caption(f"{plan.left_out} assignments of people who left and cancelled shifts do not come back.")
    published = place.schedule.status is ScheduleStatus.PUBLISHED
    reason = st.text_input("Reason", max_chars=200, key=f"{key}.reason", placeholder="" if published else "Optional")
    broken, accept = plan.effect.newly_broken, True
    if broken:
        places = "; ".join(one.message for one in broken[:MOST_NAMED])
        st.warning(f"This breaks {len(broken)} times what must hold: {plain(places)}.")
        accept = st.checkbox("Bring it back all the same", key=f"{key}.accept.{len(broken)}")
    if st.button(label, type="primary", key=f"{key}.go", disabled=not accept):
        with saying():
            press(reason, bool(broken))
            st.rerun()


def _written(plan: Restoring) -> str:
    """What comes back, in one line."""
    gone, new = plan.effect.before - plan.effect.after, plan.effect.after - plan.effect.before
    people = len({one.employee for one in gone | new})
    before, after = plan.effect.score_before, plan.effect.score_after
    return (
        f"**{len(new)}** added, **{len(gone)}** removed, for **{people}** "
        f"{'person' if people == 1 else 'people'}. "
        f"Penalty **{before.penalty:,}** before, **{after.penalty:,}** after."
    )
