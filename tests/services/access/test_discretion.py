"""Whoever may not see what people said and when they are off finds it in nothing that services hand out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scheduling.domain.errors import ShiftwrightError
from scheduling.domain.problem import Absence, AvailabilityInterval, AvailabilityKind, Preference, ShiftRequest
from scheduling.domain.roster import Violation
from scheduling.domain.runs import RunStatus, SolveStatus
from scheduling.services.capacity import CapacityBy, capacity_lines
from scheduling.services.costs import Side, costs, earns
from scheduling.services.discretion import PERSONAL
from scheduling.services.permissions import SYSTEM, Action, Actor
from scheduling.services.preflight import PreflightView
from scheduling.services.questions import choices, offers, trial
from scheduling.services.records import (
    AvailabilityRecord,
    CandidateRecord,
    Ending,
    TimeOffKind,
    TimeOffRecord,
    UserRole,
)
from scheduling.services.shortfalls import shortfalls, who_could_come
from scheduling.services.solution import RosterView
from scheduling.services.time_off import TimeOffService
from scheduling.services.tuning import TuningService
from tests.builders import setting
from tests.services.access.calls import CALLS, MINE
from tests.services.access.world import World, furnished
from tests.services.loop import QUICK, Open, executing, stored_run
from tests.services.small_site import MONDAY

NOTE, WEIGHT = "Honeymoon on Zanzibar", 7_919
TUESDAY = MONDAY + timedelta(days=1)
TELLING = re.compile(r"time off|holiday|vacation|cannot work|unavailable|undesired|rather not|gladly|wish|prefer|7,919")
NAMES = re.compile(r"\b(Ann|Ben)\b")
SEEING = {Action.SEE_PUBLISHED, Action.SEE_PLANNING, Action.SEE_ABSENCES}
OF_RUNS = ("repairs.of_run", "runs.live")
"""Asked about the run that found no roster too."""
OF_PEOPLE = (Absence, AvailabilityInterval, Preference, ShiftRequest, TimeOffRecord, AvailabilityRecord)


@dataclass(frozen=True)
class Told:
    """Things that somebody could learn from a result, in words."""

    method: str
    what: str


def said(transactions: Open, week: str) -> None:
    """Ann would rather not work early, and not on Monday at all; Ben cannot on Tuesday."""
    with transactions() as work:
        site = work.schedules.get(week).site
        ann, ben, _ = work.team.employees(site)
        template = work.demand.templates(site)[0].id
        work.wishes.keep(Preference(ann.id, template, weight=WEIGHT, avoid=True))
        work.wishes.keep(ShiftRequest(ann.id, MONDAY, template, False, WEIGHT))
        for person, day, kind in (
            (ann, MONDAY, AvailabilityKind.UNDESIRED),
            (ben, TUESDAY, AvailabilityKind.UNAVAILABLE),
        ):
            work.wishes.replace_day(person.id, day, [AvailabilityRecord(person.id, day, 0, 1440, kind, WEIGHT)])
        work.commit()
    for rule in (setting("availability", 1), setting("preferences", 1), setting("availability", None)):
        TuningService(transactions).add_setting(SYSTEM, site, rule)


def off(world: World) -> None:
    """Ann, who is on the roster of Monday, gets Monday off."""
    service = TimeOffService(world.open)
    request = service.ask(SYSTEM, world.site, world.ann, TimeOffKind.VACATION, MONDAY, TUESDAY, NOTE)
    (asked,) = (line.request for line in service.lines(SYSTEM, world.site) if line.request.id == request)
    service.decide(SYSTEM, world.site, asked, approve=True)


def searched(world: World) -> World:
    """A run that knows all of it and still has Ann on Monday; asked whether she could be there, the answer is no."""
    run = world.services.runs.submit(SYSTEM, world.draft, options=QUICK, again=True).id
    shift = world.problem.shifts[0]
    with world.open() as work:
        row = (world.ann, shift.id, shift.demands[0].role)
        attempt = work.runs.claim(run, "north:1", datetime.now(UTC)) or 0
        work.runs.add_candidate(CandidateRecord("c2", run, 0, 1.0, 900, 0, 0, (row,)), attempt)
        ending = Ending(RunStatus.COMPLETED, SolveStatus.FEASIBLE, 900, 0)
        work.runs.finish(run, attempt, datetime.now(UTC), ending)
        work.commit()
    asked = world.services.what_if.ask(SYSTEM, run, world.ann, shift.id, works=True).id
    while not stored_run(world.open, asked).status.terminal:
        claim = executing(world.open).claim("worker")
        assert claim is not None
        executing(world.open).perform(claim, most_threads=1)
    assert stored_run(world.open, asked).solve_status is SolveStatus.INFEASIBLE
    return replace(world, ended=run, candidate="c2", running=asked)


@pytest.fixture(scope="module")
def world(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    world = furnished(migrated_file, tmp_path_factory.mktemp("told"), said).restored()
    off(world)
    world = searched(world)
    seen = world.services.versions.all(SYSTEM, world.draft)[0].number
    world.services.publishing.publish(SYSTEM, world.draft, seen, accept_broken=True)
    return replace(world, published=world.draft)


def parts(thing: Any) -> Iterator[Any]:
    """Everything that a result is made of."""
    yield thing
    inner: list[Any] = []
    if is_dataclass(thing):
        inner = [getattr(thing, field.name) for field in fields(thing)]
    elif isinstance(thing, Mapping):
        inner = [*thing.keys(), *thing.values()]
    elif isinstance(thing, tuple | list | set | frozenset):
        inner = list(thing)
    for one in inner:
        yield from parts(one)


def made_of(thing: Any) -> Iterator[Any]:
    """What pages make of a result, besides drawing it."""
    if isinstance(thing, PreflightView):
        yield [capacity_lines(thing, by) for by in CapacityBy]
    if isinstance(thing, RosterView):
        yield [costs(thing, side) for side in Side]
        for cell in [(person.id, day) for person in thing.problem.employees for day in (MONDAY, TUESDAY)]:
            yield earns(thing, cell)
            for choice in choices(thing, *cell):
                yield trial(thing, choice, cell[0]), offers(thing, choice, cell[0])
        yield [who_could_come(thing, short) for short in shortfalls(thing)]


def told(method: str, result: Any) -> Iterator[Told]:
    """What of it is nobody else's business."""
    for one in parts(result):
        yield from (told_by for made in made_of(one) for told_by in told(method, made))
        if isinstance(one, OF_PEOPLE):
            yield Told(method, repr(one))
        elif isinstance(one, Violation) and one.employee and (one.code in PERSONAL or one.code == "time_off"):
            yield Told(method, one.message)
        elif isinstance(one, str) and (NOTE in one or (TELLING.search(one) and NAMES.search(one))):
            yield Told(method, one)


