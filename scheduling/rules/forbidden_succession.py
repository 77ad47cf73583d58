"""Templates that may not follow each other from one day to the next."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import Field

from scheduling.domain.clock import day_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Breach, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams, TemplateId

DAY = timedelta(days=1)


class ForbiddenSuccessionParams(RuleParams):
    pairs: tuple[tuple[TemplateId, TemplateId], ...] = Field(
        default=(), title="Pairs", description="First template, and the one that may not follow on the next date."
    )


class ForbiddenSuccession(Rule[ForbiddenSuccessionParams]):
    """Keeps certain templates from following each other on consecutive dates, also from the week before.

    Filters are about the later shift.
    """

    code = "forbidden_succession"
    label = "Forbidden succession"
    unit = "pair of shifts"
    Params = ForbiddenSuccessionParams

    def check(self, facts: Facts, applied: Applied[ForbiddenSuccessionParams]) -> Iterator[Breach]:
        forbidden = set(applied.params.pairs)
        for who in applied.employees:
            worked = facts.worked(who)
            before: list[PastShift | Shift] = [*facts.past(who), *worked]
            for earlier in before:
                for later in worked:
                    if (
                        later.date == earlier.date + DAY
                        and (earlier.template, later.template) in forbidden
                        and applied.covers(later.date, facts.labels(later.template))
                    ):
                        names = facts.template_name(later.template), facts.template_name(earlier.template)
                        text = f"{facts.name(who)} works {names[0]} on {day_text(later.date)} right after {names[1]}"
                        yield Breach(1, text, who, (later.id,), later.date)

    def encode(self, model: Model, applied: Applied[ForbiddenSuccessionParams]) -> None:
        followers: dict[str, set[str]] = defaultdict(set)
        for first, second in set(applied.params.pairs):
            followers[first].add(second)
        for who in applied.employees:
            by_day: dict[date, list[Shift]] = defaultdict(list)
            for shift in model.shifts(who):
                by_day[shift.date].append(shift)
            for past in model.problem.past_of[who]:
                for later in self._next(model, applied, by_day[past.date + DAY], followers[past.template]):
                    model.charge(applied, model.works(who, later), 1)
            for shift in model.shifts(who):
                after = self._next(model, applied, by_day[shift.date + DAY], followers[shift.template])
                self._encode_pair(model, applied, who, shift, after)

    @staticmethod
    def _next(
        model: Model, applied: Applied[ForbiddenSuccessionParams], shifts: list[Shift], templates: set[str]
    ) -> list[Shift]:
        labels = model.problem.template_by_id
        return [s for s in shifts if s.template in templates and applied.covers(s.date, labels[s.template].labels)]

    @staticmethod
    def _encode_pair(
        model: Model, applied: Applied[ForbiddenSuccessionParams], who: str, shift: Shift, after: list[Shift]
    ) -> None:
        """Where one shift a day is the law the followers exclude each other, and one clique says it all."""
        if after and applied.setting.hard and model.one_a_day(who):
            model.at_most_one([model.works(who, shift), *(model.works(who, s) for s in after)])
            return
        for later in after:
            model.charge(applied, model.works(who, shift) + model.works(who, later) - 1, 1)

    def phrase(self, params: ForbiddenSuccessionParams) -> str:
        if len(params.pairs) > 2:
            return f"never works any of {len(params.pairs)} forbidden pairs of shifts on consecutive days"
        listed = " or ".join(f"{first} and then {second}" for first, second in params.pairs)
        return f"never works {listed or 'any of 0 forbidden pairs'} on consecutive days"
