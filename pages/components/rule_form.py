"""The form of one rule setting, drawn from its rule's parameters, with what it says in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from data.compose import services
from pages.components.frame import Place, acting, notify, plain, pressable, saying
from pages.components.opened import form_key, open_next, opened
from pages.components.param_fields import param_fields
from pages.components.rule_notes import RuleNotes, doubt_lines
from pages.components.rules_table import rules_changed
from pages.components.scope_fields import scope_fields
from scheduling.domain.settings import RuleSetting
from scheduling.services.permissions import Action, Actor
from scheduling.services.points import weight_of
from scheduling.services.rule_forms import RuleForm
from scheduling.services.setting_rows import SettingRow
from scheduling.services.tuning import TuningService, TuningView

NAME = "setting"


@st.fragment
def rule_form(service: TuningService, view: TuningView, notes: RuleNotes, dates: Sequence[date], place: Place) -> None:
    """Add a setting, change one or delete it; saving redraws the page."""
    row = opened(NAME, "Rule", view.rows, lambda row: row.sentence, "Add a rule")
    key = form_key(NAME, row)
    if row and not row.known:
        st.warning(f"{row.phrase}.")
        _delete(service, row, key, acting())
        return
    form = _form(service.forms(), row, key)
    before = row.record.setting if row else RuleSetting("", form.code, 1)
    _help(form)
    scope = scope_fields(key, before.scope, view.names, dates)
    # Values that do not fit could not be shown in their widgets.
    fits = row is None or row.fits
    if row and not fits:
        st.warning(f"{plain(row.phrase)}. The form starts from the rule's usual values.")
    params = param_fields(key, form, before.params if fits else {}, view.names)
    weight = _weight(key, before, form.unit, usual_weight(before) if fits else 1)
    setting = replace(before, scope=scope, params=params, weight=weight)
    _preview(service, view, setting, place)
    if row:
        _standing(row, notes)
    with st.container(horizontal=True):
        save = st.button(
            "Save rule" if row else "Add rule",
            type="primary",
            key=f"{key}.save",
            **pressable(place.actor, Action.EDIT_RULES),
        )
        if row:
            _delete(service, row, key, acting())
    if save:
        with saying():
            _save(service, view, row, setting, acting())


def _help(form: RuleForm) -> None:
    """What the rule is for; how it counts, to the last edge, for those who ask."""
    first, _, rest = form.help.partition(". ")
    st.markdown(f"{plain(first.removesuffix('.'))}.")
    if rest:
        with st.expander("How it counts, exactly"):
            st.markdown(plain(rest))


def _standing(row: SettingRow, notes: RuleNotes) -> None:
    """How the stored setting stands with what is applied."""
    stand = notes.standing.get(row.id)
    if stand:
        places = f"{stand.places} place{'s' * (stand.places != 1)}"
        cost = f", which costs {stand.penalty:,}" if stand.penalty else ""
        st.caption(f"What is applied breaks it in {places}{cost}." if stand.places else "What is applied keeps it.")


def _form(forms: Mapping[str, RuleForm], row: SettingRow | None, key: str) -> RuleForm:
    if row:
        return forms[row.record.setting.code]
    return forms[st.selectbox("Kind of rule", list(forms), format_func=lambda c: forms[c].label, key=f"{key}.code")]


def usual_weight(before: RuleSetting) -> int:
    """What each breach costs at first: as much as before, and one point for what had to hold and had no weight."""
    return before.weight or (weight_of(before, 1) if before.hard else 1)


def _weight(key: str, before: RuleSetting, unit: str, usual: int) -> int | None:
    left, right = st.columns(2)
    words = {True: "Hard: never broken", False: "Soft: each breach costs"}
    hard = left.radio("Strength", [True, False], not before.hard, format_func=words.__getitem__, key=f"{key}.hard")
    if hard:
        return None
    entered = right.number_input(f"Weight of each {unit}", value=usual, step=1, key=f"{key}.weight")
    return int(entered)


def _preview(service: TuningService, view: TuningView, setting: RuleSetting, place: Place) -> None:
    """The setting as it is entered, as one sentence, with what is in doubt; or what does not fit."""
    says, fits = service.preview(setting, view.names)
    (st.info if fits else st.warning)(f"{plain(says)}.")
    found = services().preflight.trial(acting(), place.schedule.id, setting) if fits else ()
    if found:
        (st.error if found[0].serious else st.warning)("\n".join(doubt_lines(found)))


def _save(service: TuningService, view: TuningView, row: SettingRow | None, setting: RuleSetting, actor: Actor) -> None:
    if row:
        service.save_settings(actor, [replace(row.record, setting=setting)])
        open_next(NAME, row.id)
    else:
        open_next(NAME, service.add_setting(actor, view.site, setting))
    rules_changed(view.site)
    notify("The rule is saved.")
    st.rerun()


def _delete(service: TuningService, row: SettingRow, key: str, actor: Actor) -> None:
    with st.popover("Delete"):
        st.write("Delete this rule, and its weights in all profiles?")
        if st.button("Delete rule", key=f"{key}.delete", **pressable(actor, Action.EDIT_RULES)):
            with saying():
                service.remove_setting(actor, row.record)
                open_next(NAME, None)
                rules_changed(row.record.site)
                notify("The rule is deleted.")
                st.rerun()
