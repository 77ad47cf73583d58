"""Number of shifts per period."""

from pydantic import Field

from scheduling.domain.problem import PastShift, Shift
from scheduling.rules.period_total import PeriodTotal, PeriodTotalParams


class ShiftCountParams(PeriodTotalParams):
    templates: tuple[str, ...] = Field(default=(), title="Of", description="Templates that count; empty: all of them.")


class ShiftCount(PeriodTotal[ShiftCountParams]):
    """Keeps the number of shifts, of some templates or of all, in each period between two limits."""

    code = "shift_count"
    label = "Number of shifts"
    unit = "shift"
    Params = ShiftCountParams
    key = ("period", "templates")

    def worth(self, shift: Shift | PastShift, params: ShiftCountParams) -> int:
        return int(not params.templates or shift.template in params.templates)

    def text(self, total: int) -> str:
        return f"{total} shift{'s' * (total != 1)}"
