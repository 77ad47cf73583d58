"""Weight profiles: how long and how to search, and weights of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.components.frame import Place, notify, pressable, saying
from pages.components.opened import form_key, open_next, opened
from pages.components.profile_history import compare_profiles, profile_history
from scheduling.domain.errors import InvalidInput
from scheduling.domain.runs import SolveOptions
from scheduling.services.permissions import Action, Actor
from scheduling.services.points import point_text, points_of, weight_of
from scheduling.services.records import ProfileRecord
from scheduling.services.setting_rows import SettingRow
from scheduling.services.tuning import TuningService, TuningView

NAME = "profile"
THREADS = "Searches at the same time; 1 makes a run repeatable."
POINTS = "One point is the same order of trouble for every rule: about one head missing on one shift. 0 is off."
SEED = "Another number takes another way through the search."


def profile_form(service: TuningService, view: TuningView, place: Place) -> None:
    """Add, change, duplicate or delete a profile; saving redraws the page."""
    stored = opened(NAME, "Weight profile", view.profiles, _called, "Add a profile")
    profile = stored or ProfileRecord("", view.site, "")
    actor, key = place.actor, form_key(NAME, stored)
    in_points = st.toggle("Enter points instead of weights", key=f"{NAME}.points", help=POINTS)
    with st.form(f"{key}.form", border=False):
        name = st.text_input("Name", profile.name, max_chars=80, key=f"{key}.name")
        numbers = _numbers(key, profile.options)
        table = _weights_table(f"{key}.{in_points}", view.rows, profile.weights, in_points)
        done = st.form_submit_button(
            "Save profile" if stored else "Add profile", type="primary", **pressable(actor, Action.EDIT_PROFILES)
        )
    if done:
        with saying():
            edited = replace(
                profile,
                name=name.strip(),
                options=SolveOptions(*numbers),
                weights=_weights(view.rows, table, profile.weights, in_points),
            )
            if stored:
                service.save_profile(actor, edited)
            _done(f"{edited.name} is saved.", stored.id if stored else service.add_profile(actor, edited))
    if stored:
        _more(service, stored, key, actor)
        profile_history(service, view, stored, place)
    compare_profiles(view)


def _called(profile: ProfileRecord) -> str:
    return f"{profile.name} (default)" if profile.is_default else profile.name


def _numbers(key: str, options: SolveOptions) -> tuple[int, float, int, int]:
    first, second, third, fourth = st.columns(4)
    return (
        int(first.number_input("Time limit, seconds", value=options.time_limit, step=10, key=f"{key}.time")),
        second.number_input(
            "Gap, %",
            value=options.gap,
            step=0.5,
            format="%g",
            key=f"{key}.gap",
            help="Stop when this close to the best possible.",
        ),
        int(third.number_input("Threads", value=options.threads, step=1, key=f"{key}.threads", help=THREADS)),
        int(fourth.number_input("Seed", value=options.seed, step=1, key=f"{key}.seed", help=SEED)),
    )


def _soft(rows: Sequence[SettingRow]) -> list[SettingRow]:
    return [row for row in rows if not row.record.setting.hard and row.known and row.fits]


def _weights_table(key: str, rows: Sequence[SettingRow], weights: Mapping[str, int], in_points: bool) -> pd.DataFrame:
    soft = _soft(rows)

    def shown(row: SettingRow, weight: int | None) -> float | int | None:
        return weight if weight is None or not in_points else points_of(row.record.setting, weight)

    here = [shown(row, weights.get(row.id)) for row in soft]
    frame = pd.DataFrame(
        {
            "Here": pd.array(here, dtype="Float64" if in_points else "Int64"),
            "Usual": [shown(row, row.record.setting.weight) for row in soft],
            "Point": [point_text(row.record.setting) for row in soft],
            "Rule": [row.phrase for row in soft],
        }
    )
    number = {"format": "%.4g"} if in_points else {"step": 1, "format": "localized"}
    return st.data_editor(
        frame,
        key=f"{key}.weights",
        width="stretch",
        hide_index=True,
        placeholder="",
        height="content" if len(soft) <= 15 else 500,
        column_config={
            "Here": st.column_config.NumberColumn(
                "Points" if in_points else "Weight", width=84, help="Empty: the usual. 0: off.", **number
            ),
            "Usual": st.column_config.NumberColumn(
                disabled=True, width=70, help="What the rule weighs on the tab Rules.", **number
            ),
            "Point": st.column_config.TextColumn("One point is", disabled=True, width=104),
            "Rule": st.column_config.TextColumn("What it says", disabled=True, width=600),
        },
    )


def _weights(
    rows: Sequence[SettingRow], table: pd.DataFrame, before: Mapping[str, int], in_points: bool
) -> dict[str, int]:
    shown = {row.id for row in _soft(rows)}
    found = {setting: weight for setting, weight in before.items() if setting not in shown}
    for row, value in zip(_soft(rows), table["Here"], strict=True):
        if not pd.isna(value):
            if value < 0:
                raise InvalidInput(f"The weight {value} of “{row.phrase}” is below zero; enter 0 (off) or more.")
            found[row.id] = weight_of(row.record.setting, float(value)) if in_points else int(value)
    return found


def _more(service: TuningService, profile: ProfileRecord, key: str, actor: Actor) -> None:
    with st.container(horizontal=True):
        copy = st.button("Duplicate", key=f"{key}.copy", **pressable(actor, Action.EDIT_PROFILES))
        default = st.button(
            "Make default",
            key=f"{key}.default",
            **pressable(
                actor,
                Action.EDIT_PROFILES,
                disabled=profile.is_default,
                help="Runs use the default unless another profile is chosen.",
            ),
        )
        with st.popover("Delete", disabled=profile.is_default):
            st.write(f"Delete {profile.name}? Runs made with it stay.")
            delete = st.button("Delete profile", key=f"{key}.delete", **pressable(actor, Action.EDIT_PROFILES))
    if copy:
        _act(lambda: service.duplicate_profile(actor, profile), f"{profile.name} is duplicated.")
    if default:
        _act(lambda: service.make_default(actor, profile), f"{profile.name} is the default now.", profile.id)
    if delete:
        _act(lambda: service.remove_profile(actor, profile), f"{profile.name} is deleted.")


def _act(step: Callable[[], str | None], said: str, then: str | None = None) -> None:
    with saying():
        _done(said, step() or then)


def _done(said: str, then: str | None) -> None:
    open_next(NAME, then)
    notify(said)
    st.rerun()
