"""The rules that always hold, with no setting at all, and how a verdict adds up."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.checker import broken_always, score
from scheduling.domain.problem import Assignment, Demand
from scheduling.domain.roster import Roster
from scheduling.rules.facts import Facts
from tests.builders import ProblemBuilder, roster, setting


def week(start: date = date(2026, 11, 30)) -> ProblemBuilder:
    """D 08–16, E 16–20 and N 22–06; Ann is a nurse, Bob a nurse and a cook."""
    build = ProblemBuilder(start=start).role("c", "Cook").people("ann").people("bob", roles="r c")
    build.template("D", 480, 960).template("E", 960, 1200).template("N", 1320, 1800)
    return build.plan("D", demands=(Demand("r"), Demand("c"))).plan("E").plan("N")


def broken(build: ProblemBuilder, plan: Roster) -> list[str]:
    verdict = score(build.problem, plan, [])
    assert all(v.hard and v.amount == 1 and v.penalty == 0 and v.setting == "" for v in verdict.violations)
    return [v.code for v in verdict.violations]


def test_an_empty_roster_breaks_nothing() -> None:
    assert broken(week(), frozenset()) == []


def test_a_role_must_be_held() -> None:
    assert broken(week(), frozenset({Assignment("ann", "D@0", "c")})) == ["role"]
    assert broken(week(), frozenset({Assignment("bob", "D@0", "c")})) == []


def test_a_role_must_be_asked_for_by_the_shift() -> None:
    assert broken(week(), frozenset({Assignment("bob", "N@0", "c")})) == ["role"]


def test_a_shift_that_asks_for_nobody_has_no_place_for_any_role() -> None:
    build = week().template("M", 300, 360).plan("M", demands=())
    assert broken(build, roster({"ann": ["M@0"]})) == ["role"]


def test_one_role_per_person_and_shift() -> None:
    plan = frozenset({Assignment("bob", "D@0", "c"), Assignment("bob", "D@0", "r")})
    assert broken(week(), plan) == ["role"]


def test_shifts_that_meet_do_not_overlap() -> None:
    assert broken(week(), roster({"ann": ["D@0", "E@0", "N@0"]})) == []


@pytest.mark.parametrize(("begins", "codes"), [(360, []), (359, ["overlap"])])
def test_a_night_shift_overlaps_the_morning_it_ends_in(begins: int, codes: list[str]) -> None:
    build = week().template("M", begins, 600).plan("M")
    assert broken(build, roster({"ann": ["N@0", "M@1"]})) == codes
    assert broken(build, roster({"ann": ["N@0"], "bob": ["M@1"]})) == []


@pytest.mark.parametrize(("begins", "codes"), [(360, []), (359, ["overlap"])])
def test_a_night_of_the_week_before_overlaps_across_the_edge(begins: int, codes: list[str]) -> None:
    build = week().template("M", begins, 600).plan("M").worked("ann", "N", -1)
    assert broken(build, roster({"ann": ["M@0"]})) == codes


def test_an_overlap_is_of_the_time_shared_and_of_both_shifts_on_the_date_of_the_later() -> None:
    build = week().template("M", 300, 600).plan("M").template("C", 500, 560).plan("C")
    morning, inside = score(build.problem, roster({"ann": ["N@0", "M@1", "C@1"]}), []).violations
    assert morning.message == "Ann works two shifts at once for 1 h on Tue 1 Dec"
    assert (morning.employee, morning.shifts, morning.date) == ("ann", ("N@0", "M@1"), date(2026, 12, 1))
    assert inside.message == "Ann works two shifts at once for 1 h on Tue 1 Dec"
    assert (inside.shifts, inside.date) == (("M@1", "C@1"), date(2026, 12, 1))


def test_an_overlap_with_the_past_is_of_the_planned_shift_alone_whatever_follows_later() -> None:
    build = week().template("M", 300, 600).plan("M").worked("ann", "N", -1)
    (found,) = score(build.problem, roster({"ann": ["M@0", "M@3"]}), []).violations
    assert (found.employee, found.shifts, found.date) == ("ann", ("M@0",), date(2026, 11, 30))


def test_shifts_of_the_past_that_overlap_each_other_are_not_charged_again() -> None:
    build = week().template("M", 300, 600).plan("M").template("L", 1380, 1860)
    build = build.worked("ann", "N", -1).worked("ann", "L", -1)
    assert broken(build, roster({"ann": ["M@0"]})) == ["overlap"]
    assert broken(build, roster({"ann": ["D@0"]})) == []


def test_a_long_shift_of_the_past_reaches_over_a_shorter_one_that_ends_when_the_plan_begins_to_be_worked() -> None:
    build = week().template("M", 300, 600).plan("M").template("A", 0, 1800).template("B", 1380, 1740)
    assert broken(build.worked("ann", "A", -1).worked("ann", "B", -1), roster({"ann": ["M@0"]})) == ["overlap"]


@pytest.mark.parametrize("saturday", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_night_in_which_clocks_change_ends_when_the_morning_begins(saturday: date) -> None:
    build = week(saturday).template("M", 360, 600).plan("M")
    assert broken(build, roster({"ann": ["N@0", "M@1"]})) == []


def test_a_shift_inside_a_longer_one_overlaps_it() -> None:
    build = ProblemBuilder().people("ann").template("A", 0, 1440).template("C", 600, 660).plan("A").plan("C")
    assert broken(build, roster({"ann": ["A@0", "C@0"]})) == ["overlap"]


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [(400, 480, []), (400, 481, ["time_off"]), (960, 1000, []), (959, 1000, ["time_off"]), (600, 601, ["time_off"])],
)
def test_time_off_is_not_touched_by_even_a_minute(start: int, end: int, codes: list[str]) -> None:
    build = week().off("ann", 0, start, end)
    assert broken(build, roster({"ann": ["D@0"]})) == codes
    assert broken(build, roster({"bob": ["D@0"]})) == []


def test_a_night_shift_touches_time_off_of_the_next_day() -> None:
    assert broken(week().off("ann", 1, 0, 1440), roster({"ann": ["N@0"]})) == ["time_off"]


def test_pinned_assignments_stay_with_person_shift_and_role() -> None:
    build = week().pin("bob", "D@0", "c")
    assert broken(build, frozenset({Assignment("bob", "D@0", "c")})) == []
    assert broken(build, frozenset({Assignment("bob", "D@0", "r")})) == ["pinned"]
    assert broken(build, frozenset()) == ["pinned"]


def test_of_some_people_only_what_they_break_themselves_is_found() -> None:
    build = week().pin("ann", "D@1").pin("bob", "D@2").off("ann", 0, 0, 1440).off("bob", 0, 0, 1440)
    plan = frozenset({Assignment("ann", "D@0", "c"), Assignment("bob", "N@0", "c")})
    for who in ("ann", "bob"):
        found = list(broken_always(Facts(build.problem, plan), {who}))
        assert [(v.code, v.employee) for v in found] == [("role", who), ("time_off", who), ("pinned", who)]


def test_hard_settings_are_counted_and_soft_ones_are_paid_for() -> None:
    hard = setting("max_shifts_per_day", None)
    soft = replace(setting("max_shifts_per_day", 7, maximum=0), id="fewer")
    verdict = score(week().problem, roster({"ann": ["D@0", "E@0"]}), [hard, soft])
    assert (verdict.hard, verdict.penalty) == (1, 14)
    assert verdict.penalty_by_setting == {"fewer": 14}
    assert verdict.penalty_by_code == {"max_shifts_per_day": 14}


def test_names_that_the_problem_does_not_know_are_an_error() -> None:
    with pytest.raises(KeyError):
        score(week().problem, roster({"ann": ["D@99"]}), [])
    with pytest.raises(KeyError):
        score(week().problem, roster({"eve": ["D@0"]}), [])
