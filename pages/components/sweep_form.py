"""Start a sweep: which weights, over which range, how long each run."""

import streamlit as st

from data.compose import services
from pages.components.frame import Place, notify, pressable, saying
from scheduling.domain.clock import seconds_text
from scheduling.domain.runs import SOFT_LIMIT, SolveOptions
from scheduling.services.permissions import Action
from scheduling.services.records import ProfileRecord
from scheduling.services.setting_rows import SettingRow
from scheduling.services.sweep_plans import MOST_POINTS, Plan, Range, between_groups, over_ranges

CHOSEN = "sweep.chosen"
ONE, TWO, GROUPS = "One weight", "Two weights", "Fairness, coverage and wishes"


def sweep_form(place: Place) -> None:
    """Draw the form and start the sweep when its button is pressed."""
    view = services().tuning.view(place.actor, place.site.id)
    soft = [row for row in view.rows if not row.record.setting.hard and row.fits and row.record.setting.enabled]
    if not soft:
        st.info("No rule here is a wish with a weight, so there is nothing to weigh. Add one under Rules & weights.")
        return
    kind = st.segmented_control("What to vary", [GROUPS, ONE, TWO], default=GROUPS, key="sweep.kind") or GROUPS
    left, right = st.columns(2)
    with left:
        profile = _profile(view.profiles)
    base = profile.options if profile else SolveOptions()
    seconds = right.number_input(
        "Seconds for each run",
        1,
        SOFT_LIMIT,
        base.time_limit,
        key="sweep.seconds",
        help="Proof ends a run sooner. Each starts from the best roster that the others have found.",
    )
    number = {GROUPS: 0, ONE: 1, TWO: 2}[kind]
    ranges = [_range(k, soft, profile, 9 if number == 1 else 3) for k in range(number)]
    plan = None
    with saying():
        plan = over_ranges(ranges) if ranges else _groups(soft, profile)
        st.caption(_told(len(plan.points), int(seconds)))
    starts = pressable(place.actor, Action.SWEEP, disabled=plan is None)
    if st.button("Start the sweep", type="primary", key="sweep.start", **starts) and plan:
        with saying():
            options = SolveOptions(int(seconds), base.gap, base.threads, base.seed)
            started = services().sweeping.start(
                place.actor, place.schedule.id, profile.id if profile else None, plan, options
            )
            st.session_state[CHOSEN] = started.id
            notify(f"{len(plan.points)} runs wait for the workers, behind all other runs.")
            st.rerun()


def _told(runs: int, seconds: int) -> str:
    """What pressing the button will take."""
    return (
        f"{runs} runs of at most {seconds_text(seconds)}: {seconds_text(runs * seconds)} of search at most, "
        "shared among the workers. All other runs go first."
    )


def _profile(profiles: tuple[ProfileRecord, ...]) -> ProfileRecord | None:
    names = {one.id: one for one in profiles}
    default = next((k for k, one in enumerate(profiles) if one.is_default), 0)
    chosen = st.selectbox(
        "All other weights as in",
        list(names),
        default,
        format_func=lambda key: names[key].name,
        key="sweep.profile",
        placeholder="Settings as they are",
        disabled=not names,
    )
    return names.get(chosen or "")


def _range(number: int, soft: list[SettingRow], profile: ProfileRecord | None, steps: int) -> Range:
    rows = {row.id: row for row in soft}
    rule, low, high, count = st.columns([5, 2, 2, 2])
    chosen = rule.selectbox(
        "Rule" if number == 0 else "Second rule",
        list(rows),
        min(number, len(rows) - 1),
        format_func=lambda key: rows[key].phrase,
        key=f"sweep.rule.{number}",
    )
    setting = rows[chosen].record.setting
    weight = (profile.weights.get(chosen) if profile else None) or setting.weight or 1
    key = f"{number}.{chosen}.{profile.id if profile else ''}"
    first = low.number_input("From", 0, None, max(1, weight // 10), key=f"sweep.low.{key}", help="0 is off.")
    last = high.number_input("To", 1, None, max(2, weight * 10), key=f"sweep.high.{key}")
    many = count.number_input("Steps", 2, MOST_POINTS, steps, key=f"sweep.steps.{number}.{steps}")
    return Range(chosen, rows[chosen].label, int(first), int(last), int(many))


def _groups(soft: list[SettingRow], profile: ProfileRecord | None) -> Plan:
    settings = [row.record.setting for row in soft]
    usual = {one.id: one.weight or 0 for one in settings}
    return between_groups(settings, {**usual, **(profile.weights if profile else {})})
