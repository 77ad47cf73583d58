"""What will surely be missing, and what is wrong with the rules, before a run is started."""

from collections.abc import Sequence

import streamlit as st

from pages.components.frame import lead_to, plain
from scheduling.services.doubts import Finding
from scheduling.services.preflight import Gap, PreflightView

MOST_SHOWN = 3


def preflight_panel(view: PreflightView) -> None:
    """Draw what is known beforehand; nothing where all is well."""
    serious = [finding for finding in view.findings if finding.serious]
    if serious:
        st.error(_list("No run can succeed as long as this stands:", [finding.message for finding in serious]))
    if view.gaps:
        st.warning(_list("Surely missing, whatever is found:", [gap.message for gap in view.gaps]))
        _helpers([gap for gap in view.gaps if gap.could or gap.cannot])
    _doubts([finding for finding in view.findings if not finding.serious])
    if view.findings:
        lead_to("rules.py", "Look at the rules")


def _list(head: str, messages: Sequence[str]) -> str:
    more = len(messages) - MOST_SHOWN
    shown = [f"- {plain(message)}" for message in messages[:MOST_SHOWN]] + [f"- and {more} more"] * (more > 0)
    return "\n".join([head, *shown])


def _helpers(gaps: Sequence[Gap]) -> None:
    """Every gap of a shift with those who can work there already, and what keeps the others of the role away."""
    if not gaps:
        return
    with st.expander("Who could fill these gaps"):
        for gap in gaps:
            groups = [("can work there", gap.could)] if gap.could else []
            lines = [f"- {plain(reason)}: {plain(', '.join(names))}" for reason, names in [*groups, *gap.cannot]]
            if lines:
                st.markdown("\n".join([f"**{plain(gap.where)}**", "", *lines]))


def _doubts(findings: Sequence[Finding]) -> None:
    if findings:
        many = len(findings) != 1
        with st.expander(f"{len(findings)} doubt{'s' * many} about the rules"):
            st.markdown("\n".join(f"- {plain(finding.message)}" for finding in findings))
