"""What is known of the time before a plan."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PastShift:
    """A shift worked before the period. `template` may be one that is no longer planned."""

    employee: str
    template: str
    date: date
    start: int
    end: int


@dataclass(frozen=True)
class PastTotals:
    """What a person brings along from all the time before the plan: shifts, minutes worked, weekends worked.

    These are accounts, not a record: shifts of the record are among them where both are known.
    """

    employee: str
    shifts: int = 0
    minutes: int = 0
    weekends: int = 0


@dataclass(frozen=True)
class History:
    """What was worked before the period. From `since` on the record is complete; None: nothing is known."""

    since: date | None = None
    shifts: tuple[PastShift, ...] = ()
    totals: tuple[PastTotals, ...] = ()
