"""Availability: what people said about times and single shifts."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from scheduling.domain.changes import AvailabilityChange, Change
from scheduling.domain.clock import day_text, wall_clock
from scheduling.domain.problem import AvailabilityInterval, ShiftRequest
from scheduling.rules.base import Applied, Bound, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.model import Model, Place
from scheduling.rules.parameters import RuleParams


class AvailabilityParams(RuleParams):
    kind: Literal["unavailable", "undesired", "desired", "requests"] = Field(
        default="unavailable", title="About", description="Which statements of people this setting is about."
    )
    per: Literal["request", "minute"] = Field(
        default="request",
        title="Count per",
        description="One unit for each statement, or for each minute worked in it.",
    )


class Availability(Rule[AvailabilityParams]):
    """Respects what people said about their time.

    Unavailable and undesired times count when a shift touches them, desired times when no shift does. Requests
    count when the shift asked for is not worked, or the shift asked off is. Each counts with its own weight.
    Filters choose the shifts that count as touching a time, and the shifts that requests name; a desired time
    counts only when the weekday and date it begins on pass.
    """

    code = "availability"
    label = "Availability"
    unit = "statement or minute"
    Params = AvailabilityParams
    bounds_say_all = True

    def point(self, params: AvailabilityParams) -> int:
        return 60 if params.per == "minute" and params.kind in ("unavailable", "undesired") else 1

    def check(self, facts: Facts, applied: Applied[AvailabilityParams]) -> Iterator[Breach]:
        governed = set(applied.employees)
        if applied.params.kind == "requests":
            for request in facts.problem.requests:
                if request.employee in governed and applied.covers(request.date, facts.labels(request.template)):
                    yield from self._unmet(facts, request)
            return
        for interval in facts.problem.availability:
            if interval.kind == applied.params.kind and interval.employee in governed and interval.weight:
                yield from self._broken(facts, applied, interval)

    def _unmet(self, facts: Facts, request: ShiftRequest) -> Iterator[Breach]:
        worked = [s for s in facts.worked_on(request.employee, request.date) if s.template == request.template]
        if bool(worked) != request.on and request.weight:
            wish = "asked for" if request.on else "asked not to work"
            what = f"{facts.template_name(request.template)} on {day_text(request.date)}"
            text = f"{facts.name(request.employee)} {wish} {what}"
            yield Breach(request.weight, text, request.employee, tuple(s.id for s in worked), request.date)

    def _broken(
        self, facts: Facts, applied: Applied[AvailabilityParams], interval: AvailabilityInterval
    ) -> Iterator[Breach]:
        touching = [
            s
            for s in facts.worked(interval.employee)
            if s.start < interval.end and interval.start < s.end and applied.covers(s.date, facts.labels(s.template))
        ]
        desired = applied.params.kind == "desired"
        day = wall_clock(interval.start, facts.problem.zone).date()
        if bool(touching) == desired or (desired and not applied.covers_day(day)):
            return
        minutes = sum(min(s.end, interval.end) - max(s.start, interval.start) for s in touching)
        amount = interval.weight * (minutes if applied.params.per == "minute" and not desired else 1)
        said = "wanted to work" if desired else f"is {interval.kind.value} but works"
        if interval.kind.value == "undesired":
            said = "would rather not work but does"
        yield Breach(
            amount, f"{facts.name(interval.employee)} {said} on {day_text(day)}", interval.employee,
            tuple(s.id for s in touching), day,
        )  # fmt: skip

    def encode(self, model: Model, applied: Applied[AvailabilityParams]) -> None:
        governed = set(applied.employees)
        if applied.params.kind == "requests":
            for request in model.problem.requests:
                template = model.problem.template_by_id.get(request.template)
                labels = template.labels if template else frozenset[str]()
                if request.employee in governed and applied.covers(request.date, labels):
                    asked = [
                        s
                        for s in model.shifts(request.employee)
                        if s.date == request.date and s.template == request.template
                    ]
                    works = model.works_any(request.employee, asked)
                    unmet = 1 - works if request.on else works
                    model.charge(applied, unmet, 1, request.weight, Place(request.employee, day=request.date))
            return
        for interval in model.problem.availability:
            if interval.kind == applied.params.kind and interval.employee in governed:
                self._encode_interval(model, applied, interval)

    def _encode_interval(
        self, model: Model, applied: Applied[AvailabilityParams], interval: AvailabilityInterval
    ) -> None:
        who, day = interval.employee, wall_clock(interval.start, model.problem.zone).date()
        place = Place(who, day=day)
        templates = model.problem.template_by_id
        touching = [
            s
            for s in model.shifts(who)
            if interval.start < s.end
            and s.start < interval.end
            and applied.covers(s.date, templates[s.template].labels)
        ]
        if applied.params.kind == "desired":
            if applied.covers_day(day):
                model.charge(applied, 1 - model.works_any(who, touching), 1, interval.weight, place)
        elif applied.params.per == "request":
            model.charge(applied, model.works_any(who, touching), 1, interval.weight, place)
        else:
            for s in touching:
                shared = min(s.end, interval.end) - max(s.start, interval.start)
                model.charge(applied, model.works(who, s), 1, interval.weight * shared, place)

    def remedies(self, facts: Facts, applied: Applied[AvailabilityParams], place: Place) -> tuple[Change, ...]:
        """What the person said about that date is taken back; requests are not."""
        return tuple(
            AvailabilityChange(interval)
            for interval in facts.problem.availability
            if (interval.employee, interval.kind) == (place.employee, applied.params.kind)
            and wall_clock(interval.start, facts.problem.zone).date() == place.day
            and any(self._broken(facts, applied, interval))
        )

    def bounds(self, applied: Applied[AvailabilityParams]) -> Iterator[Bound]:
        facts, kind = Facts(applied.problem, frozenset()), applied.params.kind
        shifts, governed = facts.problem.shifts, set(applied.employees)
        if kind == "requests":
            for request in facts.problem.requests:
                named = request.employee in governed and applied.covers(request.date, facts.labels(request.template))
                if named and request.weight:
                    ids = [s.id for s in shifts if (s.date, s.template) == (request.date, request.template)]
                    yield _promised(request.employee, ids, request.on, request.date)
            return
        covered = [s for s in shifts if applied.covers(s.date, facts.labels(s.template))]
        for interval in facts.problem.availability:
            if interval.kind == kind and interval.employee in governed and interval.weight:
                day = wall_clock(interval.start, facts.problem.zone).date()
                ids = [s.id for s in covered if s.start < interval.end and interval.start < s.end]
                if kind != "desired" or applied.covers_day(day):
                    yield _promised(interval.employee, ids, kind == "desired", day)

    def doubts(self, applied: Applied[AvailabilityParams]) -> Iterator[Doubt]:
        kind, problem, governed = applied.params.kind, applied.problem, set(applied.employees)
        said = [request.employee for request in problem.requests]
        if kind != "requests":
            said = [interval.employee for interval in problem.availability if interval.kind == kind]
        if governed and governed.isdisjoint(said):
            what = "asked for a shift, or to be spared one" if kind == "requests" else f"named a time as {kind}"
            yield Doubt(f"Nobody here {what}, so it does not matter this time.")

    def phrase(self, params: AvailabilityParams) -> str:
        return {
            "unavailable": "is never at work when unavailable",
            "undesired": "is spared work at undesired times",
            "desired": "gets work at desired times",
            "requests": "gets the shifts asked for and is spared the shifts asked off",
        }[params.kind]


def _promised(who: str, shifts: list[str], wanted: bool, day: date) -> Bound:
    """At least one of these shifts, or none of them."""
    span = f"on {day_text(day)}"
    return Bound(who, tuple(shifts), least=1, span=span) if wanted else Bound(who, tuple(shifts), most=0, span=span)
