"""Versions of a roster in words."""

from collections.abc import Mapping
from datetime import datetime

from pages.components.frame import Place
from scheduling.domain.clock import day_text
from scheduling.services.version_records import VersionHead, VersionKind

DONE: Mapping[VersionKind, str] = {
    VersionKind.APPLY: "applied from a run",
    VersionKind.EDIT: "edited by hand",
    VersionKind.UNDO: "undone, back to version {origin}",
    VersionKind.RESTORE: "restored from version {origin}",
    VersionKind.IMPORT: "there from the beginning",
}


def what(head: VersionHead) -> str:
    """How a version came about: "edited by hand", "undone, back to version 3"."""
    return DONE[head.kind].format(origin=head.origin)


def moment_text(place: Place, moment: datetime) -> str:
    """Day and time on the site's clocks: "Tue 24 Nov, 22:17"."""
    at = place.clock(moment)
    return f"{day_text(at)}, {at:%H:%M}"


def told(place: Place, head: VersionHead) -> str:
    """How, when and by whom: "edited by hand on Tue 24 Nov, 22:17 by mia"."""
    return f"{what(head)} on {moment_text(place, head.at)} by {head.author}"


def name(place: Place, head: VersionHead | None) -> str:
    """A version in a list of them; None is the empty roster before the first."""
    if head is None:
        return "0 · before anything was applied"
    return f"{head.number} · {moment_text(place, head.at)}, {head.author}"
