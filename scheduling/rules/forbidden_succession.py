"""Templates that may not follow each other from one day to the next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product

from pydantic import Field

from scheduling.domain.clock import day_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.doubts import never_seen
from scheduling.rules.facts import Facts, planned
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
            before: list[PastShift | Shift] = [*facts.past(who), *facts.worked(who)]
            for earlier in before:
                for later in facts.worked_on(who, earlier.date + DAY):
                    pair = earlier.template, later.template
                    if pair in forbidden and applied.covers(later.date, facts.labels(later.template)):
                        text = f"{facts.name(who)} works {facts.shift_text(later)} right after"
                        yield Breach(1, f"{text} {facts.shift_text(earlier)}", who, planned(earlier, later), later.date)

    def encode(self, model: Model, applied: Applied[ForbiddenSuccessionParams]) -> None:
        followers: dict[str, set[str]] = defaultdict(set)
        for first, second in applied.params.pairs:
            followers[first].add(second)
        alike: dict[frozenset[str], list[str]] = defaultdict(list)
        for first, never in followers.items():
            alike[frozenset(never)].append(first)
        for who in applied.employees:
            on: dict[tuple[date, str], list[Shift]] = defaultdict(list)
            for shift in model.shifts(who):
                on[shift.date, shift.template].append(shift)
            for past in model.problem.past_of[who]:
                for later in self._on(on, applied, past.date + DAY, followers.get(past.template, ())):
                    model.charge(applied, model.works(who, later), 1)
            for day in model.problem.dates:
                for barred, firsts in alike.items():
                    before = [shift for template in firsts for shift in on.get((day, template), ())]
                    after = self._on(on, applied, day + DAY, barred)
                    self._encode_two_days(model, applied, who, before, after)

    @staticmethod
    def _on(
        on: Mapping[tuple[date, str], list[Shift]],
        applied: Applied[ForbiddenSuccessionParams],
        day: date,
        templates: Iterable[str],
    ) -> list[Shift]:
        """The shifts of some templates on a date, as far as the filters let them through."""
        labels = applied.problem.template_by_id
        return [s for t in templates for s in on.get((day, t), ()) if applied.covers(day, labels[t].labels)]

    @staticmethod
    def _encode_two_days(
        model: Model, applied: Applied[ForbiddenSuccessionParams], who: str, before: list[Shift], after: list[Shift]
    ) -> None:
        """Where one shift a day is the law, all of these exclude each other, and one clique says it all."""
        if before and after and applied.setting.hard and model.one_a_day(who):
            model.at_most_one([model.works(who, shift) for shift in (*before, *after)])
            return
        for earlier, later in product(before, after):
            model.charge(applied, model.works(who, earlier) + model.works(who, later) - 1, 1)

    def bounds(self, applied: Applied[ForbiddenSuccessionParams]) -> Iterator[Bound]:
        """What may not follow the last shifts before the plan."""
        problem, forbidden = applied.problem, set(applied.params.pairs)
        labels = {template.id: template.labels for template in problem.templates}
        first = [s for s in problem.shifts if s.date == problem.start and applied.covers(s.date, labels[s.template])]
        for who in applied.employees:
            last = {p.template for p in problem.past_of[who] if p.date == problem.start - DAY}
            for later in first:
                if any((template, later.template) in forbidden for template in last):
                    yield Bound(who, (later.id,), most=0, span=f"on {day_text(later.date)}")

    def doubts(self, applied: Applied[ForbiddenSuccessionParams]) -> Iterator[Doubt]:
        if not applied.params.pairs:
            yield Doubt("No pair is named, so nothing is ever counted; name one or switch the rule off.")
        named = (template for pair in applied.params.pairs for template in pair)
        yield from never_seen(applied.problem, named, "its pairs never come about")

    def phrase(self, params: ForbiddenSuccessionParams) -> str:
        if len(params.pairs) > 2:
            return f"never works any of {len(params.pairs)} forbidden pairs of shifts on consecutive days"
        listed = " or ".join(f"{first} and then {second}" for first, second in params.pairs)
        return f"never works {listed or 'any of 0 forbidden pairs'} on consecutive days"
