"""What a demo is made of, and the parts that all of them share."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import MINUTES_PER_DAY, instant
from scheduling.domain.problem import (
    Absence,
    AvailabilityInterval,
    AvailabilityKind,
    Demand,
    Employee,
    Preference,
    Problem,
    Shift,
    ShiftTemplate,
)
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.services.records import ProfileRecord, TimeOffKind, TimeOffRecord

FIRST = (
    *("Aoife", "Ben", "Clara", "Diego", "Emma", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam", "Maya"),
    *("Noah", "Olga", "Pavel", "Quinn", "Rosa", "Sam", "Tara", "Umar", "Vera", "Wanda", "Xavier", "Yara", "Zoe"),
    *("Anton", "Bella", "Cem", "Dora", "Elif", "Finn", "Gina", "Hana", "Ivo", "Jana", "Kofi", "Lena", "Milo", "Nora"),
)
LAST = (
    *("Adler", "Brennan", "Costa", "Dvorak", "Egan", "Fischer", "Gallo", "Haas", "Ibrahim", "Jansen", "Keller"),
    *("Lopez", "Murphy", "Novak", "Okafor", "Peters", "Quist", "Rossi", "Silva", "Toth", "Ueda", "Varga", "Weber"),
    *("Young", "Zeman"),
)


@dataclass(frozen=True)
class Demo:
    """A site to be stored: its problem and settings, requests still to be decided, and weight profiles."""

    site: str
    problem: Problem
    settings: tuple[RuleSetting, ...]
    pending: tuple[TimeOffRecord, ...]
    profiles: tuple[ProfileRecord, ...]
    region: str


def names(count: int) -> list[str]:
    """Distinct full names."""
    return [f"{FIRST[k % len(FIRST)]} {LAST[(k * 7 + k // len(FIRST)) % len(LAST)]}" for k in range(count)]


def shifts(
    start: date,
    days: int,
    zone: ZoneInfo,
    templates: Iterable[ShiftTemplate],
    heads: Mapping[tuple[int, str, str], int],
) -> Iterator[Shift]:
    """Planned shifts from the heads wanted per (day index, template id, role id)."""
    for day in (start + timedelta(days=k) for k in range(days)):
        for template in templates:
            index = (day - start).days
            demands = tuple(
                Demand(role, minimum=0, target=number)
                for (at, wanted, role), number in heads.items()
                if at == index and wanted == template.id
            )
            if demands:
                begin, end = (instant(day, minute, zone) for minute in (template.start, template.end))
                yield Shift(f"{index}-{template.id}", template.id, day, begin, end, demands)


def whole_days(
    person: Employee, days: Iterable[date], kind: AvailabilityKind, zone: ZoneInfo
) -> Iterator[AvailabilityInterval]:
    for day in days:
        yield AvailabilityInterval(person.id, instant(day, 0, zone), instant(day, MINUTES_PER_DAY, zone), kind)


def unable(
    people: Iterable[Employee], day: date, start: int, end: int, zone: ZoneInfo
) -> Iterator[AvailabilityInterval]:
    """These people cannot work on a date from one wall-clock minute to another."""
    for person in people:
        span = instant(day, start, zone), instant(day, end, zone)
        yield AvailabilityInterval(person.id, *span, AvailabilityKind.UNAVAILABLE)


def wishes(
    people: Sequence[Employee], start: date, days: int, zone: ZoneInfo, chance: random.Random
) -> Iterator[AvailabilityInterval]:
    """Every third person says something: a day they cannot, one they would rather not, one they would like."""
    for person in people[::3]:
        chosen = chance.sample(range(days), 3)
        for index, kind in zip(chosen, AvailabilityKind, strict=True):
            yield from whole_days(person, [start + timedelta(days=index)], kind, zone)


def likes(
    people: Sequence[Employee], templates: Sequence[ShiftTemplate], chance: random.Random
) -> Iterator[Preference]:
    """Every fourth person prefers one kind of shift."""
    for person in people[1::4]:
        yield Preference(person.id, template=chance.choice(templates).id, weight=chance.choice((1, 2, 3)))


def leave(person: Employee, first: date, last: date, zone: ZoneInfo, daily: int) -> Absence:
    """Approved vacation from a first to a last date, paid on workdays."""
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    paid = tuple((day, daily) for day in days if day.weekday() < 5)
    return Absence(person.id, instant(first, 0, zone), instant(last, MINUTES_PER_DAY, zone), paid)


def asks_off(person: Employee, day: date, kind: TimeOffKind, note: str, zone: ZoneInfo) -> TimeOffRecord:
    """A request for one date that nobody has decided yet."""
    starts, ends = (datetime.fromtimestamp(instant(day, minute, zone) * 60, tz=UTC) for minute in (0, MINUTES_PER_DAY))
    return TimeOffRecord("", person.id, kind, starts, ends, note=note)


def usual_rules(
    weekly: Mapping[str, tuple[int, int]], longest_run: int, period: str = "week"
) -> tuple[RuleSetting, ...]:
    """Labour law as hard rules, everything else priced. `weekly`: least and most minutes per contract id."""
    rules = [
        RuleSetting("cover", "coverage", 1000, params={"level": "target", "under": 1, "over": 1}),
        RuleSetting("cannot", "availability", None, params={"kind": "unavailable"}),
        RuleSetting("rather-not", "availability", 20, params={"kind": "undesired"}),
        RuleSetting("gladly", "availability", 10, params={"kind": "desired"}),
        RuleSetting("likes", "preferences", 5),
        RuleSetting("one-a-day", "max_shifts_per_day", None, params={"maximum": 1}),
        RuleSetting("rest", "min_rest", None, params={"hours": 11}),
        RuleSetting("in-a-row", "consecutive_days", None, params={"maximum": longest_run}),
        RuleSetting("fair-shifts", "fairness", 5, params={"measure": "shifts", "norm": "range"}),
    ]
    for contract, (least, most) in weekly.items():
        scope = Scope(ScopeKind.CONTRACT, (contract,))
        rules.append(RuleSetting(f"most-{contract}", "working_time", None, scope, {"maximum": most, "period": period}))
        if least:
            rules.append(
                RuleSetting(f"least-{contract}", "working_time", 1, scope, {"minimum": least, "period": period})
            )
    return tuple(rules)


def usual_profiles(time_limit: int) -> tuple[ProfileRecord, ...]:
    """A default, and one that listens more to people."""
    options = SolveOptions(time_limit=time_limit)
    return (
        ProfileRecord("", "", "Balanced", options, {}, is_default=True),
        ProfileRecord("", "", "People first", options, {"rather-not": 100, "gladly": 60, "likes": 40}),
    )
