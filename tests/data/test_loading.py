"""A problem holds what bears on its period: people who are there, leave that touches it, the weeks before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from data.repositories import problems
from scheduling.domain.clock import instant
from scheduling.services.records import (
    AssignmentRecord,
    PlannedShiftRecord,
    PlannedShiftStatus,
    ScheduleRecord,
    TimeOffKind,
    TimeOffRecord,
    TimeOffStatus,
)
from tests.data.stored import Open, loaded, plain_week


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be another day for whoever loads a problem."""

    def be(day: date) -> None:
        class Then(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime.combine(day, time(12), tz)

        monkeypatch.setattr(problems, "datetime", Then)

    return be


def off(open_work: Open, site: str, first: datetime, last: datetime, **more: Any) -> None:
    with open_work() as work:
        ann = work.team.employees(site)[0].id
        kind, status = more.get("kind", TimeOffKind.VACATION), more.get("status", TimeOffStatus.APPROVED)
        work.wishes.add_time_off(TimeOffRecord(f"off{first:%m%d%H}", ann, kind, first, last, status))
        work.commit()


def berlin_midnight(day: int) -> datetime:
    """Midnight in Berlin at the start of a day of the week of 30 November 2026; winter time is UTC+1."""
    return datetime(2026, 11, 29, 23, tzinfo=UTC) + timedelta(days=day)


def test_leave_is_paid_on_workdays_wholly_inside_it_and_the_period(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    off(transactions, site, berlin_midnight(-3), berlin_midnight(1) + timedelta(hours=12))
    off(transactions, site, berlin_midnight(3), berlin_midnight(6), kind=TimeOffKind.SICK)
    first, second = loaded(transactions, schedule)[0].absences
    assert first.credits == ((date(2026, 11, 30), 480),)
    assert second.credits == ((date(2026, 12, 3), 480), (date(2026, 12, 4), 480))


def test_personal_time_off_is_not_paid(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    off(transactions, site, berlin_midnight(0), berlin_midnight(2), kind=TimeOffKind.PERSONAL)
    assert [absence.credits for absence in loaded(transactions, schedule)[0].absences] == [()]


def test_only_approved_time_off_that_a_shift_could_touch_counts(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    off(transactions, site, berlin_midnight(-9), berlin_midnight(0))
    off(transactions, site, berlin_midnight(8), berlin_midnight(20))
    off(transactions, site, berlin_midnight(1), berlin_midnight(2), status=TimeOffStatus.PENDING)
    off(transactions, site, berlin_midnight(2), berlin_midnight(3), status=TimeOffStatus.REJECTED)
    assert loaded(transactions, schedule)[0].absences == ()
    off(transactions, site, berlin_midnight(7), berlin_midnight(8))
    assert len(loaded(transactions, schedule)[0].absences) == 1, "the last night ends inside it"


def test_who_has_left_and_what_was_cancelled_are_no_part_of_the_problem(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    with transactions() as work:
        ann = work.team.employees(site)[0]
        shift = work.demand.planned(schedule)[0]
        work.assignments.replace(schedule, [AssignmentRecord(shift.id, ann.id, min(ann.roles), pinned=True)])
        assert [a.shift for a in work.problems.load(schedule)[0].pinned] == [shift.id]
        work.team.save_employee(replace(ann, active=False))
        work.demand.save_planned(replace(work.demand.planned(schedule)[0], status=PlannedShiftStatus.CANCELLED))
        problem = work.problems.load(schedule)[0]
    assert [person.name for person in problem.employees] == ["Ben"]
    assert shift.id not in problem.shift_by_id
    assert problem.pinned == ()


def pinned_and_left(open_work: Open, site: str, schedule: str) -> str:
    """Ann is pinned to the first shift of the week, and has left; its id."""
    with open_work() as work:
        ann, shift = work.team.employees(site)[0], work.demand.planned(schedule)[0]
        work.assignments.replace(schedule, [AssignmentRecord(shift.id, ann.id, min(ann.roles), pinned=True)])
        work.team.save_employee(replace(ann, active=False))
        work.commit()
    return shift.id


def test_whoever_has_left_stays_in_the_weeks_that_they_worked(
    transactions: Open, today: Callable[[date], None]
) -> None:
    site, schedule = plain_week(transactions)
    before = loaded(transactions, schedule)[0]
    shift = pinned_and_left(transactions, site, schedule)
    today(before.start + timedelta(days=60))
    after = loaded(transactions, schedule)[0]
    assert [a.shift for a in after.pinned] == [shift]
    assert replace(after, pinned=()) == before


def test_whoever_has_left_works_nothing_from_today_on(transactions: Open, today: Callable[[date], None]) -> None:
    site, schedule = plain_week(transactions)
    start = loaded(transactions, schedule)[0].start
    pinned_and_left(transactions, site, schedule)
    today(start - timedelta(days=3))
    problem = loaded(transactions, schedule)[0]
    (absence,) = problem.absences
    assert problem.pinned == (), "what must stay and what cannot be would leave no roster at all"
    assert all(absence.start <= shift.start and shift.end <= absence.end for shift in problem.shifts)
    today(start + timedelta(days=4))
    (absence,) = loaded(transactions, schedule)[0].absences
    assert absence.start == instant(start + timedelta(days=4), 0, ZoneInfo("Europe/Berlin"))


def worked_before(open_work: Open, site: str, start: date, day: date) -> PlannedShiftRecord:
    """Ann worked the night shift of a day, in a schedule of its own."""
    with open_work() as work:
        ann = work.team.employees(site)[0]
        night = next(t for t in work.demand.templates(site) if t.template.code == "N")
        week = ScheduleRecord(f"w{start}", site, "Earlier", start, 7)
        work.schedules.add(week)
        shift = PlannedShiftRecord(f"n{day}", week.id, night.id, day)
        work.demand.add_planned(shift)
        work.assignments.replace(week.id, [AssignmentRecord(shift.id, ann.id, min(ann.roles))])
        work.commit()
    return shift


def test_earlier_weeks_are_known_from_the_first_one_applied(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    assert loaded(transactions, schedule)[0].history.since is None
    worked_before(transactions, site, date(2026, 11, 23), date(2026, 11, 29))
    problem = loaded(transactions, schedule)[0]
    (past,) = problem.history.shifts
    assert problem.history.since == date(2026, 11, 23)
    assert (past.date, past.end - past.start) == (date(2026, 11, 29), 480)
    assert problem.shifts[0].start - past.end == 120, "Sunday's night ends two hours before Monday's day shift"


def test_what_lies_further_back_than_a_quarter_of_a_year_is_not_history(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    worked_before(transactions, site, date(2026, 8, 24), date(2026, 8, 30))
    assert loaded(transactions, schedule)[0].history.since is None
    worked_before(transactions, site, date(2026, 8, 29), date(2026, 8, 31))
    assert loaded(transactions, schedule)[0].history.since == date(2026, 8, 31), "known no further than it is read"


def test_a_cancelled_shift_of_an_earlier_week_was_not_worked(transactions: Open) -> None:
    site, schedule = plain_week(transactions)
    shift = worked_before(transactions, site, date(2026, 11, 23), date(2026, 11, 29))
    with transactions() as work:
        now = work.demand.planned(shift.schedule)[0]
        work.demand.save_planned(replace(now, status=PlannedShiftStatus.CANCELLED))
        assert work.problems.load(schedule)[0].history.shifts == ()
