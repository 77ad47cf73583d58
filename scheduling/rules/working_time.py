"""Working time per period."""

from scheduling.domain.clock import hours_text
from scheduling.domain.periods import Block
from scheduling.domain.problem import PastShift, Shift
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.period_total import PeriodTotal, PeriodTotalParams


class WorkingTimeParams(PeriodTotalParams):
    """Both limits are minutes."""


class WorkingTime(PeriodTotal[WorkingTimeParams]):
    """Keeps the minutes worked in each period between two limits; paid absence counts as worked.

    A shift counts wholly in the period in which it starts, with the minutes that really pass: a night on which
    the clocks change is an hour shorter or longer. With filters only some shifts count; paid absence still does.
    """

    code = "working_time"
    label = "Working time"
    unit = "minute"
    Params = WorkingTimeParams
    key = ("period",)

    def worth(self, shift: Shift | PastShift, params: WorkingTimeParams) -> int:
        return shift.end - shift.start

    def text(self, total: int) -> str:
        return hours_text(total)

    def credit(self, facts_or_model: Facts | Model, who: str, block: Block) -> int:
        return sum(
            minutes
            for absence in facts_or_model.problem.absences
            if absence.employee == who
            for day, minutes in absence.credits
            if day in block
        )
