"""The form of one rule setting, drawn from its rule's parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from pages.components.frame import notify, saying
from pages.components.opened import form_key, open_next, opened
from pages.components.param_fields import param_fields
from pages.components.rules_table import rules_changed
from pages.components.scope_fields import scope_fields
from scheduling.domain.settings import RuleSetting
from scheduling.services.rule_forms import RuleForm
from scheduling.services.tuning import SettingRow, TuningService, TuningView

NAME = "setting"


def rule_form(service: TuningService, view: TuningView, dates: Sequence[date], actor: str) -> None:
    """Add a setting, change one or delete it; saving redraws the page."""
    row = opened(NAME, "Rule", view.rows, lambda row: row.sentence, "Add a rule")
    key = form_key(NAME, row)
    if row and not row.known:
        st.warning(f"{row.phrase}.")
        _delete(service, row, key, actor)
        return
    form = _form(service.forms(), row, key)
    before = row.record.setting if row else RuleSetting("", form.code, 1)
    st.caption(form.help)
    scope = scope_fields(key, before.scope, view.names, dates)
    params = param_fields(key, form, before.params, view.names)
    weight = _weight(key, before, form.unit)
    setting = {"scope": scope, "params": params, "weight": weight}
    with st.container(horizontal=True):
        save = st.button("Save rule" if row else "Add rule", type="primary", key=f"{key}.save")
        if row:
            _delete(service, row, key, actor)
    if save:
        with saying():
            _save(service, view, row, replace(before, **setting), actor)


def _form(forms: Mapping[str, RuleForm], row: SettingRow | None, key: str) -> RuleForm:
    if row:
        return forms[row.record.setting.code]
    return forms[st.selectbox("Kind of rule", list(forms), format_func=lambda c: forms[c].label, key=f"{key}.code")]


def _weight(key: str, before: RuleSetting, unit: str) -> int | None:
    left, right = st.columns(2)
    words = {True: "Hard: never broken", False: "Soft: each breach costs"}
    hard = left.radio("Strength", [True, False], not before.hard, format_func=words.__getitem__, key=f"{key}.hard")
    if hard:
        return None
    entered = right.number_input(f"Weight per {unit}", value=before.weight or 1, step=1, key=f"{key}.weight")
    return int(entered)


def _save(service: TuningService, view: TuningView, row: SettingRow | None, setting: RuleSetting, actor: str) -> None:
    if row:
        service.save_settings([replace(row.record, setting=setting)], actor)
        open_next(NAME, row.id)
    else:
        open_next(NAME, service.add_setting(view.site, setting, actor))
    rules_changed(view.site)
    notify("The rule is saved.")
    st.rerun()


def _delete(service: TuningService, row: SettingRow, key: str, actor: str) -> None:
    with st.popover("Delete"):
        st.write("Delete this rule, and its weights in all profiles?")
        if st.button("Delete rule", key=f"{key}.delete"):
            with saying():
                service.remove_setting(row.record, actor)
                open_next(NAME, None)
                rules_changed(row.record.site)
                notify("The rule is deleted.")
                st.rerun()
