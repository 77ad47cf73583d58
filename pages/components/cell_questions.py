"""What can be asked about a cell of a solution: who else could work there, and why not another shift."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, notify, plain, pressable, saying
from scheduling.domain.clock import hours_text
from scheduling.services.costs import Cell
from scheduling.services.permissions import Action
from scheduling.services.questions import Brings, Choice, Offer, choices, offers, trial
from scheduling.services.records import RunRecord
from scheduling.services.solution import RosterView

MOST_OFFERS = 8
ASK = "A short run: others may move to make room."


def cell_questions(place: Place, run: RunRecord, view: RosterView, cell: Cell) -> None:
    """Draw both for a person on a date; nothing where the date wants nobody of their roles."""
    who, day = cell
    found = choices(view, who, day)
    key = f"ask-{who}-{day.isoformat()}"
    for choice in found:
        if choice.works:
            _replacements(view, choice, who, key)
    if found:
        _why_not(place, run, view, cell, found, key)


def _replacements(view: RosterView, choice: Choice, who: str, key: str) -> None:
    with st.expander(f"Who else could take {plain(choice.name)}?", key=f"{key}-{choice.shift}"):
        able = offers(view, choice, who)
        if not able:
            st.caption("Nobody else who holds the role is free then.")
            return
        st.markdown("\n".join(map(offered, able[:MOST_OFFERS])))
        if len(able) > MOST_OFFERS:
            st.caption(f"The best {MOST_OFFERS} of those who are free.")


def offered(offer: Offer) -> str:
    """Who, what it costs or saves, their hours then, and what must hold and would newly be broken."""
    brings = offer.brings
    agreed = "" if offer.agreed is None else f" of {hours_text(offer.agreed)}"
    breaks = (text.removeprefix(f"{offer.name}: ").removeprefix(f"{offer.name} ") for text in brings.breaks)
    broken = f", but breaks what must hold: {plain('; '.join(breaks))}" if brings.breaks else ""
    return f"- **{plain(offer.name)}**: {_more(brings.penalty)}, then at {hours_text(offer.minutes)}{agreed}{broken}"


def _more(penalty: int) -> str:
    """Penalty more or less than now: "costs 45 more", "saves 995", "costs nothing"."""
    return f"costs {penalty:,} more" if penalty > 0 else f"saves {-penalty:,}" if penalty < 0 else "costs nothing"


def _why_not(place: Place, run: RunRecord, view: RosterView, cell: Cell, found: tuple[Choice, ...], key: str) -> None:
    who, _ = cell
    name = view.problem.employee_by_id[who].name
    said = {choice: f"not {choice.name}" if choice.works else choice.name for choice in found}
    choice = st.pills(f"Why not {plain(name)} on …", list(said), format_func=said.__getitem__, key=f"{key}-why")
    if choice is None:
        return
    st.caption(f"If this shift {'leaves' if choice.works else 'comes on top'} and nobody else moves:")
    told_brings(trial(view, choice, who))
    if not run.status.terminal:
        st.caption("When the run has ended, the week can be searched again with this.")
    elif st.button("Search again with this", key=f"{key}-ask", **pressable(place.actor, Action.START_RUN, help=ASK)):
        with saying():
            services().what_if.ask(place.actor, run.id, who, choice.shift, works=not choice.works)
            notify("Asked. The answer comes below the roster.")
            st.rerun(scope="app")


def told_brings(brings: Brings) -> None:
    """What a change alone brings, rule by rule."""
    lines = [f"- breaks what must hold: {plain(text)}" for text in brings.breaks]
    lines += [
        f"- {'costs' if amount > 0 else 'saves'} {abs(amount):,}: {plain(text)}" for text, amount in brings.by_rule
    ]
    if brings.by_rule:
        lines.append(f"- in all **{brings.penalty:+,}**")
    st.markdown("\n".join(lines) or "- nothing changes in what the roster costs")
