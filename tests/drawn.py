"""Random small problems, rosters and settings, for what must hold of all of them."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

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
WEIGHTS = st.integers(1, 3)

quickly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def problems(draw: st.DrawFn, people: int = 4, days: int = 9, templates: int = 4) -> Problem:
    """Everything that a rule may look at, in small numbers; the arguments are upper limits."""
    build = ProblemBuilder(draw(st.integers(min(3, days), days)), draw(st.sampled_from(STARTS))).role("q", "Cook")
    build = build.contract("full", 2400).contract("half", 1200)
    names, codes = PEOPLE[: draw(st.integers(2, people))], list(TEMPLATES)[: draw(st.integers(1, templates))]
    for name in names:
        roles, contract = draw(st.sampled_from(["r", "r q"])), draw(st.sampled_from([None, "full", "half"]))
        build = build.people(name, roles=roles, contract=contract, labels=draw(st.sets(st.just("new")).map(frozenset)))
    for code in codes:
        build = build.template(code, *TEMPLATES[code])
        build = build.plan(code, *draw(st.just(frozenset()) | st.sets(_days(build))), demands=draw(_demands()))
    who, code = st.sampled_from(names), st.sampled_from(codes)
    build = _past(draw, build, who, code)
    build = _said(draw, build, who, code)
    for _ in range(draw(st.integers(0, 2))):
        paid = draw(st.dictionaries(st.integers(-3, 11), st.sampled_from([60, 480, 3000]), max_size=2))
        start, length = draw(st.integers(0, 1440)), draw(st.sampled_from([1, 600, 2000]))
        build = build.off(draw(who), draw(_days(build) | st.integers(-9, -1)), start, start + length, paid)
    return draw(_surroundings(build.problem))


@st.composite
def _surroundings(draw: st.DrawFn, problem: Problem) -> Problem:
    """The same with places, holidays, accounts brought along and, now and then, a roster published before."""
    place = st.sampled_from(["", "north", "south"])
    people = tuple(replace(person, home=draw(place)) for person in problem.employees)
    holidays = tuple(Holiday(problem.start + timedelta(days=k), "Feast") for k in draw(st.sets(st.integers(-3, 10))))
    amounts = st.integers(0, 3)
    totals = tuple(PastTotals(who.id, draw(amounts), 480 * draw(amounts), draw(amounts)) for who in people[:2])
    problem = replace(
        problem,
        employees=people,
        templates=tuple(replace(template, location=draw(place)) for template in problem.templates),
        holidays=holidays,
        history=replace(problem.history, totals=totals),
    )
    if not draw(st.booleans()):
        return problem
    told = tuple(sorted(draw(any_rosters(problem))))
    return replace(problem, published=told, today=problem.start + timedelta(days=draw(st.integers(-20, 3))))


def _days(build: ProblemBuilder) -> st.SearchStrategy[int]:
    return st.integers(0, build.problem.days - 1)


@st.composite
def _demands(draw: st.DrawFn) -> tuple[Demand, ...]:
    cost, priority = st.none() | st.integers(0, 3), st.sampled_from([1, 1, 1, 3])
    return tuple(
        Demand(role, draw(st.integers(0, 2)), draw(cost), draw(cost), draw(cost), draw(cost), draw(priority))
        for role in draw(st.sampled_from(["r", "r", "q", "rq"]))
    )


def _past(draw: st.DrawFn, build: ProblemBuilder, who: st.SearchStrategy[str], code: st.SearchStrategy[str]) -> Any:
    for day in draw(st.lists(st.integers(-8, -1) | st.just(-1), max_size=8)):
        build = build.worked(draw(who), draw(code), day)
    if draw(st.booleans()):
        build = build.known_since(draw(st.sampled_from([-1, -4, -9, -40])))
    if draw(st.booleans()):
        past = tuple(replace(p, template="gone") if p.date.day % 2 else p for p in build.problem.history.shifts)
        build.problem = replace(build.problem, history=replace(build.problem.history, shifts=past))
    return build


def _said(draw: st.DrawFn, build: ProblemBuilder, who: st.SearchStrategy[str], code: st.SearchStrategy[str]) -> Any:
    for kind in draw(st.lists(st.sampled_from(list(AvailabilityKind)), max_size=4)):
        start, length = draw(st.integers(0, 1440)), draw(st.sampled_from([1, 400, 2000]))
        build = build.says(draw(who), kind, draw(_days(build)), start, start + length, draw(st.integers(0, 3)))
    for on in draw(st.lists(st.booleans(), max_size=3)):
        build = build.asks(draw(who), draw(code), draw(_days(build)), on, draw(st.integers(0, 3)))
    for avoid in draw(st.lists(st.booleans(), max_size=3)):
        parts = {"template": code, "weekday": st.integers(0, 6), "start": st.just(400), "end": st.just(1400)}
        named = draw(st.fixed_dictionaries({}, optional=parts))
        build = build.wishes(draw(who), **named, avoid=avoid, weight=draw(st.integers(1, 3)))
    return build


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
    kind, names = draw(
        st.sampled_from(
            [
                *[(ScopeKind.EVERYONE, ())] * 4,
                (ScopeKind.CONTRACT, ("full", "half")),
                (ScopeKind.ROLE, ("q",)),
                (ScopeKind.LABEL, ("new",)),
                (ScopeKind.EMPLOYEE, ("ann",)),
            ]
        )
    )
    labels, weekdays = st.sampled_from(["early", "late", "night"]), st.integers(0, 6)
    narrow = draw(st.sampled_from(["no", "no", "no", "no", "labels", "weekdays", "dates", "classes"]))
    return Scope(
        kind,
        names,
        frozenset(draw(st.sets(labels, min_size=1))) if narrow == "labels" else frozenset(),
        frozenset(draw(st.sets(weekdays, min_size=1))) if narrow == "weekdays" else frozenset(),
        frozenset(draw(st.sets(st.sampled_from(problem.dates), min_size=1))) if narrow == "dates" else frozenset(),
        frozenset(draw(st.sets(st.sampled_from(list(DayClass)), min_size=1))) if narrow == "classes" else frozenset(),
    )


@st.composite
def rule_settings(draw: st.DrawFn, problem: Problem, code: str, hard: bool, name: str = "") -> RuleSetting:
    """A setting of a rule with parameters that its form would let through."""
    form = form_of(catalogue()[code])
    values = st.fixed_dictionaries({field.name: _values(field) for field in form.fields})
    params = draw(values.filter(lambda entered: _fits(code, entered)))
    return RuleSetting(name or code, code, None if hard else draw(WEIGHTS), draw(scopes(problem)), params)


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
