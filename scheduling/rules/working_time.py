"""Working time per period."""

from collections.abc import Iterator, Sequence

from pydantic import Field

from scheduling.domain.clock import hours_text
from scheduling.domain.history import PastShift, PastTotals
from scheduling.domain.periods import Block
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import A_MINUTE
from scheduling.rules.facts import Facts
from scheduling.rules.parameters import Minutes
from scheduling.rules.period_encoding import Amount
from scheduling.rules.period_total import PeriodTotal, PeriodTotalParams


class WorkingTimeParams(PeriodTotalParams):
    minimum: Minutes | None = Field(default=None, ge=0, title="At least", description="Empty: no lower limit.")
    maximum: Minutes | None = Field(default=None, ge=0, title="At most", description="Empty: no upper limit.")


class WorkingTime(PeriodTotal[WorkingTimeParams]):
    """Keeps the minutes worked in each period between two limits; paid absence counts as worked.

    A shift counts wholly in the period in which it starts, with the minutes that really pass: a night on which
    the clocks change is an hour shorter or longer. Weeks and fortnights count from the first day of the plan; one
    that the plan's end cuts off has no minimum. In a month the days before the plan count where they are known.
    Earlier work and leave alone are never over the maximum; shifts on top of them are. With filters only some
    shifts count; paid absence still does.

    What came before can be added to the whole plan: the minutes that each person brings along, whatever the
    filters. A wish then judges all of it, a law only forbids to add to what is too much already.
    """

    code = "working_time"
    label = "Working time"
    unit = "minute"
    Params = WorkingTimeParams
    in_minutes = True
    trouble = A_MINUTE
    key = ("period", "carry")

    def sum_of(self, shifts: Sequence[Shift | PastShift], params: WorkingTimeParams) -> int:
        return sum(shift.end - shift.start for shift in shifts)

    def text(self, total: int) -> str:
        return hours_text(total)

    def brought(self, totals: PastTotals) -> int:
        return totals.minutes

    def leave(self, facts: Facts, who: str, block: Block) -> int:
        return sum(minutes for absence in facts.absences(who) for day, minutes in absence.credits if day in block)

    def coefficient(self, template: str, minutes: int, params: WorkingTimeParams) -> int:
        return minutes

    def account(self, totals: PastTotals) -> int:
        return totals.minutes

    def booked(self, problem: Problem) -> Iterator[Amount]:
        for absence in problem.absences:
            yield from ((absence.employee, day, minutes) for day, minutes in absence.credits)
