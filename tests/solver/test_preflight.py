"""What is said to fall short does so in every roster; hand-made gaps are told exactly."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.demo import DEMOS
from scheduling.domain.problem import Demand, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.solver import solve
from scheduling.solver.capacity import Cell, Load, Preflight, Shortage
from scheduling.solver.preflight import preflight
from scheduling.solver.room import Room
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.drawn import problems, quickly, rule_settings

ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)
CANNOT = setting("availability", None, kind="unavailable")
COVER = setting("coverage", 1, level="target")


def look(build: ProblemBuilder, *rules: RuleSetting) -> Preflight:
    return preflight(Room(build.problem, apply_settings(build.problem, rules)))


def heads(number: int, role: str = "r") -> tuple[Demand, ...]:
    return (Demand(role, 0, number),)


def day(*names: str, demands: tuple[Demand, ...]) -> ProblemBuilder:
    """One day shift that wants `demands`, and these people."""
    return ProblemBuilder(days=1).people(*names).template("D", 480, 960).plan("D", demands=demands)


def gaps(found: Preflight) -> list[tuple[list[str], int, int]]:
    return [([f"{c.shift} {c.role}" for c in s.cells], s.wanted, s.missing) for s in found.shortages]


def test_a_shift_that_wants_more_than_there_are_lacks_the_rest() -> None:
    found = look(day("ann", "ben", demands=heads(3)))
    cell = Cell(MONDAY, "D@0", "D", "r", 3, ("ann", "ben"))
    assert found.cells == (cell,)
    assert cell.short == 1
    assert found.shortages == (Shortage(MONDAY, (cell,), 2),)
    assert found.shortages[0].missing == 1


def test_as_many_as_are_wanted_is_enough() -> None:
    assert look(day("ann", "ben", demands=heads(2))).shortages == ()


def test_the_minimum_counts_where_there_is_no_target_and_a_demand_for_nobody_is_no_cell() -> None:
    assert gaps(look(day("ann", demands=(Demand("r", 2),)))) == [(["D@0 r"], 2, 1)]
    assert look(day("ann", demands=(Demand("r"),))).cells == ()


def test_who_lacks_the_role_or_is_away_or_cannot_does_not_count() -> None:
    build = day("ann", "ben", "cem", demands=heads(3)).role("q", "Cook").people("dea", roles="q")
    assert look(build).cells[0].could == ("ann", "ben", "cem")
    build = build.off("ann", 0, 959, 960).says("ben", "unavailable", 0, 0, 481)
    assert look(build, CANNOT).cells[0].could == ("cem",)
    assert look(build).cells[0].could == ("ben", "cem")
    assert look(build, replace(CANNOT, weight=5)).cells[0].could == ("ben", "cem")


def test_time_off_that_ends_when_the_shift_begins_keeps_nobody_away() -> None:
    build = day("ann", demands=heads(1)).off("ann", 0, 0, 480).off("ann", 0, 960, 1440)
    assert look(build, CANNOT).shortages == ()


def test_two_shifts_of_a_date_share_people_under_a_hard_limit_and_else_only_where_they_overlap() -> None:
    apart = day("ann", demands=heads(1)).template("L", 960, 1320).plan("L", demands=heads(1))
    assert look(apart).shortages == ()
    assert gaps(look(apart, ONE_A_DAY)) == [(["D@0 r", "L@0 r"], 2, 1)]
    assert look(apart, replace(ONE_A_DAY, weight=9)).shortages == ()
    at_once = day("ann", demands=heads(1)).template("X", 900, 1200).plan("X", demands=heads(1))
    assert gaps(look(at_once)) == [(["D@0 r", "X@0 r"], 2, 1)]


def test_a_gap_names_no_shift_that_others_can_fill() -> None:
    build = day("ann", "ben", demands=(Demand("r", 0, 3), Demand("q", 0, 1))).role("q", "Cook")
    build = build.people("cem", roles="q").people("dea", roles="r q")
    assert look(build).shortages == ()
    assert gaps(look(build.off("dea", 0, 0, 1440))) == [(["D@0 r"], 3, 1)]


def night(*names: str, start: date = MONDAY) -> ProblemBuilder:
    """A night of the first date that wants all of these people."""
    build = ProblemBuilder(days=2, start=start).people(*names).template("N", 1320, 1800)
    return build.plan("N", 0, demands=heads(len(names)))


def test_a_night_belongs_to_the_date_it_starts_on_and_leave_the_next_morning_bars_it() -> None:
    assert look(night("ann", "ben"), ONE_A_DAY).shortages == ()
    assert gaps(look(night("ann", "ben").off("ann", 1, 359, 600), ONE_A_DAY)) == [(["N@0 r"], 2, 1)]
    assert look(night("ann", "ben").off("ann", 1, 360, 600), ONE_A_DAY).shortages == ()


def test_the_spring_night_is_an_hour_shorter_and_still_ends_at_six() -> None:
    spring = date(2026, 3, 28)
    assert gaps(look(night("ann", start=spring).off("ann", 1, 300, 420))) == [(["N@0 r"], 1, 1)]
    assert look(night("ann", start=spring).off("ann", 1, 360, 420)).shortages == ()
    assert look(night("ann", start=spring)).loads == (Load(spring, date(2026, 3, 29), ("r",), 420, 420),)


def test_who_still_works_a_night_of_the_week_before_is_not_there_in_the_small_hours() -> None:
    build = ProblemBuilder(days=1).people("ann").template("N", 1320, 1800).template("S", 300, 600)
    build = build.plan("S", demands=heads(1)).worked("ann", "N", -1)
    assert gaps(look(build)) == [(["S@0 r"], 1, 1)]


def test_pinned_people_are_busy_elsewhere_and_stay_where_they_are() -> None:
    build = day("ann", "ben", demands=heads(2)).template("X", 900, 1200).plan("X", demands=heads(1))
    build = build.pin("ann", "X@0")
    found = look(build, ONE_A_DAY)
    assert found.cells[0].could == ("ben",)
    assert gaps(found) == [(["D@0 r"], 2, 1)]


def test_a_pin_to_one_role_is_no_help_to_the_other() -> None:
    build = ProblemBuilder(days=1).role("q", "Cook").people("ann", roles="r q").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r", 0, 1), Demand("q", 0, 1))).pin("ann", "D@0", "q")
    assert gaps(look(build)) == [(["D@0 r"], 1, 1)]


def test_hours_that_contracts_leave_fall_short_though_every_day_has_people() -> None:
    build = ProblemBuilder().people("ann", "ben").template("D", 480, 960).plan("D", demands=heads(2))
    found = look(build, ONE_A_DAY, setting("working_time", None, maximum=2400))
    assert found.shortages == ()
    assert found.loads == found.overloads == (Load(MONDAY, build.day(6), ("r",), 14 * 480, 2 * 2400),)
    assert found.overloads[0].missing == 1920


def test_roles_that_share_their_people_are_overloaded_together() -> None:
    build = ProblemBuilder(days=2).role("q", "Cook").people("ann", "ben", roles="r q").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r", 0, 1), Demand("q", 0, 1)))
    most = setting("shift_count", None, maximum=1, period="horizon")
    (load,) = look(build, ONE_A_DAY, most).overloads
    assert (load.roles, load.wanted, load.most) == (("r", "q"), 4 * 480, 2 * 480)


def test_several_weeks_are_looked_at_one_by_one_and_together() -> None:
    build = ProblemBuilder(days=14).people("ann").template("D", 480, 960).plan("D", demands=heads(1))
    found = look(build, ONE_A_DAY, setting("shift_count", None, maximum=4), setting("working_time", None, maximum=2880))
    assert [(load.first, load.last, load.most) for load in found.loads] == [
        (MONDAY, build.day(6), 4 * 480),
        (build.day(7), build.day(13), 4 * 480),
        (MONDAY, build.day(13), 8 * 480),
    ]


def test_a_role_and_date_tell_who_could_work_at_all_and_what_is_missing_of_that_role() -> None:
    build = day("ann", "ben", demands=heads(2)).template("L", 960, 1320).plan("L", demands=heads(1))
    (line,) = look(build, ONE_A_DAY).role_days
    assert (line.date, line.role, line.wanted, line.could) == (MONDAY, "r", 3, ("ann", "ben"))
    assert (line.minutes_wanted, line.minutes_could, line.missing) == (2 * 480 + 360, 2 * 480, 1)


@pytest.mark.parametrize(
    ("name", "where", "wanted", "could"),
    [
        ("restaurant", (date(2026, 12, 4), "evening", "cook"), 5, 4),
        ("large", (date(2026, 12, 5), "early", "bakery"), 5, 4),
        ("ward", (date(2026, 12, 16), "early", "senior"), 3, 2),
    ],
)
def test_the_tight_spot_of_each_demo_is_found_and_nothing_else(
    name: str, where: tuple[date, str, str], wanted: int, could: int
) -> None:
    demo = DEMOS[name](MONDAY)
    found = preflight(Room(demo.problem, apply_settings(demo.problem, demo.settings)))
    assert [[(c.date, c.template, c.role) for c in shortage.cells] for shortage in found.shortages] == [[where]]
    assert (found.shortages[0].wanted, len(found.shortages[0].cells[0].could)) == (wanted, could)
    assert found.overloads == ()


def plain(problem: Problem) -> Problem:
    """The same with demands that say a target only, so that a head short is one unit of coverage."""
    shifts = [
        replace(s, demands=tuple(Demand(d.role, 0, d.target or d.minimum) for d in s.demands)) for s in problem.shifts
    ]
    return replace(problem, shifts=tuple(shifts), published=None, today=None)


def short_heads(problem: Problem, plan: Roster) -> dict[tuple[str, str], int]:
    """Heads missing per shift and role."""
    return {
        (s.id, d.role): max(0, (d.target or 0) - sum((a.shift, a.role) == (s.id, d.role) for a in plan))
        for s in problem.shifts
        for d in s.demands
    }


HARD = ("availability", "max_shifts_per_day", "working_time", "shift_count", "min_rest", "weekends")


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_no_roster_is_better_than_what_is_said_beforehand(data: st.DataObject) -> None:
    """Held against the best that is found soon, proven or not: one short head less than was said would break it."""
    problem = plain(data.draw(problems(people=4, days=6, templates=3)))
    codes = enumerate(data.draw(st.lists(st.sampled_from(HARD), max_size=4)))
    rules = [data.draw(rule_settings(problem, code, hard=True, name=f"{k}-{code}")) for k, code in codes]
    result = solve(problem, [COVER, *rules], SolveOptions(time_limit=1, threads=1))
    if result.roster is None:
        return
    short = short_heads(problem, result.roster)
    found = preflight(Room(problem, apply_settings(problem, [COVER, *rules])))
    assert result.objective == sum(short.values()) >= sum(shortage.missing for shortage in found.shortages)
    for shortage in found.shortages:
        assert sum(short[cell.shift, cell.role] for cell in shortage.cells) >= shortage.missing
    for cell in found.cells:
        assert short[cell.shift, cell.role] >= cell.short
    for load in found.overloads:
        inside = [c for c in found.cells if load.first <= c.date <= load.last and c.role in load.roles]
        minutes = sum(short[c.shift, c.role] * problem.shift_by_id[c.shift].minutes for c in inside)
        assert minutes >= load.missing > 0


@settings(quickly, max_examples=40)
@given(data=st.data())
def test_where_dates_do_not_bear_on_each_other_exactly_what_is_said_is_missing(data: st.DataObject) -> None:
    """One template by day, one shift a day, hard absences: the best roster is the maximum of each date."""
    problem = plain(data.draw(problems(people=4, days=6, templates=1)))
    rules = [ONE_A_DAY, CANNOT]
    result = solve(problem, [COVER, *rules], SolveOptions(time_limit=5, threads=1))
    found = preflight(Room(problem, apply_settings(problem, rules)))
    assert result.objective == sum(shortage.missing for shortage in found.shortages)
