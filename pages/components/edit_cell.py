"""One cell of a roster being edited: what may be put there, what that breaks and costs, and who else could work."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from data.compose import services
from pages.components.cell_questions import MOST_OFFERS, told_brings
from pages.components.edit_hold import hold
from pages.components.frame import Place, notify, plain, saying
from scheduling.domain.clock import day_text, hours_text
from scheduling.domain.draft import Cell, Step
from scheduling.domain.editing import clear, move, put, swap, work_of
from scheduling.domain.errors import ShiftwrightError
from scheduling.domain.problem import Assignment
from scheduling.services.costs import places_of
from scheduling.services.edit_words import told
from scheduling.services.editing import Desk
from scheduling.services.questions import Brings, Choice, brings, choices, offers

MOST_PLACES = 6


def edit_cell(place: Place, desk: Desk, cell: Cell) -> None:
    """Draw the panel of one cell."""
    who, day = cell
    person, work = desk.view.problem.employee_by_id[who], work_of(desk.view.problem, desk.view.roster, {cell})
    st.markdown(f"**{plain(person.name)}, {day_text(day)}**: {plain(_worked(desk, work))}")
    _broken(desk, cell)
    if desk.draft.locked(cell):
        st.caption("This cell is locked: it stays as it is until it is unlocked.")
    else:
        _changes(place, desk, cell, work)
        for a in work:
            _others(place, desk, cell, a)
        _swap(place, desk, cell)
    hold(place, desk, [cell])


def keep(place: Place, desk: Desk, step: Step) -> None:
    """Keep a step and draw the page with it."""
    with saying():
        services().editing.edit(place.actor, desk, step)
        notify(told(desk.week.problem, step))
        st.rerun()


def tried(desk: Desk, step: Step) -> Brings:
    """What a step would bring."""
    return brings(desk.view, step.gone, step.new)


def _worked(desk: Desk, work: tuple[Assignment, ...]) -> str:
    problem = desk.view.problem
    names = [
        f"{problem.template_by_id[problem.shift_by_id[a.shift].template].name} as {problem.role_by_id[a.role].name}"
        f"{', pinned' * (a in desk.draft.pinned)}"
        for a in work
    ]
    return " and ".join(names) or "not working"


def _broken(desk: Desk, cell: Cell) -> None:
    """What the cell breaks as it is."""
    found = places_of(desk.view, cell)
    lines = [f"- {plain(v.message)}: {'must hold' if v.hard else f'{v.penalty:,}'}" for v in found[:MOST_PLACES]]
    if lines:
        st.markdown("\n".join(lines))


def _changes(place: Place, desk: Desk, cell: Cell, work: tuple[Assignment, ...]) -> None:
    """The shifts of the day, each with what it would bring, and the button that keeps the chosen one."""
    steps = _possible(desk, cell, work)
    if not steps:
        st.caption("No shift of this day wants a role of theirs.")
        return
    found = {name: tried(desk, step) for name, step in steps.items()}
    chosen = st.radio(
        "Change to",
        list(steps),
        index=None,
        captions=[_short(one) for one in found.values()],
        key=f"edit.to.{_key(cell)}",
    )
    if chosen is not None and chosen in steps:
        told_brings(found[chosen])
        if st.button("Keep this change", type="primary", key="edit.put", shortcut="Ctrl+Enter"):
            keep(place, desk, steps[chosen])


def _possible(desk: Desk, cell: Cell, work: tuple[Assignment, ...]) -> Mapping[str, Step]:
    """Every change of the cell that is allowed, by what it is called."""
    problem, draft = desk.week.problem, desk.draft
    makers: dict[str, Callable[[], Step]] = {"Free": partial(clear, problem, draft, {cell})} if work else {}
    shifts = [problem.shift_by_id[a.shift] for a in work]
    for choice in _choices(desk, cell):
        planned, comes = (
            problem.shift_by_id[choice.shift],
            partial(put, problem, draft, cell, choice.shift, choice.role),
        )
        makers[choice.name] = comes
        if shifts and not any(s.start < planned.end and planned.start < s.end for s in shifts):
            makers[f"{choice.name} as well"] = partial(comes, beside=True)
    return {name: step for name, make in makers.items() if (step := _allowed(make)) is not None and step.lasting}


def _choices(desk: Desk, cell: Cell) -> list[Choice]:
    """The shifts of the day in every role that the person holds, whatever they work now."""
    others = frozenset(a for a in desk.view.roster if a.employee != cell[0])
    return list(choices(replace(desk.view, roster=others), *cell))


def _allowed(make: Callable[[], Step]) -> Step | None:
    try:
        return make()
    except ShiftwrightError:
        return None


def _others(place: Place, desk: Desk, cell: Cell, a: Assignment) -> None:
    """Who could take this work, the best first, and the button that gives it to them."""
    problem = desk.view.problem
    name = problem.template_by_id[problem.shift_by_id[a.shift].template].name
    if a in desk.draft.pinned:
        st.caption(f"{plain(name)} is pinned; unpin it to give it to somebody else.")
        return
    with st.expander(f"Who else could take {plain(name)}?", key=f"edit.who.{a.shift}.{a.employee}"):
        free = offers(desk.view, Choice(a.shift, a.role, name, works=True), cell[0])
        able = {o.employee: o for o in free if not desk.draft.locked((o.employee, cell[1]))}
        few = dict(list(able.items())[:MOST_OFFERS])
        if not few:
            st.caption("Nobody else who holds the role is free then.")
            return
        said = [f"{_short(o.brings)}, then at {hours_text(o.minutes)}" for o in few.values()]
        to = st.radio(
            "Give it to", list(few), index=None, captions=said, format_func=lambda who: few[who].name, key=_key(cell, a)
        )
        if to is not None and to in few:
            told_brings(few[to].brings)
            if st.button("Give it to them", type="primary", key=f"edit.give.{a.shift}"):
                keep(place, desk, move(problem, desk.draft, [a], cell, (to, cell[1])))


def _swap(place: Place, desk: Desk, cell: Cell) -> None:
    problem, draft = desk.view.problem, desk.draft
    names = {person.id: person.name for person in problem.employees}
    with st.expander("Swap with another cell", key="edit.swap"):
        who = st.selectbox("Person", list(names), index=None, format_func=names.__getitem__, key="edit.swap.who")
        days = list(problem.dates)
        day = st.selectbox("Day", days, days.index(cell[1]), format_func=day_text, key=f"edit.swap.{cell[1]}")
        if who is None or (who, day) == cell:
            st.caption("Each takes the work of the other; one of the two may be free.")
            return
        with saying():
            step = swap(problem, draft, cell, (who, day))
            if not step.lasting:
                st.caption("Both work the same; a swap changes nothing.")
                return
            told_brings(tried(desk, step))
            if st.button("Swap", type="primary", key="edit.swap.go"):
                keep(place, desk, step)


def _short(one: Brings) -> str:
    """What a change brings, in a word or two."""
    more = one.penalty
    cost = "costs nothing" if not more else f"{'costs' if more > 0 else 'saves'} {abs(more):,}"
    return f"breaks what must hold, {cost}" if one.breaks else cost


def _key(cell: Cell, a: Assignment | None = None) -> str:
    return f"edit.{cell[0]}.{cell[1]}.{a.shift if a else ''}"
