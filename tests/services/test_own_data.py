"""Everything that is stored about somebody can be taken along, and nothing of anybody else."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduling.domain.history import History, PastTotals
from scheduling.domain.problem import AvailabilityKind
from scheduling.services.access import AccessService
from scheduling.services.availability import AvailabilityService
from scheduling.services.own_data import OwnDataService
from scheduling.services.permissions import SYSTEM, Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import AssignmentRecord, ScheduleStatus, TimeOffKind, UserRecord, UserRole
from scheduling.services.time_off import TimeOffService
from tests.actors import MIA
from tests.builders import ProblemBuilder
from tests.quick_passwords import QuickPasswords
from tests.services.small_site import MONDAY, add_site


@pytest.fixture
def ann(transactions: Transactions) -> Actor:
    """Ann with an account of her own; she and Ben said something, asked for days off, and are on the roster."""
    site, week = add_site(transactions)
    with transactions() as work:
        people = {one.name: one for one in work.team.employees(site)}
        work.users.add(UserRecord("u", "ann", "Ann", UserRole.EMPLOYEE, employee=people["Ann"].id, email="ann@x.org"))
        shifts = work.demand.planned(week)
        rows = [AssignmentRecord(shifts[0].id, people[name].id, min(people[name].roles)) for name in ("Ann", "Ben")]
        work.assignments.replace(week, rows)
        work.commit()
    ann = Actor("ann", UserRole.EMPLOYEE, people["Ann"].id)
    availability, time_off = AvailabilityService(transactions), TimeOffService(transactions)
    seen = availability.view(SYSTEM, week)
    for name, note in (("Ann", "dentist"), ("Ben", "surgery")):
        who = people[name].id
        availability.paint(MIA, seen, {(who, MONDAY)}, AvailabilityKind.UNDESIRED)
        seen = availability.view(SYSTEM, week)
        day = MONDAY + timedelta(days=3)
        time_off.ask(replace(ann, employee=who) if name == "Ann" else MIA, site, who, TimeOffKind.SICK, day, day, note)
        request = next(one.request for one in time_off.lines(SYSTEM, site) if one.request.employee == who)
        time_off.decide(MIA, site, request, approve=True)
    return ann


def taken(transactions: Transactions, who: Actor) -> dict[str, Any]:
    service = OwnDataService(transactions, AccessService(transactions, QuickPasswords()))
    return json.loads(json.dumps(service.all(who)))


def test_it_holds_all_that_was_said_asked_planned_and_done(transactions: Transactions, ann: Actor) -> None:
    AccessService(transactions, QuickPasswords()).open_session(_user(transactions))
    told = taken(transactions, ann)
    assert told["account"]["email"] == "ann@x.org"
    assert len(told["account"]["sessions"]) == 1
    assert told["person"]["contract"] == {"name": "Full time", "weekly_minutes": 2400}
    assert told["person"]["roles"] == ["Cook", "Waiter"]
    (said,) = told["availability"]
    assert (said["date"], said["from"], said["minutes"]) == (MONDAY.isoformat(), "00:00", 1440)
    (off,) = told["time_off"]
    assert (off["first"], off["last"], off["note"], off["status"]) == (
        "2026-01-08",
        "2026-01-08",
        "dentist",
        "APPROVED",
    )
    did = [(one["did"], one["by"]) for one in told["log"]]
    assert ("time off asked for", "you") in did
    assert ("time off approved", "somebody else") in did


def test_nothing_is_told_of_anybody_else(transactions: Transactions, ann: Actor) -> None:
    text = json.dumps(taken(transactions, ann))
    assert "Ann" in text
    for secret in ("Ben", "Cem", "surgery", "mia"):
        assert secret not in text.replace('"decided_by": "mia"', "")


def test_shifts_are_told_when_the_week_is_published(transactions: Transactions, ann: Actor) -> None:
    assert taken(transactions, ann)["assignments"] == []
    with transactions() as work:
        week = work.schedules.of_site(work.schedules.sites()[0].id)[0]
        work.schedules.move(week.id, ScheduleStatus.DRAFT, ScheduleStatus.PUBLISHED)
        work.commit()
    (shift,) = taken(transactions, ann)["assignments"]
    assert (shift["date"], shift["shift"], shift["minutes"]) == (MONDAY.isoformat(), "Early", 480)


def test_whoever_is_planned_nowhere_takes_their_account(transactions: Transactions, ann: Actor) -> None:
    with transactions() as work:
        work.users.add(UserRecord("m", "mia", "Mia", UserRole.MANAGER))
        work.commit()
    told = taken(transactions, MIA)
    assert told["person"] is None
    assert told["time_off"] == []
    assert "time off approved" in [one["did"] for one in told["log"]]


def test_what_was_brought_along_from_before_is_told(transactions: Transactions, ann: Actor) -> None:
    assert taken(transactions, ann)["person"]["worked_before"] is None
    build = ProblemBuilder(7).people("eve")
    brought = replace(build.problem, history=History(totals=(PastTotals("eve", 3, 1440, 1),)))
    with transactions() as work:
        site, _ = work.problems.store("Ward", brought, (), "test")
        (eve,) = work.team.employees(site)
        work.users.add(UserRecord("e", "eve", "Eve", UserRole.EMPLOYEE, employee=eve.id))
        work.commit()
    assert taken(transactions, Actor("eve", UserRole.EMPLOYEE, eve.id))["person"]["worked_before"] == {
        "as_of": build.problem.start.isoformat(),
        "shifts": 3,
        "minutes": 1440,
        "weekends": 1,
    }


def _user(transactions: Transactions) -> UserRecord:
    with transactions() as work:
        user = work.users.by_username("ann")
    assert user is not None
    return user
