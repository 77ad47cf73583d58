"""What will surely be missing, and what is wrong with the rules, before a run is started."""

from collections.abc import Sequence

import streamlit as st

from pages.components.frame import lead_to, plain
from scheduling.services.doubts import Finding
from scheduling.services.preflight import Gap, PreflightView

MOST_SHOWN = 3


def preflight_panel(view: PreflightView) -> None:
    """Draw what is known beforehand; nothing where all is well."""
    serious = [_named(view, finding) for finding in view.findings if finding.serious]
    # What makes a hard rule impossible is told with that rule.
    gaps = [plain(gap.message) for gap in view.gaps if not any(plain(gap.message) in said for said in serious)]
    if serious:
        st.error(_list("No run can succeed as long as this stands:", serious))
    if gaps:
        st.warning(_list("Surely missing, whatever is found:", gaps))
    _helpers([gap for gap in view.gaps if gap.could or gap.cannot])
    _doubts([_named(view, finding) for finding in view.findings if not finding.serious])
    if view.findings:
        lead_to("rules.py", "Look at the rules")


def _named(view: PreflightView, finding: Finding) -> str:
    """A finding after the rule that it is about."""
    rule = view.rules.get(finding.setting)
    return f"**{plain(rule)}.** {plain(finding.message)}" if rule else plain(finding.message)


def _list(head: str, lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"{head} {lines[0]}"
    more = len(lines) - MOST_SHOWN
    return "\n".join([head, *(f"- {line}" for line in lines[:MOST_SHOWN]), *[f"- and {more} more"] * (more > 0)])


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


def _doubts(lines: Sequence[str]) -> None:
    if lines:
        with st.expander(f"{len(lines)} doubt{'s' * (len(lines) != 1)} about the rules"):
            st.markdown("\n".join(f"- {line}" for line in lines))
