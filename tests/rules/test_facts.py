"""Facts: what a check may ask about a roster, in the order of time, and what is known of the time before it."""

from datetime import date

import pytest

from scheduling.domain.history import PastTotals
from scheduling.domain.problem import Assignment
from scheduling.rules.facts import Facts, at_night
from tests.builders import MONDAY, ProblemBuilder, roster


def week(start: date = MONDAY) -> ProblemBuilder:
    build = ProblemBuilder(start=start).people("ann", "ben").role("q", "Cook")
    build = build.template("D", 480, 960, frozenset({"day"})).template("N", 1320, 1800).template("E", 480, 900)
    return build.plan("D").plan("N").plan("E")


def test_shifts_are_in_the_order_of_time_whatever_the_order_of_the_roster() -> None:
    plan = roster({"ann": ["N@0", "D@2", "E@2", "D@0"], "ben": ["D@1"]})
    facts = Facts(week().problem, plan)
    assert [shift.id for shift in facts.worked("ann")] == ["D@0", "N@0", "E@2", "D@2"]
    assert [shift.id for shift in facts.worked("ben")] == ["D@1"]
    assert facts.dates_worked("ann") == {date(2026, 11, 30), date(2026, 12, 2)}


def test_two_roles_on_one_shift_are_one_shift_and_two_heads() -> None:
    facts = Facts(week().problem, frozenset({Assignment("ann", "D@0", "r"), Assignment("ann", "D@0", "q")}))
    assert [shift.id for shift in facts.worked("ann")] == ["D@0"]
    assert (facts.heads("D@0", "r"), facts.heads("D@0", "q"), facts.heads("D@1", "r")) == (1, 1, 0)


def test_the_past_is_in_the_order_of_time_and_each_persons_own() -> None:
    build = week().worked("ann", "D", -1, -3).worked("ben", "N", -2).brings("ben", shifts=4)
    facts = Facts(build.problem, frozenset())
    assert [past.date.day for past in facts.past("ann")] == [27, 29]
    assert facts.past_dates("ben") == {date(2026, 11, 28)}
    assert facts.totals("ben") == PastTotals("ben", shifts=4)
    assert facts.totals("ann") == PastTotals("ann")
    assert Facts(week().problem, frozenset()).past("ann") == []


def test_absences_are_each_persons_own() -> None:
    facts = Facts(week().off("ann", 1, 0, 1440).problem, frozenset())
    assert (len(facts.absences("ann")), facts.absences("ben")) == (1, [])


@pytest.mark.parametrize(("since", "first"), [(-2, date(2026, 11, 28)), (-1, date(2026, 11, 29)), (0, MONDAY)])
def test_every_date_on_record_is_known_and_then_the_plans(since: int, first: date) -> None:
    known = Facts(week().known_since(since).problem, frozenset()).known_dates
    assert (known[0], known[-1], len(known)) == (first, date(2026, 12, 6), 7 - since)
    assert known == sorted(known)


def test_without_a_record_or_with_one_that_begins_later_only_the_plans_dates_are_known() -> None:
    for build in (week(), week().known_since(2)):
        assert Facts(build.problem, frozenset()).known_dates == list(build.problem.dates)


def test_a_template_that_is_gone_has_no_labels_and_is_called_by_its_id() -> None:
    facts = Facts(week().problem, frozenset())
    assert (facts.labels("D"), facts.labels("gone")) == (frozenset({"day"}), frozenset())
    assert (facts.template_name("D"), facts.template_name("gone"), facts.name("ann")) == ("D", "gone", "Ann")


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        (0, 180, False),
        (0, 181, True),
        (180, 240, True),
        (181, 240, False),
        (1320, 1620, False),
        (1320, 1621, True),
        (1380, 1440, False),
    ],
)
@pytest.mark.parametrize("day", [MONDAY, date(2026, 3, 28), date(2026, 10, 24)])
def test_a_night_is_under_way_at_three_by_the_clocks(start: int, end: int, night: bool, day: date) -> None:
    build = ProblemBuilder(1, day).template("X", start, end).plan("X")
    assert at_night(build.problem, build.problem.shifts[0]) is night


def test_what_is_nobodys_work_holds_for_rosters_beside_each_other_and_what_is_somebodys_does_not() -> None:
    build = ProblemBuilder(2).people("ann", "ben").template("D", 480, 960).plan("D").worked("ann", "D", -1)
    first = Facts(build.problem, roster({"ann": ["D@0"]}))
    other = first.beside(roster({"ann": ["D@0", "D@1"]}))
    asked = []

    def remembered(facts: Facts, who: str) -> int:
        def work_out() -> int:
            asked.append(who)
            return len(facts.worked(who)) if who else 7

        return facts.remembered("shifts", who, work_out)

    assert [remembered(facts, who) for facts in (first, other) for who in ("", "ann", "ben")] == [7, 1, 0, 7, 2, 0]
    assert asked == ["", "ann", "ben", "ann", "ben"]
    assert (other.past("ann"), other.known_dates) == (first.past("ann"), first.known_dates)
    assert other.heads("D@1", "r") == 1


def test_once_settled_only_answers_about_those_whose_work_did_not_change_are_kept() -> None:
    build = ProblemBuilder(2).people("ann", "ben").template("D", 480, 960).plan("D")
    first = Facts(build.problem, roster({"ann": ["D@0"], "ben": ["D@0"]}))
    changed = first.changed([], [Assignment("ann", "D@1", "r")])
    for who in ("ann", "ben"):
        first.remembered("earlier", who, lambda: 1)
    assert first.settled() is first
    settled = changed.settled()
    assert settled is changed
    first.remembered("later", "ben", lambda: 1)
    assert [settled.remembered("earlier", who, lambda: 2) for who in ("ann", "ben")] == [2, 1]
    assert settled.remembered("later", "ben", lambda: 2) == 2
