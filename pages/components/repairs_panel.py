"""Why a run found no roster: what clashes, and what would help, each one click to try and one to take back."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, notify, plain, pressable, saying
from pages.components.run_actions import WATCHED
from scheduling.domain.clock import day_text
from scheduling.services.input_changes import needed_for
from scheduling.services.made_repairs import MadeRepair
from scheduling.services.permissions import Actor
from scheduling.services.records import RunRecord
from scheduling.services.repairing import ClashView, ExplanationView, RepairView

MOST_OFFERED = 3
REPAIR = "Makes the change and starts a run like this one. You can take the change back afterwards."
MOST_SHOWN = 3
NOTHING = "No change of rules, time off or pinned work would: it cannot be with these people."
NOT_IN_TIME = "Nothing was found in the time there was. Loosen something of what clashes, then run again."


def repairs_panel(run: RunRecord, actor: Actor) -> None:
    """Draw what is known about a run without a roster; nothing for runs of before it was looked for."""
    found = services().repairs.of_run(actor, run.id)
    if found is not None:
        explained(found, run, actor, f"repair-{run.id}")


def explained(found: ExplanationView, like: RunRecord, actor: Actor, key: str) -> None:
    """Draw what clashes beside what would help; a repair starts a run `like` one that there was."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.markdown("**What clashes**")
        for clash in found.clashes:
            _clash(clash)
        if len(found.clashes) > 1:
            st.caption("These have nothing in common, and each must be mended.")
    with right:
        st.markdown("**What would help**")
        if not found.repairs:
            st.caption(NOTHING if found.in_time else NOT_IN_TIME)
        for k, repair in enumerate(found.repairs[:MOST_SHOWN]):
            _repair(like, actor, repair, f"{key}-{k}", first=k == 0)
        if len(found.repairs) > MOST_SHOWN:
            with st.expander("Other ways"):
                for k, repair in enumerate(found.repairs[MOST_SHOWN:], MOST_SHOWN):
                    _repair(like, actor, repair, f"{key}-{k}", first=False)
        if found.repairs:
            st.caption("The cheapest first; with each of them there is a roster. Rules change for the whole site.")


def _clash(clash: ClashView) -> None:
    with st.container(border=True, gap="xsmall"):
        lines = []
        for line in clash.lines:
            people = f" ({plain(', '.join(line.people))})" if len(line.people) > 1 else ""
            lines.append(f"- {plain(line.text)}{people or _alone(line.text, line.people)}")
        st.markdown("\n".join(lines))
        only = "These cannot all hold together. Without any one of them the others could."
        st.caption(
            only if clash.proven else "These cannot all hold together. Perhaps not all of them matter: time ran out."
        )


def _alone(text: str, people: tuple[str, ...]) -> str:
    """The one person whom a line is about, unless its sentence says so already."""
    return f" ({plain(people[0])})" if people and people[0] not in text else ""


def _repair(like: RunRecord, actor: Actor, repair: RepairView, key: str, *, first: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown("\n".join(f"- {plain(said)}" for said in repair.sentences), width="stretch")
        pressed = st.button(
            "Do this and run again",
            type="primary" if first else "secondary",
            key=key,
            **pressable(actor, needed_for(actor, repair.repair.changes), help=REPAIR),
        )
    if pressed:
        with saying():
            services().repairs.make(actor, like.schedule, repair.repair.changes, repair.sentences)
            again = services().runs.submit(actor, like.schedule, like.profile, like.options, again=True)
            st.session_state[WATCHED] = again.id
            notify("The change is made, and a new run is started.")
            st.switch_page("runs.py")


def offer_undo(place: Place) -> None:
    """Say what was changed here last, by whomever, with a button that takes it back."""
    for made in services().repairs.made(place.actor, place.schedule.id)[:MOST_OFFERED]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            who = f"{made.actor}, {day_text(place.clock(made.at))} {place.clock(made.at):%H:%M}"
            st.markdown(f"**Changed:** {plain('; '.join(made.sentences))} ({plain(who)})", width="stretch")
            may = pressable(place.actor, needed_for(place.actor, made.changes))
            undo = st.button("Take it back", key=f"repair-undo-{made.id}", icon=":material/undo:", **may)
            keep = st.button("Keep it", key=f"repair-keep-{made.id}", **may)
        _settled(place, made, undo=undo, keep=keep)


def _settled(place: Place, made: MadeRepair, *, undo: bool, keep: bool) -> None:
    with saying():
        if undo:
            services().repairs.undo(place.actor, place.schedule.id, made.id)
            notify("The change is taken back. Runs that were made with it stay.")
            st.rerun()
        if keep:
            services().repairs.keep(place.actor, place.schedule.id, made.id)
            st.rerun()
