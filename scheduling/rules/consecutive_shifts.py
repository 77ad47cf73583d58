"""Runs of days with some shifts."""

from collections.abc import Callable, Iterator
from datetime import date

from pydantic import Field

from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Doubt
from scheduling.rules.day_encoding import Worked, worked_days
from scheduling.rules.doubts import never_seen
from scheduling.rules.facts import Facts
from scheduling.rules.model import Literal, Model
from scheduling.rules.parameters import TemplateId
from scheduling.rules.runs_of_days import RunParams, RunsOfDays


class ConsecutiveShiftsParams(RunParams):
    templates: tuple[TemplateId, ...] = Field(
        default=(), title="Of", description="Days with a shift of any of these templates; empty: of all."
    )


class ConsecutiveShifts(RunsOfDays[ConsecutiveShiftsParams]):
    """Limits on how many days in a row a person works shifts of some templates, nights for example.

    A run is made of consecutive dates on each of which such a shift starts; a day off ends it, and so does a day
    with other shifts only. What was worked before the plan counts, but only days of the plan are too many. A run
    is short when the plan, from its first day on, ends it; one that is still open at the end of the plan, or whose
    beginning is not known, is never short. Filters choose the shifts: with a template label, the days with shifts
    of that label make the runs.
    """

    code = "consecutive_shifts"
    label = "Shifts of a kind in a row"
    unit = "day"
    Params = ConsecutiveShiftsParams
    key = ("edges", "templates")
    filtered = True

    def dates_worked(self, facts: Facts, applied: Applied[ConsecutiveShiftsParams], who: str) -> set[date]:
        templates = applied.params.templates
        shifts: list[PastShift | Shift] = [*facts.past(who), *facts.worked(who)]
        return {
            shift.date
            for shift in shifts
            if (not templates or shift.template in templates)
            and applied.covers(shift.date, facts.labels(shift.template))
        }

    def kind(self, facts: Facts, applied: Applied[ConsecutiveShiftsParams], day: str) -> str:
        names = [facts.template_name(one) for one in applied.params.templates]
        labels = [f"{label} shifts" for label in sorted(applied.setting.scope.template_labels)]
        return f"{day} of {' or '.join(names or labels or ['shifts'])}"

    def day_by_day(
        self, model: Model, applied: Applied[ConsecutiveShiftsParams], who: str
    ) -> Callable[[date], Literal]:
        labels = {template.id: template.labels for template in model.problem.templates}
        wanted = set(applied.params.templates)

        def counts(shift: Worked) -> bool:
            named = shift.template in wanted or not wanted
            return named and applied.covers(shift.date, labels.get(shift.template, frozenset()))

        return worked_days(model, who, counts)

    def phrase(self, params: ConsecutiveShiftsParams) -> str:
        of = f"{' or '.join(params.templates)} on " if params.templates else ""
        return f"works {of}{self.days_allowed(params)} days in a row"

    def doubts(self, applied: Applied[ConsecutiveShiftsParams]) -> Iterator[Doubt]:
        yield from super().doubts(applied)
        yield from never_seen(applied.problem, applied.params.templates, "naming it changes nothing")
