"""Widgets for whom, and which shifts, a rule setting is about."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from scheduling.domain.calendar import DayClass
from scheduling.domain.clock import day_text
from scheduling.domain.settings import Scope, ScopeKind
from scheduling.services.rule_sentences import WEEKDAYS, Names

WORDS = {
    ScopeKind.EVERYONE: "Everyone",
    ScopeKind.CONTRACT: "People on a contract",
    ScopeKind.ROLE: "People with a role",
    ScopeKind.LABEL: "People with a label",
    ScopeKind.EMPLOYEE: "Named people",
}


def scope_fields(key: str, scope: Scope, names: Names, dates: Sequence[date]) -> Scope:
    """The scope as edited; `dates` are those on offer beside the ones that it has."""
    kinds = list(WORDS)
    left, right = st.columns(2)
    kind = left.selectbox("Whom", kinds, kinds.index(scope.kind), format_func=WORDS.__getitem__, key=f"{key}.kind")
    ids: list[str] = []
    if kind is not ScopeKind.EVERYONE:
        offered = names.scoped(kind)
        before = [one for one in scope.ids if one in offered]
        ids = right.multiselect(
            "Which", list(offered), before, format_func=offered.__getitem__, key=f"{key}.ids.{kind.value}"
        )
    with st.expander("Only some shifts", expanded=scope.narrowed):
        weekdays = st.pills(
            "Weekdays",
            range(7),
            selection_mode="multi",
            default=sorted(scope.weekdays),
            format_func=WEEKDAYS.__getitem__,
            key=f"{key}.weekdays",
        )
        classes = st.pills(
            "Kinds of days",
            list(DayClass),
            selection_mode="multi",
            default=sorted(scope.day_classes),
            format_func=str.capitalize,
            key=f"{key}.classes",
        )
        labels = st.multiselect(
            "Shift labels",
            sorted({*names.template_labels, *scope.template_labels}),
            sorted(scope.template_labels),
            key=f"{key}.labels",
        )
        days = st.multiselect(
            "Dates",
            sorted({*dates, *scope.dates}),
            sorted(scope.dates),
            format_func=lambda day: f"{day_text(day)}",
            key=f"{key}.dates",
        )
    return Scope(kind, tuple(ids), frozenset(labels), frozenset(weekdays), frozenset(days), frozenset(classes))