def learned(world: World, role: UserRole, employee: str | None = None) -> list[Told]:
    """All that one role learns from every call that it may make and that is made to see something."""
    actor, found = Actor("somebody", role, employee), list[Told]()
    own = [call for call in MINE if employee and call.method.endswith((".view", ".own"))]
    for call in (*(call for call in CALLS if call.needs in SEEING and actor.may(call.needs)), *own):
        for here in (world, replace(world, ended=world.running)) if call.method in OF_RUNS else (world,):
            try:
                found += told(call.method, call.do(here, actor))
            except ShiftwrightError as error:
                found += told(call.method, str(error))
    return found


def test_viewers_and_employees_may_do_nothing_besides_seeing_and_what_is_their_own() -> None:
    for role in (UserRole.EMPLOYEE, UserRole.VIEWER):
        asked = {call.needs for call in CALLS if Actor("somebody", role).may(call.needs)}
        assert asked <= {*SEEING, Action.OWN_ACCOUNT, Action.TAKE_OWN_DATA}


def test_a_viewer_learns_nothing_of_what_people_said_and_when_they_are_off(world: World) -> None:
    assert learned(world, UserRole.VIEWER) == []


def test_an_employee_learns_nothing_of_what_others_said_and_when_they_are_off(world: World) -> None:
    cem = next(person.id for person in world.problem.employees if person.name == "Cem")
    assert learned(world, UserRole.EMPLOYEE, cem) == []


@pytest.mark.parametrize(
    "method",
    [
        "comparing.compare",
        "preflight.view",
        "repairs.of_run",
        "runs.live",
        "solution.applied",
        "solution.candidate",
        "time_off.lines",
        "versions.compare",
        "what_if.answers",
    ],
)
def test_those_who_may_see_it_do_so_it_is_there_to_be_found(world: World, method: str) -> None:
    assert method in {one.method for one in learned(world, UserRole.MANAGER)}


def test_an_employee_sees_who_works_when_and_nothing_of_what_it_costs(world: World) -> None:
    view = world.services.solution.applied(Actor("eve", UserRole.EMPLOYEE), world.draft)
    assert [(view.problem.employee_by_id[who].name, day) for who, day in view.cells] == [("Ann", MONDAY)]
    assert (view.settings, view.score.violations, view.coverage, view.hours, view.away) == ((), (), [], (), frozenset())
    assert (view.problem.contracts, view.problem.pinned, view.problem.history.shifts) == ((), (), ())


def test_a_viewer_sees_all_that_a_roster_costs_and_how_many_could_come_but_not_who(world: World) -> None:
    manager, viewer = (Actor("somebody", role) for role in (UserRole.MANAGER, UserRole.VIEWER))
    service = world.services.solution
    whole, seen = (service.candidate(actor, world.candidate) for actor in (manager, viewer))
    assert (seen.score.penalty, seen.score.hard) == (whole.score.penalty, whole.score.hard)
    assert seen.score.penalty_by_setting == whole.score.penalty_by_setting
    assert {v.employee for v in seen.score.violations if v.code in PERSONAL} == {None}
    whole_week, week = (world.services.preflight.view(actor, world.draft) for actor in (manager, viewer))
    assert [len(one.could) for one in week.capacity.cells] == [len(one.could) for one in whole_week.capacity.cells]
    assert [gap.could for gap in week.gaps] == [()] * len(whole_week.gaps)
    assert [people for _, line in capacity_lines(week, CapacityBy.SHIFT) for people in [*line.values()]]
