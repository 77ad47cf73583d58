"""What can be done with the whole draft: undo, redo, save, discard, start empty, keep as a candidate."""

import streamlit as st

from data.compose import services
from pages.components.edit_search import edit_search
from pages.components.frame import Place, notify, plain, saying
from pages.components.roster_view import heads_short
from scheduling.domain.draft import Step
from scheduling.domain.editing import take
from scheduling.services.edit_words import told
from scheduling.services.editing import Desk
from scheduling.services.records import ScheduleStatus

EMPTY = "an empty roster"


def edit_bar(place: Place, desk: Desk) -> None:
    """Draw the buttons and say how the draft stands."""
    draft = desk.draft
    with st.container(horizontal=True, vertical_alignment="center", key="edit-bar"):
        _step(place, desk, "Undo", draft.done[-1:], "Ctrl+Z")
        _step(place, desk, "Redo", draft.undone[:1], "Ctrl+Shift+Z")
        edit_search(place, desk)
        _save(place, desk)
        _more(place, desk)
        st.caption(_standing(desk), width="content")


def _step(place: Place, desk: Desk, label: str, step: tuple[Step, ...], shortcut: str) -> None:
    """A button that goes one step back or forth, and says which."""
    back = label == "Undo"
    said = told(desk.week.problem, step[0]) if step else f"Nothing to {label.lower()}."
    icon = ":material/undo:" if back else ":material/redo:"
    if st.button(
        label, key=f"edit.{label}", icon=icon, disabled=not step, help=f"{plain(said)} ({shortcut})", shortcut=shortcut
    ):
        with saying():
            (services().editing.undo if back else services().editing.redo)(place.actor, desk)
            notify(f"{'Undone' if back else 'Done again'}: {said}")
            st.rerun()


def _save(place: Place, desk: Desk) -> None:
    draft, hard = desk.draft, desk.view.score.hard
    published = desk.week.schedule.status is ScheduleStatus.PUBLISHED
    # Another one for each draft, as this one would stay open when all of it is saved.
    with st.popover("Save", type="primary", disabled=not draft.changed, key=f"edit.save.{desk.record.id}"):
        st.markdown(_written(desk))
        reason = st.text_input(
            "Reason", max_chars=200, key=f"edit.reason.{desk.record.id}", placeholder="" if published else "Optional"
        )
        accept = not hard or st.checkbox(
            f"Save it although it breaks what must hold in {hard} place{'s' * (hard > 1)}",
            key=f"edit.accept.{desk.record.id}.{hard}",
        )
        if st.button("Save to the week", type="primary", key="edit.save.go", disabled=not accept):
            with saying():
                services().editing.save(place.actor, desk, reason, accept_broken=bool(hard))
                notify("Saved. The week holds this roster now.")
                st.rerun()


def _written(desk: Desk) -> str:
    """What saving writes."""
    draft = desk.draft
    added, removed = draft.roster - draft.base, draft.base - draft.roster
    people = len({a.employee for a in added | removed})
    pins = len(draft.pinned ^ draft.pins)
    who = "person" if people == 1 else "people"
    parts = [f"**{len(added)}** added", f"**{len(removed)}** removed", f"for **{people}** {who}"]
    return ", ".join([*parts, *([f"**{pins}** pin{'s' * (pins > 1)} changed"] if pins else [])]) + "."


def _more(place: Place, desk: Desk) -> None:
    draft, service = desk.draft, services().editing
    with st.popover("More", key="edit.more"):
        name = st.text_input("Keep as a candidate, called", max_chars=80, placeholder="My own roster", key="edit.name")
        if st.button("Keep as a candidate", key="edit.keep", help="It stands on Compare and Solution beside others."):
            with saying():
                kept = service.keep(place.actor, desk, name)
                st.session_state["chosen_run"], st.session_state["chosen_candidate"] = kept.run, kept.id
                notify("Kept as a candidate. Find it on Compare and Solution.")
                st.rerun()
        st.divider()
        if st.button("Empty the grid", key="edit.empty", disabled=not draft.roster, help="Pins and locks stay."):
            with saying():
                service.edit(place.actor, desk, take(desk.week.problem, draft, frozenset(), EMPTY))
                st.rerun()
        st.divider()
        sure = st.checkbox("I am sure", key=f"edit.sure.{desk.record.id}", disabled=not desk.record.version)
        if st.button("Discard all edits", key="edit.discard", disabled=not sure):
            with saying():
                service.discard(place.actor, desk)
                notify("Discarded. You see what is applied.")
                st.rerun()


def _standing(desk: Desk) -> str:
    view, edits = desk.view, desk.draft.edits
    unsaved = "Nothing unsaved" if not edits else f"**{edits} unsaved edit{'s' * (edits > 1)}**"
    more = view.score.penalty - desk.before.penalty
    beside = f" ({abs(more):,} {'more' if more > 0 else 'less'} than what is applied)" if more else ""
    hard = view.score.hard
    broken = f"**{hard}** broken that must hold" if hard else "nothing broken that must hold"
    short = heads_short(view)
    return f"{unsaved} · penalty {view.score.penalty:,}{beside} · {short} head{'s' * (short != 1)} short · {broken}"
