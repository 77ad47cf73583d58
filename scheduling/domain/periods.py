"""The stretches of time over which totals are limited."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduling.domain.problem import Problem


class Period(StrEnum):
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    HORIZON = "horizon"


@dataclass(frozen=True)
class Block:
    """Dates `first` to `last`, inclusive. `whole`: all of it is planned or known, so a minimum can be judged."""

    first: date
    last: date
    whole: bool

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def blocks(problem: Problem, period: Period) -> list[Block]:
    """The blocks of a period that the problem's dates fall into, in order.

    Weeks and fortnights are counted from the problem's first date; a last one that is cut off is not whole.
    Months are calendar months; the days of the first one before the problem count where history knows them.
    """
    end = problem.start + timedelta(days=problem.days - 1)
    if period is Period.HORIZON:
        return [Block(problem.start, end, True)]
    if period is Period.MONTH:
        return [_month(problem, first, end) for first in sorted({day.replace(day=1) for day in problem.dates})]
    length = 7 if period is Period.WEEK else 14
    firsts = problem.dates[::length]
    return [Block(f, f + timedelta(days=length - 1), f + timedelta(days=length - 1) <= end) for f in firsts]


def _month(problem: Problem, first: date, end: date) -> Block:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    since = problem.history.since
    known = first >= problem.start or (since is not None and since <= first)
    return Block(first, last, known and last <= end)
