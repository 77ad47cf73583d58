"""Single working days, and single days off."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from pydantic import Field

from scheduling.domain.clock import day_text
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.day_encoding import days_recorded
from scheduling.rules.doubts import labels_unused
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams

DAY = timedelta(days=1)


class IsolatedDayParams(RuleParams):
    which: Literal["work", "off"] = Field(
        default="work",
        title="A single",
        description="work: one working day between two days off; off: one day off between two working days.",
    )


class IsolatedDay(Rule[IsolatedDayParams]):
    """Counts each single working day between two days off, or each single day off between two working days.

    A working day is a date on which a shift starts. The day before and the day after must be known: nothing is said
    of the last day of the plan, nor of the first one unless what was worked before is on record. A single day
    before the plan counts where the first day of the plan makes it one. Filters on weekdays and dates are about
    the single day; template labels are not used.
    """

    code = "isolated_day"
    label = "Single days"
    unit = "occurrence"
    Params = IsolatedDayParams

    def check(self, facts: Facts, applied: Applied[IsolatedDayParams]) -> Iterator[Breach]:
        alone_at_work = applied.params.which == "work"
        single = "working day" if alone_at_work else "day off"
        for who in applied.employees:
            worked = facts.dates_worked(who) | facts.past_dates(who)
            for day in facts.known_dates[1:-1]:
                around = {day - DAY in worked, day + DAY in worked}
                alone = (day in worked) == alone_at_work and around == {not alone_at_work}
                if alone and day + DAY >= facts.problem.start and applied.covers_day(day):
                    yield Breach(1, f"{facts.name(who)} has a single {single} on {day_text(day)}", who, (), day)

    def encode(self, model: Model, applied: Applied[IsolatedDayParams]) -> None:
        """The middle one way and its neighbours the other, for each last day that is the plan's."""
        start = model.problem.start
        first_last = max(0, 2 - days_recorded(model.problem))
        lasts = [start + k * DAY for k in range(first_last, model.problem.days)]
        for who in applied.employees:
            for last in lasts:
                if applied.covers_day(last - DAY):
                    before, middle, after = (model.works_on(who, last - k * DAY) for k in (2, 1, 0))
                    if applied.params.which == "work":
                        model.charge(applied, middle - before - after, 1)
                    else:
                        model.charge(applied, before + after - middle - 1, 1)

    def phrase(self, params: IsolatedDayParams) -> str:
        return f"never has a single {'working day' if params.which == 'work' else 'day off'}"

    def doubts(self, applied: Applied[IsolatedDayParams]) -> Iterator[Doubt]:
        known = days_recorded(applied.problem) + applied.problem.days
        if known < 3:
            yield Doubt("No day has a known one before and after it, so none is single; plan more days.")
        yield from labels_unused(applied)
