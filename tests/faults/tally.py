"""What all fault tests together found, told at their end."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Tally:
    """Counts over a session.

    `takeovers` are the seconds from each fault until its run was worked on again, `answers` those from each request to
    finish or cancel a run until it had ended.
    """

    faults: int = 0
    runs: int = 0
    lost: int = 0
    doubled: int = 0
    takeovers: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


TALLIES: dict[str, Tally] = defaultdict(Tally)
"""By the kind of house."""


def lines() -> Iterator[str]:
    """The counts as a person reads them, and as docs/operations.md shows them."""
    yield "| house | faults | runs | lost | ended twice | takeover, median | worst | asked to end, median | worst |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for house, found in TALLIES.items():
        counts = (house, found.faults, found.runs, found.lost, found.doubled)
        yield " ".join(("|", " | ".join(map(str, counts)), "|", _told(found.takeovers), "|", _told(found.answers), "|"))


def _told(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} s | {max(seconds):.2f} s" if seconds else "– | –"
