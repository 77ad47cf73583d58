"""What there is to say about rules this week: how they stand with what is applied, and what is in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data.compose import services
from pages.components.frame import plain
from scheduling.services.doubts import Finding
from scheduling.services.permissions import Actor
from scheduling.services.solution import Standing
from scheduling.services.tuning import TuningView

MOST_SHOWN = 5


@dataclass(frozen=True)
class RuleNotes:
    """Standing per setting id (empty where nothing is applied) and all findings of a week."""

    standing: Mapping[str, Standing]
    findings: Sequence[Finding]

    def of(self, setting: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.setting == setting]

    def mark(self, setting: str) -> str:
        """The first finding about a setting with a sign before it, and how many more there are."""
        found = self.of(setting)
        if not found:
            return ""
        more = f" (+{len(found) - 1})" if len(found) > 1 else ""
        return f"{'✖' if found[0].serious else '⚠'} {found[0].message}{more}"


NOTHING = RuleNotes({}, ())
"""Where a week cannot be looked at."""


def notes_of(actor: Actor, schedule: str) -> RuleNotes:
    """The notes of a week as it is now."""
    return RuleNotes(
        services().solution.standing(actor, schedule) or {},
        services().preflight.view(actor, schedule).findings,
    )


def show_doubts(view: TuningView, notes: RuleNotes) -> None:
    """List everything that is in doubt, rule by rule; nothing where nothing is."""
    if not notes.findings:
        return
    names = {"": "Pinned assignments", **{row.id: row.phrase if row.fits else row.label for row in view.rows}}
    many = len(notes.findings)
    serious = any(finding.serious for finding in notes.findings)
    with st.expander(f"{many} doubt{'s' * (many != 1)} about this week", expanded=serious):
        for setting in dict.fromkeys(finding.setting for finding in notes.findings):
            st.markdown("\n".join([f"**{plain(names.get(setting, ''))}**", "", *doubt_lines(notes.of(setting))]))


def doubt_lines(findings: Sequence[Finding]) -> list[str]:
    """Markdown lines, the first few of many."""
    more = len(findings) - MOST_SHOWN
    lines = [f"- {plain(finding.message)}" for finding in findings[:MOST_SHOWN]]
    return [*lines, f"- and {more} more"] if more > 0 else lines
