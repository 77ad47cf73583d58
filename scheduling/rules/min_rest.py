"""Minimum rest between two shifts."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from scheduling.domain.clock import day_text, hours_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.doubts import never_seen
from scheduling.rules.facts import Facts, planned
from scheduling.rules.model import Model
from scheduling.rules.parameters import RuleParams, TemplateId


class MinRestParams(RuleParams):
    hours: int = Field(default=11, ge=1, le=168, title="Hours of rest", description="From the end to the next start.")
    after: tuple[TemplateId, ...] = Field(default=(), title="After", description="These templates only; empty: any.")
    before: tuple[TemplateId, ...] = Field(default=(), title="Before", description="These templates only; empty: any.")


class MinRest(Rule[MinRestParams]):
    """Leaves enough rest between the end of a shift and the start of any later one, across midnight and weeks.

    Each pair of shifts that lie too close counts once, also two with no gap at all. A rest that is exactly long
    enough is enough. Filters are about the later shift.
    """

    code = "min_rest"
    label = "Minimum rest"
    unit = "pair of shifts"
    Params = MinRestParams
    limits = ("hours",)
    looser: ClassVar[Mapping[str, int]] = {"hours": -1}
    key = ("after", "before")

    def check(self, facts: Facts, applied: Applied[MinRestParams]) -> Iterator[Breach]:
        params, rest = applied.params, applied.params.hours * 60
        for who in applied.employees:
            worked = facts.worked(who)
            before: list[PastShift | Shift] = [*facts.past(who), *worked]
            for earlier in before:
                for later in worked:
                    gap = later.start - earlier.end
                    if (
                        0 <= gap < rest
                        and (not params.after or earlier.template in params.after)
                        and (not params.before or later.template in params.before)
                        and applied.covers(later.date, facts.labels(later.template))
                    ):
                        between = f"between {facts.shift_text(earlier)} and {facts.shift_text(later)}"
                        text = f"{facts.name(who)} rests only {hours_text(gap)} {between}"
                        yield Breach(1, text, who, planned(earlier, later), later.date)

    def encode(self, model: Model, applied: Applied[MinRestParams]) -> None:
        params, rest = applied.params, applied.params.hours * 60
        any_pair = not params.after and not params.before and not applied.setting.scope.narrowed
        for who in applied.employees:
            shifts = model.shifts(who)
            by_end = sorted(shifts, key=lambda s: s.end)
            past = [p.end for p in model.problem.past_of[who] if _named(p.template, params.after)]
            first = 0
            for later in shifts:
                while first < len(by_end) and by_end[first].end <= later.start - rest:
                    first += 1
                labels = model.problem.template_by_id[later.template].labels
                if _named(later.template, params.before) and applied.covers(later.date, labels):
                    close = sum(later.start - rest < end <= later.start for end in past)
                    model.charge(applied, model.works(who, later), 1, close)
                    window = _window(by_end, first, later.start)
                    self._encode_window(model, applied, who, later, window, any_pair)

    def _encode_window(
        self, model: Model, applied: Applied[MinRestParams], who: str, later: Shift, window: list[Shift], any_pair: bool
    ) -> None:
        """`window` holds the shifts that end too shortly before `later`; any two of them also clash."""
        earlier = [s for s in window if _named(s.template, applied.params.after)]
        if not earlier:
            return
        if applied.setting.hard and any_pair:
            model.at_most_one([model.works(who, later), *(model.works(who, s) for s in earlier)])
            return
        most = len({s.date for s in earlier}) if model.one_a_day(who) else len(earlier)
        together = sum(model.works(who, s) for s in earlier)
        model.charge(applied, together + most * model.works(who, later) - most, most)

    def bounds(self, applied: Applied[MinRestParams]) -> Iterator[Bound]:
        """What lies too close to the last shifts before the plan."""
        params, problem = applied.params, applied.problem
        for who in applied.employees:
            ends = [p.end for p in problem.past_of[who] if _named(p.template, params.after)]
            for later in problem.shifts if ends else ():
                labels = problem.template_by_id[later.template].labels
                if (
                    any(0 <= later.start - end < params.hours * 60 for end in ends)
                    and _named(later.template, params.before)
                    and applied.covers(later.date, labels)
                ):
                    yield Bound(who, (later.id,), most=0, span=f"on {day_text(later.date)}")

    def doubts(self, applied: Applied[MinRestParams]) -> Iterator[Doubt]:
        params, problem = applied.params, applied.problem
        unseen = list(never_seen(problem, (*params.after, *params.before), "naming it changes nothing"))
        yield from unseen
        ended: list[PastShift | Shift] = [*problem.history.shifts, *problem.shifts]
        ends = sorted(one.end for one in ended if _named(one.template, params.after))
        labels = {template.id: template.labels for template in problem.templates}
        later = [s for s in problem.shifts if _named(s.template, params.before)]
        starts = [s.start for s in later if applied.covers(s.date, labels[s.template])]
        if starts and not unseen and not any(_closest(ends, start) < params.hours * 60 for start in starts):
            yield Doubt(f"No two of these shifts lie less than {params.hours} hours apart, so it never matters.")

    def phrase(self, params: MinRestParams) -> str:
        return f"rests at least {params.hours} hours between two shifts"


def _named(template: str, names: tuple[str, ...]) -> bool:
    return not names or template in names


def _closest(ends: list[int], start: int) -> float:
    """Minutes from the last of some ends, in order, to a start; infinite where none comes before."""
    before = bisect_right(ends, start)
    return start - ends[before - 1] if before else math.inf


def _window(by_end: list[Shift], first: int, until: int) -> list[Shift]:
    """Shifts from position `first` on that end by `until`."""
    window = []
    for shift in by_end[first:]:
        if shift.end > until:
            break
        window.append(shift)
    return window
