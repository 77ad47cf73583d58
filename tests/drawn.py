"""Random small problems, rosters and settings, for what must hold of all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from scheduling.domain.calendar import DayClass, Holiday
from scheduling.domain.errors import InvalidInput
from scheduling.domain.history import PastTotals
from scheduling.domain.problem import Assignment, AvailabilityKind, Demand, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from scheduling.services.rule_forms import FieldKind, ParamField, form_of
from tests.builders import ProblemBuilder

T = TypeVar("T")
STARTS = (date(2026, 3, 26), date(2026, 10, 24), date(2026, 11, 29))
"""Clocks go forward on day 3, back on day 1, and not at all; a month ends within each plan of a week or more, and
the last begins on a Sunday, in the middle of a weekend."""
PEOPLE = ("ann", "ben", "cem", "dea")
TEMPLATES = {
    "D": (480, 960, frozenset({"early"})),
    "N": (1320, 1800, frozenset({"late", "night"})),
    "E": (900, 1380, frozenset({"late"})),
    "S": (180, 480, frozenset({"early", "short"})),
}
NAMED = {"template": tuple(TEMPLATES), "role": ("r", "q"), "contract": ("full", "half"), "employee": PEOPLE[:3]}
LONGEST = 12
"""Days that something is drawn for; where the plan is shorter they count from its start again."""

quickly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _one_of(*values: Iterable[Any]) -> st.SearchStrategy[Any]:
    """One of all combinations. A draw costs more than anything that is done with it, and so does a new strategy."""
    return st.sampled_from(list(product(*values)))


def _some_of(values: Sequence[T], *, empty: bool = True) -> st.SearchStrategy[frozenset[T]]:
    """Any set of these, in one draw instead of two for each member."""
    chosen = st.sampled_from(sorted(range(not empty, 2 ** len(values)), key=int.bit_count))
    return chosen.map(lambda bits: frozenset(value for k, value in enumerate(values) if bits >> k & 1))


WHO, CODE, DAY = range(len(PEOPLE)), range(len(TEMPLATES)), range(LONGEST)
WEIGHTS, FLAG = st.integers(1, 3), st.booleans()
EMPLOYEES = _one_of(["r", "r q"], [None, "full", "half"], [frozenset(), frozenset({"new"})])
OPTIONAL = [None, *range(4)]
ROLES = st.sampled_from(["r", "r", "q", "rq"])
HEADS, COSTS = _one_of(range(3), OPTIONAL, OPTIONAL), _one_of(OPTIONAL, OPTIONAL, [1, 1, 1, 3])
PLANNED = st.just(frozenset[int]()) | _some_of(DAY)
WORKED = st.lists(_one_of(WHO, CODE, [-1] * 7 + [*range(-8, 0)]), max_size=8)
KNOWN = st.sampled_from([None, None, None, None, -1, -4, -9, -40])
SAID = st.lists(_one_of(WHO, list(AvailabilityKind), DAY, [1, 400, 2000], range(4)), max_size=4)
ASKED = st.lists(_one_of(WHO, CODE, DAY, [False, True], range(4)), max_size=3)
WISHED = st.lists(
    _one_of(WHO, [None, *CODE], [None, *range(7)], [None, 400], [None, 1400], [False, True], [1, 2, 3]), max_size=3
)
AWAY = st.lists(_one_of(WHO, [*DAY, *range(-9, 0)], [1, 600, 2000]), max_size=2)
PAID = st.dictionaries(st.integers(-3, 11), st.sampled_from([60, 480, 3000]), max_size=2)
MINUTE = st.integers(0, 1440)
PLACES = _one_of(*[["", "north", "south"]] * len(PEOPLE))
HOLIDAYS = _some_of(range(-3, 11))
BROUGHT = _one_of(*[range(4)] * 3)
TODAY = st.integers(-20, 3)
SCOPED = st.sampled_from(
    [
        *[(ScopeKind.EVERYONE, ())] * 4,
        (ScopeKind.CONTRACT, ("full", "half")),
        (ScopeKind.ROLE, ("q",)),
        (ScopeKind.LABEL, ("new",)),
        (ScopeKind.EMPLOYEE, ("ann",)),
    ]
)
FILTERS = {
    "template_labels": _some_of(["early", "late", "night"], empty=False),
    "weekdays": _some_of(range(7), empty=False),
    "dates": _some_of(DAY, empty=False),
    "day_classes": _some_of(list(DayClass), empty=False),
}
FILTERED = st.sampled_from(["", "", "", "", *FILTERS])


@st.composite
def problems(draw: st.DrawFn, people: int = 4, days: int = 9, templates: int = 4) -> Problem:
    """Everything that a rule may look at, in small numbers; the arguments are upper limits."""
    build = ProblemBuilder(draw(st.integers(min(3, days), days)), draw(st.sampled_from(STARTS))).role("q", "Cook")
    build = build.contract("full", 2400).contract("half", 1200)
    names, codes = PEOPLE[: draw(st.integers(2, people))], list(TEMPLATES)[: draw(st.integers(1, templates))]
    for name in names:
        roles, contract, labels = draw(EMPLOYEES)
        build = build.people(name, roles=roles, contract=contract, labels=labels)
    for code in codes:
        planned = {day % build.problem.days for day in draw(PLANNED)}
        build = build.template(code, *TEMPLATES[code]).plan(code, *planned, demands=_demands(draw))
    drawn = _Drawn(draw, names, codes, build.problem.days)
    return _surroundings(draw, drawn.away(drawn.said(drawn.past(build))).problem)


def _demands(draw: st.DrawFn) -> tuple[Demand, ...]:
    return tuple(Demand(role, *draw(HEADS), *draw(COSTS)) for role in draw(ROLES))


@dataclass(frozen=True)
class _Drawn:
    """What is drawn for any number of people, templates and days, as it is for those that there are."""

    draw: st.DrawFn
    names: Sequence[str]
    codes: Sequence[str]
    days: int

    def who(self, k: int) -> str:
        return self.names[k % len(self.names)]

    def code(self, k: int) -> str:
        return self.codes[k % len(self.codes)]

    def day(self, k: int) -> int:
        return k % self.days if k >= 0 else k

    def past(self, build: ProblemBuilder) -> ProblemBuilder:
        for who, code, day in self.draw(WORKED):
            build = build.worked(self.who(who), self.code(code), day)
        if (since := self.draw(KNOWN)) is not None:
            build = build.known_since(since)
        if self.draw(FLAG):
            past = tuple(replace(p, template="gone") if p.date.day % 2 else p for p in build.problem.history.shifts)
            build.problem = replace(build.problem, history=replace(build.problem.history, shifts=past))
        return build

    def said(self, build: ProblemBuilder) -> ProblemBuilder:
        for who, kind, day, length, weight in self.draw(SAID):
            start = self.draw(MINUTE)
            build = build.says(self.who(who), kind, self.day(day), start, start + length, weight)
        for who, code, day, on, weight in self.draw(ASKED):
            build = build.asks(self.who(who), self.code(code), self.day(day), on, weight)
        for who, code, weekday, start, end, avoid, weight in self.draw(WISHED):
            parts = {"template": None if code is None else self.code(code), "weekday": weekday, "start": start}
            named = {name: value for name, value in {**parts, "end": end}.items() if value is not None}
            build = build.wishes(self.who(who), **named, avoid=avoid, weight=weight)
        return build

    def away(self, build: ProblemBuilder) -> ProblemBuilder:
        for who, day, length in self.draw(AWAY):
            start = self.draw(MINUTE)
            build = build.off(self.who(who), self.day(day), start, start + length, self.draw(PAID))
        return build


def _surroundings(draw: st.DrawFn, problem: Problem) -> Problem:
    """The same with places, holidays, accounts brought along and, now and then, a roster published or edited before."""
    totals = tuple(_totals(person.id, *draw(BROUGHT)) for person in problem.employees[:2])
    places = zip(problem.employees, draw(PLACES), strict=False), zip(problem.templates, draw(PLACES), strict=False)
    problem = replace(
        problem,
        employees=tuple(replace(person, home=place) for person, place in places[0]),
        templates=tuple(replace(template, location=place) for template, place in places[1]),
        holidays=tuple(Holiday(problem.start + timedelta(days=k), "Feast") for k in draw(HOLIDAYS)),
        history=replace(problem.history, totals=totals),
    )
    if draw(FLAG):
        problem = replace(problem, draft=tuple(sorted(draw(any_rosters(problem)))))
    if not draw(FLAG):
        return problem
    told = tuple(sorted(draw(any_rosters(problem))))
    return replace(problem, published=told, today=problem.start + timedelta(days=draw(TODAY)))


def _totals(who: str, shifts: int, hours: int, weekends: int) -> PastTotals:
    return PastTotals(who, shifts, 480 * hours, weekends)


def options(problem: Problem) -> list[Assignment]:
    """All assignments to a role that is held and demanded."""
    return [
        Assignment(person.id, shift.id, demand.role)
        for shift in problem.shifts
        for person in problem.employees
        for demand in shift.demands
        if demand.role in person.roles
    ]


@st.composite
def any_rosters(draw: st.DrawFn, problem: Problem) -> Roster:
    """Some of the possible assignments, whether or not they go together."""
    possible = options(problem)
    chosen = draw(st.integers(0, 2 ** len(possible) - 1))
    return frozenset(a for k, a in enumerate(possible) if chosen >> k & 1)


@st.composite
def rosters(draw: st.DrawFn, problem: Problem) -> Roster:
    """Some roster in which nobody works twice at once, or during leave."""
    busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for given in (*problem.absences, *problem.history.shifts):
        busy[given.employee].append((given.start, given.end))
    kept = []
    for assignment in sorted(draw(any_rosters(problem))):
        shift = problem.shift_by_id[assignment.shift]
        if not any(start < shift.end and shift.start < end for start, end in busy[assignment.employee]):
            busy[assignment.employee].append((shift.start, shift.end))
            kept.append(assignment)
    return frozenset(kept)


@st.composite
def scopes(draw: st.DrawFn, problem: Problem) -> Scope:
    """Whom and what a setting may be about: mostly everyone and everything."""
    kind, names = draw(SCOPED)
    name = draw(FILTERED)
    chosen = draw(FILTERS[name]) if name else set()
    if name == "dates":
        chosen = {problem.dates[k % problem.days] for k in chosen}
    return Scope(kind, names, **({name: frozenset(chosen)} if name else {}))


@st.composite
def rule_settings(draw: st.DrawFn, problem: Problem, code: str, hard: bool, name: str = "") -> RuleSetting:
    """A setting of a rule with parameters that its form would let through."""
    return RuleSetting(name or code, code, None if hard else draw(WEIGHTS), draw(scopes(problem)), draw(_entered(code)))


@cache
def _entered(code: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = form_of(catalogue()[code]).fields
    values = st.fixed_dictionaries({field.name: _values(field) for field in fields})
    return values.filter(lambda entered: _fits(code, entered))


def _values(field: ParamField) -> st.SearchStrategy[Any]:
    named = st.sampled_from(NAMED.get(field.refers, ("",)))
    days = st.sampled_from([*field.options, *TEMPLATES])
    low = field.lowest or 0
    usual = field.default if isinstance(field.default, int) else low
    numbers = st.integers(low, low + 3) | st.integers(low, low + 20) | st.just(usual)
    minutes = st.sampled_from([0, 420, 480, 900, 1440, 2400, 3000])
    rows = {column.name: _values(column) for column in field.columns}
    clocks = [column.name for column in field.columns if column.kind is FieldKind.CLOCK]
    drawn = {
        FieldKind.NUMBER: numbers,
        FieldKind.DURATION: minutes,
        FieldKind.CLOCK: st.sampled_from([0, 240, 480, 930, 1380, 1440]).filter(lambda minute: minute >= low),
        FieldKind.MONEY: st.integers(low, low + 3) | st.sampled_from([1234, 100_000]),
        FieldKind.FLAG: st.booleans(),
        FieldKind.CHOICE: st.sampled_from(field.options or ("",)),
        FieldKind.NAME: named,
        FieldKind.NAMES: st.lists(named, unique=True, max_size=2).map(tuple),
        FieldKind.PAIRS: st.lists(st.tuples(named, named), min_size=1, max_size=4).map(tuple),
        FieldKind.SEQUENCE: st.lists(days, min_size=1, max_size=4).map(tuple),
        FieldKind.TABLE: st.lists(st.fixed_dictionaries(rows), max_size=3).map(lambda table: _rising(table, clocks)),
        FieldKind.WEEKDAYS: st.just((5, 6)) | st.lists(st.integers(0, 6), unique=True).map(tuple),
    }[field.kind]
    return st.none() | drawn if field.optional else drawn


def _rising(table: list[dict[str, Any]], clocks: list[str]) -> tuple[dict[str, Any], ...]:
    """The rows with their times of day in order from cell to cell, so that spans of time lie apart."""
    times = iter(sorted(row[clock] for row in table for clock in clocks))
    return tuple({**row, **{clock: next(times) for clock in clocks}} for row in table)


def _fits(code: str, params: dict[str, Any]) -> bool:
    try:
        params_of(RuleSetting("x", code, params=params))
    except InvalidInput:
        return False
    return True
