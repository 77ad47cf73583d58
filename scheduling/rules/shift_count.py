"""Number of shifts per period."""

from collections.abc import Iterator, Sequence

from pydantic import Field, model_validator

from scheduling.domain.history import PastShift, PastTotals
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Doubt
from scheduling.rules.doubts import never_seen
from scheduling.rules.parameters import TemplateId
from scheduling.rules.period_total import PeriodTotal, PeriodTotalParams


class ShiftCountParams(PeriodTotalParams):
    minimum: int | None = Field(default=None, ge=0, title="At least", description="Shifts; empty: no lower limit.")
    maximum: int | None = Field(default=None, ge=0, title="At most", description="Shifts; empty: no upper limit.")
    templates: tuple[TemplateId, ...] = Field(default=(), title="Of", description="These templates; empty: all.")

    @model_validator(mode="after")
    def _carried_for_all_templates(self) -> "ShiftCountParams":
        if self.carry and self.templates:
            raise ValueError(
                "what came before is known for all shifts together; name no templates here, or do not add it"
            )
        return self


class ShiftCount(PeriodTotal[ShiftCountParams]):
    """Keeps the number of shifts, of some templates or of all, in each period between two limits.

    A shift counts in the period in which it starts. Weeks and fortnights count from the first day of the plan; one
    that the plan's end cuts off has no minimum. In a month the shifts before the plan count where they are known,
    but never as too many by themselves. Filters choose the shifts that count.

    What came before can be added to the whole plan where all templates count: the shifts that each person brings
    along, whatever the filters. A wish then judges all of them, a law only forbids to add to too many.
    """

    code = "shift_count"
    label = "Number of shifts"
    unit = "shift"
    Params = ShiftCountParams
    key = ("period", "templates", "carry")

    def sum_of(self, shifts: Sequence[Shift | PastShift], params: ShiftCountParams) -> int:
        return len([s for s in shifts if not params.templates or s.template in params.templates])

    def brought(self, totals: PastTotals) -> int:
        return totals.shifts

    def doubts(self, applied: Applied[ShiftCountParams]) -> Iterator[Doubt]:
        yield from super().doubts(applied)
        yield from never_seen(applied.problem, applied.params.templates, "naming it changes nothing")

    def text(self, total: int) -> str:
        return f"{total} shift{'s' * (total != 1)}"

    def coefficient(self, template: str, minutes: int, params: ShiftCountParams) -> int:
        return min(1, params.templates.count(template)) if params.templates else 1

    def account(self, totals: PastTotals) -> int:
        return totals.shifts
