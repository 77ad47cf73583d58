"""The log says what changes in words that people know, and nothing of what stays."""

from datetime import date

from scheduling.domain.problem import Demand
from scheduling.services.before_after import MOST, dates_text, differing, heads_said, rosters_said
from scheduling.services.ports import Transactions
from scheduling.services.records import AssignmentRecord
from tests.services.small_site import add_site

ROLES = {"c": "Cook", "w": "Waiter"}


def test_only_what_differs_is_said() -> None:
    assert differing(
        {"name": "Ann", "home": "", "roles": "Cook"}, {"name": "Ann", "home": "Quay", "roles": "Cook"}
    ) == {
        "before": "home: none",
        "after": "home: Quay",
    }


def test_of_what_is_new_or_gone_the_other_side_says_nothing() -> None:
    assert differing({}, {"name": "Ann", "home": ""}) == {"before": "", "after": "name: Ann; home: none"}
    assert differing({"name": "Ann"}, {}) == {"before": "name: Ann", "after": ""}
    assert differing({"name": "Ann"}, {"name": "Ann"}) == {"before": "", "after": ""}


def test_of_many_lines_the_rest_is_counted() -> None:
    many = {f"day {k}": "off" for k in range(MOST + 3)}
    assert differing({}, many)["after"].endswith(f"day {MOST - 1}: off; and 3 more")


def test_heads_are_said_with_all_that_is_asked_of_them() -> None:
    demands = [Demand("c", 1, 2, 3, under_cost=500, over_cost=20, priority=4), Demand("w"), Demand("x", 1)]
    assert heads_said(demands, ROLES, "Early on Mon 5 Jan") == {
        "Early on Mon 5 Jan, Cook": "2, at least 1, at most 3, each head short costs 500, each head over costs 20, "
        "priority 4",
        "Early on Mon 5 Jan, Waiter": "at least 0",
        "Early on Mon 5 Jan, ?": "at least 1",
    }


def test_days_are_said_once() -> None:
    assert dates_text(date(2026, 1, 5), date(2026, 1, 5)) == "Mon 5 Jan 2026"
    assert dates_text(date(2026, 1, 5), date(2026, 1, 7)) == "Mon 5 Jan to Wed 7 Jan 2026"


def test_a_roster_is_said_by_person_and_shift_with_its_pins(transactions: Transactions) -> None:
    site, week = add_site(transactions)
    with transactions() as work:
        people = {one.name: one.id for one in work.team.employees(site)}
        cook = next(one.id for one in work.team.roles(site) if one.name == "Cook")
        monday, tuesday = (shift.id for shift in work.demand.planned(week))
        stays = AssignmentRecord(monday, people["Ann"], cook)
        gone, new = AssignmentRecord(monday, people["Ben"], cook), AssignmentRecord(tuesday, people["Ben"], cook)
        pinned = AssignmentRecord(tuesday, people["Ann"], cook, pinned=True)
        free = AssignmentRecord(tuesday, people["Ann"], cook)
        said = rosters_said(work, work.schedules.get(week), [stays, gone, free], [stays, new, pinned])
    assert said == {
        "before": "Ben on Early, Mon 5 Jan: Cook; Ann on Early, Tue 6 Jan: Cook",
        "after": "Ann on Early, Tue 6 Jan: Cook, pinned; Ben on Early, Tue 6 Jan: Cook",
    }
