"""Upper limits on what one person can work: exact on cases computed by hand, never too low on drawn ones."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.settings import RuleSetting, Scope
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from scheduling.solver.most import most
from scheduling.solver.room import Room
from tests.builders import ProblemBuilder, setting
from tests.drawn import problems, quickly, rosters, rule_settings

ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)
WEEK = setting("working_time", None, maximum=2400)


def week(days: int = 7) -> ProblemBuilder:
    """A day shift of 8 h, an evening of 6 h right after it and a night of 8 h, on every day."""
    build = ProblemBuilder(days=days).people("ann").template("D", 480, 960).template("E", 960, 1320)
    return build.template("N", 1320, 1800).plan("D").plan("E").plan("N")


def at_most(build: ProblemBuilder, *rules: RuleSetting, minutes: bool = True, without: str = "", ids: str = "") -> int:
    problem = build.problem
    shifts = {shift.id for shift in problem.shifts if shift.id.startswith(ids)}
    return most(Room(problem, apply_settings(problem, rules)), "ann", shifts, minutes=minutes, without=without)


def test_without_rules_only_shifts_at_once_exclude_each_other() -> None:
    assert at_most(week(days=1)) == 480 + 360 + 480
    assert at_most(week(days=1), minutes=False) == 3
    overlapping = week(days=1).template("X", 900, 1000).plan("X")
    assert at_most(overlapping) == 480 + 360 + 480
    assert at_most(ProblemBuilder(days=1).people("ann").template("D", 480, 960).plan("D")) == 480
    assert at_most(ProblemBuilder().people("ann")) == 0


def test_one_shift_a_day_leaves_the_longest_of_each() -> None:
    assert at_most(week(), ONE_A_DAY) == 7 * 480
    assert at_most(week(), ONE_A_DAY, minutes=False) == 7
    assert at_most(week(), ONE_A_DAY, ids="E") == 7 * 360


def test_hours_of_the_week_leave_no_more_and_a_number_of_shifts_follows_from_them() -> None:
    assert at_most(week(), WEEK) == 2400
    assert at_most(week(), ONE_A_DAY, WEEK, minutes=False) == 6
    assert at_most(week(), ONE_A_DAY, setting("working_time", None, maximum=479), minutes=False, ids="D") == 0
    assert at_most(week(), ONE_A_DAY, setting("working_time", None, maximum=359)) == 0


def test_a_number_of_shifts_leaves_the_longest() -> None:
    few = setting("shift_count", None, maximum=2)
    assert at_most(week(), few) == 960
    assert at_most(week(), few, ids="E") == 720
    nights = setting("shift_count", None, maximum=1, templates=("N",))
    assert at_most(week(), ONE_A_DAY, nights, ids="N") == 480
    assert at_most(week(), ONE_A_DAY, nights) == 7 * 480


def test_limits_of_two_weeks_add_up_and_the_plan_has_one_of_its_own() -> None:
    assert at_most(week(days=14), setting("shift_count", None, maximum=2), minutes=False) == 2 + 42 - 21
    whole = setting("shift_count", None, maximum=3, period="horizon")
    assert at_most(week(days=14), ONE_A_DAY, whole, minutes=False) == 3


def test_soft_wishes_limit_nothing_and_one_setting_can_be_left_out() -> None:
    assert at_most(week(), setting("working_time", 9, maximum=60)) == 7 * (480 + 360 + 480)
    assert at_most(week(), ONE_A_DAY, WEEK, without=WEEK.id) == 7 * 480
    away = week().says("ann", "unavailable", 0, 0, 1440)
    cannot = setting("availability", None, kind="unavailable")
    assert at_most(away, ONE_A_DAY, cannot) == 6 * 480
    assert at_most(away, ONE_A_DAY, cannot, without=cannot.id) == 7 * 480


def test_leave_earlier_work_roles_and_pins_leave_what_is_left() -> None:
    assert at_most(week(days=1).off("ann", 0, 1799, 1800)) == 480 + 360
    assert at_most(week(days=1).worked("ann", "N", -1).template("S", 300, 420).plan("S"), ids="S") == 0
    other = ProblemBuilder(days=1).role("q", "Cook").people("ann", roles="q").template("D", 480, 960).plan("D")
    assert at_most(other) == 0
    assert at_most(week(days=1).pin("ann", "E@0"), ONE_A_DAY) == 360
    assert at_most(week(days=1).pin("ann", "E@0").template("X", 900, 1000).plan("X"), ids="X") == 0


def test_a_night_on_which_clocks_go_back_is_an_hour_longer() -> None:
    build = ProblemBuilder(days=1, start=date(2026, 10, 24)).people("ann").template("N", 1320, 1800).plan("N")
    assert at_most(build) == 540


def test_a_limit_on_some_weekdays_leaves_the_others_free() -> None:
    weekend = setting("shift_count", None, Scope(weekdays=frozenset({5, 6})), maximum=1)
    assert at_most(week(), ONE_A_DAY, weekend, minutes=False) == 5 + 1


BOUNDING = ("working_time", "shift_count", "max_shifts_per_day", "availability", "min_rest", "consecutive_days")


@settings(quickly, max_examples=150)
@given(data=st.data())
def test_no_roster_without_a_broken_hard_rule_gives_a_person_more(data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=8, templates=4))
    plan = data.draw(rosters(problem))
    codes = data.draw(st.lists(st.sampled_from(BOUNDING), min_size=1, max_size=4))
    rules = [data.draw(rule_settings(problem, code, hard=True, name=f"{k}-{code}")) for k, code in enumerate(codes)]
    kept = [rule for rule in rules if not any(v.setting for v in score(problem, plan, [rule]).violations)]
    assume(kept)
    room = Room(problem, apply_settings(problem, kept))
    part = set(data.draw(st.sets(st.sampled_from([s.id for s in problem.shifts]))) if problem.shifts else ())
    for person in problem.employees:
        worked = [problem.shift_by_id[a.shift] for a in plan if a.employee == person.id and a.shift in part]
        assert sum(s.minutes for s in worked) <= most(room, person.id, part, minutes=True)
        assert len(worked) <= most(room, person.id, part, minutes=False)


def test_every_rule_that_is_drawn_here_exists() -> None:
    assert set(BOUNDING) <= set(catalogue())


@pytest.mark.parametrize("minutes", [True, False])
def test_people_with_equal_limits_share_one_computation(minutes: bool) -> None:
    build = ProblemBuilder().people("ann", "ben").template("D", 480, 960).template("E", 960, 1320).plan("D").plan("E")
    room = Room(build.problem, apply_settings(build.problem, [WEEK]))
    shifts = {shift.id for shift in build.problem.shifts}
    assert most(room, "ann", shifts, minutes=minutes) == most(room, "ben", shifts, minutes=minutes)
    assert len(room.sums) == 1
