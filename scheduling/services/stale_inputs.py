"""What has changed since a run was given its inputs, one sentence each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from scheduling.domain.clock import day_text, hours_text, span_text, wall_clock
from scheduling.domain.problem import (
    Absence,
    Assignment,
    AvailabilityInterval,
    Contract,
    Demand,
    Employee,
    Preference,
    Problem,
    Shift,
    ShiftRequest,
    ShiftTemplate,
)
from scheduling.domain.settings import QUESTION, RuleSetting
from scheduling.rules.max_disruption import MaxDisruption
from scheduling.services.granted import when
from scheduling.services.rule_sentences import Names, phrase
from scheduling.services.snapshot import Snapshot, apart
from scheduling.services.wish_sentences import wish_text

ASPECTS = ("name", "roles", "contract", "labels", "home")


def stale_inputs(then: Snapshot, problem: Problem, settings: tuple[RuleSetting, ...]) -> tuple[str, ...]:
    """Everything that differs between a run's inputs and these; nothing when they are the same."""
    return tuple(dict.fromkeys(_Since(then, problem, settings).told()))


class _Since:
    def __init__(self, then: Snapshot, problem: Problem, settings: tuple[RuleSetting, ...]) -> None:
        self._then, self._now = then.problem, problem
        # What a run was only asked besides is no input of the week, and neither is what a draft held fast.
        self._rules_then = tuple(one for one in then.settings if not one.id.startswith(QUESTION))
        self._rules, self._drafted = settings, then.problem.draft is not None
        self._names_then, self._names = Names.of_problem(then.problem), Names.of_problem(problem)
        self._people = {**self._names_then.employees, **self._names.employees}
        self._shifts = {**then.problem.shift_by_id, **problem.shift_by_id}

    def told(self) -> Iterator[str]:
        then, now = self._then, self._now
        if (then.start, then.days, then.timezone) != (now.start, now.days, now.timezone):
            yield "The week has other days"
        yield from self._by_id(then.employees, now.employees, self._person)
        for kind, what in (("roles", "Role"), ("contracts", "Contract"), ("templates", "Shift template")):
            yield from self._by_id(getattr(then, kind), getattr(now, kind), _named(what))
        yield from self._by_id(then.shifts, now.shifts, self._shift)
        yield from self._said()
        yield from self._off()
        # A draft held more than the week's pins, and nobody says of what is let go that it was pinned.
        held = [one for one in then.pinned if one in now.pinned] if self._drafted else then.pinned
        yield from self._each(held, now.pinned, self._pin)
        yield from self._around()
        yield from self._by_id(self._rules_then, self._rules, self._rule)

    @staticmethod
    def _by_id(then: Iterable[Any], now: Iterable[Any], tell: Callable[[Any, Any], str]) -> Iterator[str]:
        """A sentence for each thing that is gone, new or other; `tell` gets it as it was and as it is."""
        gone, new = apart(then, now)
        was, is_now = {one.id: one for one in gone}, {one.id: one for one in new}
        for key in dict.fromkeys([*was, *is_now]):
            yield tell(was.get(key), is_now.get(key))

    @staticmethod
    def _each(then: Iterable[Any], now: Iterable[Any], tell: Callable[[Any, bool], str]) -> Iterator[str]:
        gone, new = apart(then, now)
        yield from (tell(one, False) for one in gone)
        yield from (tell(one, True) for one in new)

    def _person(self, was: Employee | None, now: Employee | None) -> str:
        if was is None or now is None:
            (who,) = (self._people[one.id] for one in (was, now) if one)
            return f"{who} is {'new' if now else 'not planned any more'}"
        changed = [
            f"{name} ({self._aspect(now, name)} instead of {self._aspect(was, name)})"
            for name in ASPECTS
            if getattr(was, name) != getattr(now, name)
        ]
        return f"{self._people[now.id]} has other {' and '.join(changed)}"

    def _aspect(self, person: Employee, name: str) -> str:
        value = getattr(person, name)
        known: Mapping[str, str] = {}
        if name in ("roles", "contract"):
            then, now = (
                (names.roles if name == "roles" else names.contracts) for names in (self._names_then, self._names)
            )
            known = {**then, **now}
        values = value if isinstance(value, frozenset) else [value] if value else []
        return ", ".join(sorted(known.get(one, one) for one in values)) or "none"

    def _shift(self, was: Shift | None, now: Shift | None) -> str:
        if was is None or now is None:
            (where,) = (self._where(one.id) for one in (was, now) if one)
            return f"{where} is {'new' if now else 'not planned any more'}"
        where = self._where(now.id)
        gone, new = ({demand.role: demand for demand in rows} for rows in apart(was.demands, now.demands))
        heads = [self._heads(role, gone.get(role), new.get(role)) for role in dict.fromkeys([*gone, *new])]
        if heads:
            return f"{where} wants {', '.join(heads)}"
        return f"{where} is at {self._span(now)} instead of {self._span(was)}"

    def _span(self, shift: Shift) -> str:
        start, end = (wall_clock(minute, self._now.zone) for minute in (shift.start, shift.end))
        return f"{start:%H:%M}–{end:%H:%M}"

    def _heads(self, role: str, was: Demand | None, now: Demand | None) -> str:
        name = {**self._names_then.roles, **self._names.roles}[role]
        before, after = _numbers(was), _numbers(now)
        for one, two in zip(before, after, strict=True):
            if one != two:
                return f"{two or 'no'} {name} instead of {one or 'none'}"
        return f"{name} at another priority or cost"

    def _said(self) -> Iterator[str]:
        """Availability and wishes, one by one."""
        then, now = self._then, self._now
        yield from self._each(then.availability, now.availability, self._stretch)
        yield from self._wishes(then.requests, now.requests)
        yield from self._wishes(then.preferences, now.preferences)

    def _stretch(self, said: AvailabilityInterval, new: bool) -> str:
        verb = "says" if new else "no longer says"
        return f"{self._people[said.employee]} {verb} “{said.kind.value}” for {when(self._now, said)}"

    def _wishes(self, then: Iterable[Any], now: Iterable[Any]) -> Iterator[str]:
        """One that only counts more or less than before is told once."""
        gone, new = ({replace(one, weight=1): one for one in rows} for rows in apart(then, now))
        for about in dict.fromkeys([*gone, *new]):
            was, is_now = gone.get(about), new.get(about)
            if was and is_now:
                yield f"{self._wish(about)} counts {is_now.weight} instead of {was.weight}"
            else:
                yield f"{self._wish(about)} is {'new' if is_now else 'gone'}"

    def _wish(self, wish: ShiftRequest | Preference) -> str:
        templates = {**self._names_then.templates, **self._names.templates}
        return f"The wish of {self._people[wish.employee]} “{wish_text(wish, templates)}”"

    def _off(self) -> Iterator[str]:
        """Time off, and who left; that these are away from a later day on with each day that passes is no news."""
        then, now = ([one for one in rows if not one.left] for rows in (self._then.absences, self._now.absences))
        yield from self._each(then, now, self._time_off)
        left_then, left = (
            [one.employee for one in rows if one.left] for rows in (self._then.absences, self._now.absences)
        )
        yield from (f"{self._people[who]} has left the team" for who in left if who not in left_then)
        yield from (f"{self._people[who]} is in the team again" for who in left_then if who not in left)

    def _time_off(self, one: Absence, new: bool) -> str:
        days = " to ".join(dict.fromkeys([self._day(one.start), self._day(one.end - 1)]))
        return f"{self._people[one.employee]} {'has' if new else 'has no longer the'} time off of {days}"

    def _pin(self, one: Assignment, new: bool) -> str:
        return f"{self._people[one.employee]} is {'' if new else 'no longer '}pinned to {self._where(one.shift)}"

    def _around(self) -> Iterator[str]:
        then, now = self._then, self._now
        if any(apart([then.history], [now.history])):
            yield "The weeks before are others"
        for day in _both(then.holidays, now.holidays):
            yield f"Holidays: {day_text(day.date)}"
        kept = any(one.enabled and one.code == MaxDisruption.code for one in self._rules)
        if kept and set(then.published or ()) != set(now.published or ()):
            yield "The published roster is another"

    def _rule(self, was: RuleSetting | None, now: RuleSetting | None) -> str:
        if was is None or now is None:
            (said,) = (phrase(one, self._names if now else self._names_then) for one in (was, now) if one)
            return f"Rule “{said}” is {'new' if now else 'gone'}"
        said = phrase(now, self._names)
        if was.enabled != now.enabled:
            return f"Rule “{said}” is switched {'on' if now.enabled else 'off'}"
        if now.weight is None and was.weight is not None:
            return f"Rule “{said}” must hold now; it weighed {was.weight:,}"
        if was.weight is None and now.weight is not None:
            return f"Rule “{said}” weighs {now.weight:,} now; it had to hold"
        if was.weight != now.weight:
            return f"The weight of “{said}” is {now.weight:,} instead of {was.weight:,}"
        return f"Rule “{said}” instead of “{phrase(was, self._names_then)}”"

    def _where(self, shift: str) -> str:
        known = self._shifts.get(shift)
        if known is None:
            return "a shift that is gone"
        names: Mapping[str, str] = {**self._names_then.templates, **self._names.templates}
        return f"{names[known.template]} on {day_text(known.date)}"

    def _day(self, minute: int) -> str:
        return day_text(wall_clock(minute, self._now.zone).date())


