"""Time to recover after a run of nights."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from scheduling.domain.clock import day_text, hours_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Breach, Doubt, Rule
from scheduling.rules.doubts import never_seen
from scheduling.rules.facts import Facts, at_night, planned
from scheduling.rules.model import Model
from scheduling.rules.night_encoding import encode_recovery
from scheduling.rules.parameters import RuleParams, TemplateId

DAY = timedelta(days=1)


class NightRecoveryParams(RuleParams):
    hours: int = Field(
        default=48, ge=1, le=336, title="Hours free", description="From the end of the last night to the next shift."
    )
    nights: int = Field(
        default=1, ge=1, le=14, title="After nights in a row", description="Shorter runs of nights ask for nothing."
    )
    templates: tuple[TemplateId, ...] = Field(
        default=(), title="Nights are", description="These templates; empty: shifts under way at three in the morning."
    )


class NightRecovery(Rule[NightRecoveryParams]):
    """Leaves time to recover after the last of a run of nights.

    A run is made of consecutive dates on each of which a night starts; one on the last day of the plan ends there.
    When a run is long enough and any shift starts before the hours since the end of its last night are over, that
    is one occurrence; exactly so many hours are enough. Hours are those that really pass. Nights worked before the
    plan count, but only a shift of the plan comes too early. Filters choose the nights.
    """

    code = "night_recovery"
    label = "Recovery after nights"
    unit = "occurrence"
    Params = NightRecoveryParams
    limits = ("hours",)
    looser: ClassVar[Mapping[str, int]] = {"hours": -1}
    key = ("nights", "templates")

    def check(self, facts: Facts, applied: Applied[NightRecoveryParams]) -> Iterator[Breach]:
        free = applied.params.hours * 60
        for who in applied.employees:
            shifts: list[PastShift | Shift] = [*facts.past(who), *facts.worked(who)]
            nights = [shift for shift in shifts if self._is_night(facts, applied, shift)]
            dates = {night.date for night in nights}
            for night in nights:
                run = [night.date - k * DAY for k in range(applied.params.nights)]
                if night.date + DAY in dates or not dates.issuperset(run):
                    continue
                early = [shift for shift in facts.worked(who) if night.end <= shift.start < night.end + free]
                if early:
                    gap = hours_text(early[0].start - night.end)
                    text = f"{facts.name(who)} has only {gap} free after the night of {day_text(night.date)}"
                    yield Breach(1, text, who, planned(night, early[0]), early[0].date)

    @staticmethod
    def _is_night(facts: Facts, applied: Applied[NightRecoveryParams], shift: PastShift | Shift) -> bool:
        if not applied.covers(shift.date, facts.labels(shift.template)):
            return False
        if applied.params.templates:
            return shift.template in applied.params.templates
        return at_night(facts.problem, shift)

    def encode(self, model: Model, applied: Applied[NightRecoveryParams]) -> None:
        encode_recovery(model, applied, applied.params.nights, applied.params.hours * 60, applied.params.templates)

    def phrase(self, params: NightRecoveryParams) -> str:
        names = f" ({' or '.join(params.templates)})" if params.templates else ""
        run = f"{params.nights} nights{names} in a row" if params.nights > 1 else f"the last night{names} of a run"
        return f"is free for at least {params.hours} hours after {run}"

    def doubts(self, applied: Applied[NightRecoveryParams]) -> Iterator[Doubt]:
        yield from never_seen(applied.problem, applied.params.templates, "it makes no nights")
        facts, length = Facts(applied.problem, frozenset()), applied.params.nights
        known: list[PastShift | Shift] = [*applied.problem.shifts, *applied.problem.history.shifts]
        dates = {shift.date for shift in known if self._is_night(facts, applied, shift)}
        if not applied.params.templates and not dates:
            yield Doubt("No planned shift is under way at three in the morning, so there is nothing to recover from")
        elif dates and not any(dates.issuperset(day - k * DAY for k in range(length)) for day in dates):
            yield Doubt(
                f"Nowhere are there nights on {length} dates in a row, so no run is long enough; ask for fewer."
            )
