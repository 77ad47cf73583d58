"""What people bring along: an opening balance, and everything applied since, loaded where a setting counts it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduling.domain.history import PastTotals
from scheduling.domain.settings import RuleSetting
from scheduling.services.records import AssignmentRecord, PlannedShiftRecord, PlannedShiftStatus, ScheduleRecord
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.data.stored import Open, loaded, stored

CARRYING = setting("shift_count", period="horizon", carry=True, maximum=100)
Amounts = tuple[int, int, int]


def week_of(*people: tuple[str, Amounts], start: date = MONDAY) -> ProblemBuilder:
    build = ProblemBuilder(start=start).template("D", 480, 960).template("N", 1320, 1800).plan("D").plan("N")
    for name, (shifts, minutes, weekends) in people:
        build = build.people(name)
        if shifts or minutes or weekends:
            build = build.brings(name, shifts, minutes, weekends)
    return build


def works(open_work: Open, site: str, name: str, worked: dict[date, str]) -> str:
    """Somebody's shifts (template codes by date) are applied in a schedule of their own; returns its id."""
    with open_work() as work:
        who = next(person for person in work.team.employees(site) if person.name == name)
        templates = {record.template.code: record.id for record in work.demand.templates(site)}
        schedule = ScheduleRecord(f"w-{name}-{min(worked)}", site, f"{name} {min(worked)}", min(worked), 28)
        work.schedules.add(schedule)
        rows = []
        for day, code in worked.items():
            shift = PlannedShiftRecord(f"{name}-{day}-{code}", schedule.id, templates[code], day)
            work.demand.add_planned(shift)
            rows.append(AssignmentRecord(shift.id, who.id, min(who.roles)))
        work.assignments.replace(schedule.id, rows)
        work.commit()
    return schedule.id


def brought(open_work: Open, schedule: str) -> dict[str, Amounts]:
    """Shifts, minutes and weekends by name."""
    problem, _ = loaded(open_work, schedule)
    names = {person.id: person.name for person in problem.employees}
    return {names[one.employee]: (one.shifts, one.minutes, one.weekends) for one in problem.history.totals}


def later(open_work: Open, site: str, start: date) -> str:
    with open_work() as work:
        work.schedules.add(ScheduleRecord("later", site, "Later", start, 7))
        work.commit()
    return "later"


@pytest.mark.parametrize(
    "settings",
    [(), (setting("shift_count", period="horizon"),), (replace(CARRYING, enabled=False),), (setting("gone", carry=1),)],
    ids=["no setting", "none that counts them", "one that is off", "an unknown rule"],
)
def test_totals_are_left_out_where_nothing_counts_them(transactions: Open, settings: tuple[RuleSetting, ...]) -> None:
    _, schedule = stored(transactions, week_of(("ann", (10, 4800, 3))).problem, settings)
    assert loaded(transactions, schedule)[0].history.totals == ()


@pytest.mark.parametrize("code", ["shift_count", "working_time", "weekends"])
def test_an_opening_balance_comes_back_as_it_was_stored(transactions: Open, code: str) -> None:
    params = {"carry": True} | ({} if code == "weekends" else {"period": "horizon"})
    build = week_of(("ann", (10, 4800, 3)), ("ben", (0, 0, 0)))
    _, schedule = stored(transactions, build.problem, (setting(code, **params),))
    assert brought(transactions, schedule) == {"Ann": (10, 4800, 3), "Ben": (0, 0, 0)}


def test_weeks_applied_since_the_balance_are_added_and_those_before_it_are_in_it(transactions: Open) -> None:
    site, _ = stored(transactions, week_of(("ann", (10, 4800, 3)), ("ben", (0, 0, 0))).problem, (CARRYING,))
    for name in ("Ann", "Ben"):
        worked = {MONDAY - timedelta(days=1): "D", MONDAY: "N", MONDAY + timedelta(days=5): "D"}
        works(transactions, site, name, worked | {MONDAY + timedelta(days=6): "D"})
    then = later(transactions, site, MONDAY + timedelta(days=7))
    assert brought(transactions, then) == {"Ann": (13, 4800 + 1440, 4), "Ben": (4, 1920, 2)}


def test_what_is_worked_from_the_first_day_on_is_not_brought_along(transactions: Open) -> None:
    site, schedule = stored(transactions, week_of(("ann", (0, 0, 0))).problem, (CARRYING,))
    works(transactions, site, "Ann", {MONDAY - timedelta(days=1): "N", MONDAY: "D"})
    assert brought(transactions, schedule) == {"Ann": (1, 480, 1)}


def test_balances_reach_further_back_than_the_history(transactions: Open) -> None:
    site, schedule = stored(transactions, week_of(("ann", (0, 0, 0))).problem, (CARRYING,))
    works(transactions, site, "Ann", {MONDAY - timedelta(days=300): "D"})
    assert loaded(transactions, schedule)[0].history.shifts == ()
    assert brought(transactions, schedule) == {"Ann": (1, 480, 0)}


def test_minutes_are_those_really_worked_and_cancelled_shifts_are_none(transactions: Open) -> None:
    """Clocks go back on Sunday 25 October 2026: Saturday's night has nine hours."""
    start = date(2026, 10, 26)
    site, schedule = stored(transactions, week_of(("ann", (0, 0, 0)), start=start).problem, (CARRYING,))
    earlier = works(transactions, site, "Ann", {date(2026, 10, 23): "N", date(2026, 10, 24): "N"})
    assert brought(transactions, schedule) == {"Ann": (2, 480 + 540, 1)}
    with transactions() as work:
        friday = next(shift for shift in work.demand.planned(earlier) if shift.date == date(2026, 10, 23))
        work.demand.save_planned(replace(friday, status=PlannedShiftStatus.CANCELLED))
        work.commit()
    assert brought(transactions, schedule) == {"Ann": (1, 540, 1)}


def test_nobody_s_balance_is_anybody_else_s(transactions: Open) -> None:
    site, schedule = stored(transactions, week_of(("ann", (10, 4800, 3)), ("ben", (0, 0, 0))).problem, (CARRYING,))
    with transactions() as work:
        ann = next(person for person in work.team.employees(site) if person.name == "Ann")
        work.team.save_employee(replace(ann, active=False))
        work.commit()
    problem, _ = loaded(transactions, schedule)
    assert problem.history.totals == (PastTotals(problem.employees[0].id),)