def _both(then: Iterable[Any], now: Iterable[Any]) -> list[Any]:
    gone, new = apart(then, now)
    return [*gone, *new]


def _named(what: str) -> Callable[[Any, Any], str]:
    def told(was: Any, now: Any) -> str:
        if was is None or now is None:
            return f"{what} {(now or was).name} is {'gone' if now is None else 'new'}"
        return f"{what} {now.name} {_changed(was, now)}"

    return told


def _changed(was: Any, now: Any) -> str:
    """What is other about a role, a contract or a template."""
    if was.name != now.name:
        return f"was called {was.name}"
    if isinstance(now, Contract):
        after, before = (
            "no hours" if one.weekly_minutes is None else hours_text(one.weekly_minutes) for one in (now, was)
        )
        return f"agrees {after} a week instead of {before}"
    if isinstance(now, ShiftTemplate) and (was.start, was.end) != (now.start, now.end):
        return f"is at {span_text(now.start, now.end)} instead of {span_text(was.start, was.end)}"
    return "has other " + " and ".join(
        one.name for one in fields(now) if getattr(was, one.name) != getattr(now, one.name)
    )


def _numbers(demand: Demand | None) -> Sequence[int]:
    if demand is None:
        return (0, 0, 0)
    return (demand.minimum if demand.target is None else demand.target, demand.minimum, demand.maximum or 0)
