"""Which sweep is shown, how far it is, and its end: cancelled, or resumed."""

from collections.abc import Sequence

import streamlit as st

from data.compose import services
from pages.components.frame import Place, acting, notify, pressable, saying
from pages.components.run_actions import POLL_SECONDS
from pages.components.sweep_form import CHOSEN
from scheduling.domain.runs import RunStatus
from scheduling.services.permissions import Action, Actor
from scheduling.services.sweep_records import SweepRecord
from scheduling.services.sweeping import SweepState

ADDRESS = "sweep"
KEPT = "What was found so far is kept."


def choose_sweep(place: Place, sweeps: Sequence[SweepRecord]) -> SweepRecord:
    """The sweep to show: the chosen one, the one in the address, else the newest; kept in the address."""
    by_id = {sweep.id: sweep for sweep in sweeps}
    asked = (st.session_state.get(CHOSEN), st.query_params.get(ADDRESS), sweeps[0].id)
    kept = next(one for one in asked if one in by_id)
    chosen = st.selectbox(
        "Sweep",
        list(by_id),
        list(by_id).index(kept),
        format_func=lambda key: _called(place, by_id[key]),
        key=f"sweep.pick.{kept}.{len(by_id)}",
    )
    st.session_state[CHOSEN] = st.query_params[ADDRESS] = chosen
    return by_id[chosen]


def _called(place: Place, sweep: SweepRecord) -> str:
    at = place.clock(sweep.created_at)
    # Names are long and alike; a phone shows the beginning only.
    return f"{at.day} {at:%b, %H:%M:%S} · {sweep.name} · {len(sweep.points)} runs"


def sweep_progress(sweep_id: str, actor: Actor) -> None:
    """Follow a sweep; the whole page is drawn anew whenever a run of it ends."""
    state = services().sweeping.state(actor, sweep_id)
    ended = _ended(state)
    st.fragment(_watch, run_every=POLL_SECONDS if state.active else None)(sweep_id, ended)


def _watch(sweep_id: str, drawn: int) -> None:
    actor = acting()
    state = services().sweeping.state(actor, sweep_id)
    if _ended(state) != drawn:
        st.rerun()
    counts, many = state.counts, len(state.sweep.points)
    done, open_points = counts.get(RunStatus.COMPLETED, 0), many - counts.get(RunStatus.COMPLETED, 0)
    running = counts.get(RunStatus.RUNNING, 0)
    said = f"{done} of {many} runs are done{f', {running} running' if running else ''}"
    if done < many:
        st.progress(done / many, said)
    else:
        st.caption(said)
    with saying():
        if state.active:
            if st.button("Cancel the sweep", key="sweep.cancel", **pressable(actor, Action.SWEEP, help=KEPT)):
                number = services().sweeping.cancel(actor, sweep_id)
                notify(f"{number} runs were asked to stop.")
                st.rerun()
        elif open_points and st.button(
            f"Resume: search the {open_points} open points", key="sweep.resume", **pressable(actor, Action.SWEEP)
        ):
            services().sweeping.resume(actor, sweep_id)
            st.rerun()


def _ended(state: SweepState) -> int:
    return sum(state.status(point).terminal for point in state.sweep.points)
