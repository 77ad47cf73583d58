"""The counters of a nurse rostering history as shifts that were worked before the plan.

The format keeps numbers, not rosters: "Late, 2 of it in a row, 4 working days in a row". Rules look back at shifts,
so shifts that make just these numbers are supposed. What lies before them is of no account: a run that ended
before the plan began is never charged.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import instant
from scheduling.domain.history import History, PastShift, PastTotals
from scheduling.domain.problem import ShiftTemplate
from scheduling.formats.inrc2_weeks import Counters


def history_of(
    start: date, nurses: Mapping[str, Counters], templates: Sequence[ShiftTemplate], zone: ZoneInfo
) -> History:
    """What was worked before `start`; the record reaches two days further back than the longest run."""
    longest = max(max(one.working, one.off) for one in nurses.values())
    by_id = {template.id: template for template in templates}
    shifts = []
    for nurse, counters in nurses.items():
        for back, template in _worked(counters, list(by_id)):
            day = start - timedelta(days=back)
            first, last = (instant(day, minute, zone) for minute in (by_id[template].start, by_id[template].end))
            shifts.append(PastShift(nurse, template, day, first, last))
    totals = tuple(PastTotals(nurse, one.shifts, 0, one.weekends) for nurse, one in nurses.items())
    return History(start - timedelta(days=longest + 2), tuple(shifts), totals)


def _worked(counters: Counters, templates: Sequence[str]) -> Iterator[tuple[int, str]]:
    """How many days before the plan each supposed shift is, and of what template.

    Days off began after some working day. A run of one shift type began after another type, or after a day off.
    """
    if not counters.last:
        yield counters.off + 1, templates[0]
        return
    other = next((template for template in templates if template != counters.last), counters.last)
    for back in range(counters.working, 0, -1):
        yield back, counters.last if back <= counters.same else other
