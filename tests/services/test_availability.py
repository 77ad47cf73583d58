"""Availability is painted in bulk, all or nothing, and never over what somebody else just said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduling.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from scheduling.domain.problem import AvailabilityKind
from scheduling.services.availability import AvailabilityService, AvailabilityView, Cell, state_of
from scheduling.services.permissions import Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import AvailabilityRecord, ScheduleRecord, UserRole
from scheduling.services.team import TeamService
from tests.actors import BOB, MIA
from tests.services.small_site import MONDAY, add_site

UNAVAILABLE, UNDESIRED, DESIRED = AvailabilityKind


@pytest.fixture
def week(transactions: Transactions) -> str:
    return add_site(transactions)[1]


@pytest.fixture
def service(transactions: Transactions) -> AvailabilityService:
    return AvailabilityService(transactions)


def cells(view: AvailabilityView, name: str, *offsets: int) -> set[Cell]:
    person = next(p.id for p in view.people if p.name == name)
    return {(person, MONDAY + timedelta(days=k)) for k in offsets}


def states(view: AvailabilityView) -> Mapping[tuple[str, date], AvailabilityKind | None]:
    names = {p.id: p.name for p in view.people}
    return {(names[person], day): state_of(said) for (person, day), said in view.said.items()}


def test_three_days_are_painted_and_then_cleared(service: AvailabilityService, week: str) -> None:
    view = service.view(MIA, week)
    assert service.paint(MIA, view, cells(view, "Ann", 0, 1, 2), UNAVAILABLE) == 3
    painted = service.view(MIA, week)
    assert states(painted) == {("Ann", MONDAY + timedelta(days=k)): UNAVAILABLE for k in range(3)}
    assert service.paint(MIA, painted, cells(view, "Ann", 1), None) == 1
    assert {day for _, day in states(service.view(MIA, week))} == {MONDAY, MONDAY + timedelta(days=2)}


def test_what_is_painted_reaches_the_problem_as_whole_days(
    service: AvailabilityService, transactions: Transactions, week: str
) -> None:
    view = service.view(MIA, week)
    service.paint(MIA, view, cells(view, "Ben", 6), DESIRED)
    with transactions() as unit:
        (said,) = unit.problems.load(week)[0].availability
    assert (said.end - said.start, said.kind) == (1440, DESIRED)


def test_painting_over_what_somebody_else_just_said_is_refused_whole(service: AvailabilityService, week: str) -> None:
    seen = service.view(MIA, week)
    service.paint(BOB, seen, cells(seen, "Ann", 1), DESIRED)
    with pytest.raises(Conflict, match=r"Ann, Tue 6 Jan: bob changed this at \d\d:\d\d.*Nothing was painted"):
        service.paint(MIA, seen, cells(seen, "Ann", 0, 1, 2), UNAVAILABLE)
    assert states(service.view(MIA, week)) == {("Ann", MONDAY + timedelta(days=1)): DESIRED}


def test_two_people_who_say_the_same_do_not_clash(service: AvailabilityService, week: str) -> None:
    seen = service.view(MIA, week)
    service.paint(BOB, seen, cells(seen, "Ann", 1), DESIRED)
    assert service.paint(MIA, seen, cells(seen, "Ann", 1), DESIRED) == 0


def test_other_cells_of_the_same_grid_do_not_clash(service: AvailabilityService, week: str) -> None:
    seen = service.view(MIA, week)
    service.paint(BOB, seen, cells(seen, "Ann", 1), DESIRED)
    assert service.paint(MIA, seen, cells(seen, "Ben", 1), UNDESIRED) == 1
    assert len(states(service.view(MIA, week))) == 2


def test_nothing_chosen_a_day_outside_and_somebody_who_left_are_told(
    service: AvailabilityService, transactions: Transactions, week: str
) -> None:
    view = service.view(MIA, week)
    with pytest.raises(InvalidInput, match="Nothing is chosen yet"):
        service.paint(MIA, view, set(), UNAVAILABLE)
    with pytest.raises(InvalidInput, match="outside the days shown"):
        service.paint(MIA, view, cells(view, "Ann", 0, 7), UNAVAILABLE)
    team = TeamService(transactions)
    ann = next(p for p in team.view(MIA, view.site.id).people if p.name == "Ann")
    team.save_people(BOB, view.site.id, [replace(ann, active=False)])
    with pytest.raises(NotFound, match="not in the team any more"):
        service.paint(MIA, view, cells(view, "Ann", 0), UNAVAILABLE)
    assert service.view(MIA, week).said == {}


def test_part_of_a_day_is_no_state_and_painting_replaces_it(
    service: AvailabilityService, transactions: Transactions, week: str
) -> None:
    (cell,) = cells(service.view(MIA, week), "Cem", 3)
    with transactions() as unit:
        unit.wishes.replace_day(*cell, [AvailabilityRecord(*cell, 0, 720, UNAVAILABLE)])
        unit.commit()
    view = service.view(MIA, week)
    assert states(view) == {("Cem", cell[1]): None}
    service.paint(MIA, view, {cell}, UNDESIRED)
    assert states(service.view(MIA, week)) == {("Cem", cell[1]): UNDESIRED}


def test_a_longer_schedule_is_shown_week_by_week(
    service: AvailabilityService, transactions: Transactions, week: str
) -> None:
    site = service.view(MIA, week).site.id
    with transactions() as unit:
        unit.schedules.add(ScheduleRecord("long", site, "Ten days", MONDAY + timedelta(days=7), 10))
        unit.commit()
    assert service.view(MIA, "long", 0).dates[0] == MONDAY + timedelta(days=7)
    assert service.view(MIA, "long", 1).dates == tuple(MONDAY + timedelta(days=k) for k in (14, 15, 16))


def test_somebody_sees_and_paints_their_own_dates_whatever_is_planned(
    service: AvailabilityService, transactions: Transactions, week: str
) -> None:
    everybody = service.view(MIA, week)
    service.paint(MIA, everybody, cells(everybody, "Ann", 3) | cells(everybody, "Ben", 3), DESIRED)
    ann = Actor("ann", UserRole.EMPLOYEE, next(p.id for p in everybody.people if p.name == "Ann"))
    wednesday = datetime(2026, 1, 7, 9, tzinfo=UTC)
    mine = service.own(ann, 0, wednesday)
    assert [person.name for person in mine.people] == ["Ann"]
    assert mine.dates == tuple(MONDAY + timedelta(days=k) for k in (2, 3, 4, 5, 6))
    assert states(mine) == {("Ann", MONDAY + timedelta(days=3)): DESIRED}
    later = service.own(ann, 5, wednesday)
    assert (later.dates[0], len(later.dates)) == (MONDAY + timedelta(days=35), 7)
    assert service.paint(ann, later, cells(later, "Ann", 36), UNAVAILABLE) == 1
    assert states(service.own(ann, 5, wednesday)) == {("Ann", MONDAY + timedelta(days=36)): UNAVAILABLE}


def test_somebody_elses_dates_are_refused(service: AvailabilityService, week: str) -> None:
    everybody = service.view(MIA, week)
    ann = Actor("ann", UserRole.EMPLOYEE, next(p.id for p in everybody.people if p.name == "Ann"))
    with pytest.raises(NotAllowed, match="other people's availability"):
        service.paint(ann, everybody, cells(everybody, "Ann", 1) | cells(everybody, "Ben", 1), UNAVAILABLE)
    with pytest.raises(InvalidInput, match="outside the days shown"):
        service.paint(ann, service.own(ann), cells(everybody, "Ann", 1), UNAVAILABLE)
    assert service.view(MIA, week).said == {}
