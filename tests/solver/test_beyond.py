"""Limits that are never met or never reached, on cases computed by hand."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.history import PastTotals
from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.solver.beyond import Beyond, Outlier, outliers, unmanned
from scheduling.solver.room import Room
from tests.builders import ProblemBuilder, setting
from tests.drawn import problems, quickly, rosters, rule_settings

ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)
CANNOT = setting("availability", None, kind="unavailable")


def week() -> ProblemBuilder:
    """Ann, and a day shift of eight hours on each of seven days."""
    return ProblemBuilder().people("ann").template("D", 480, 960).plan("D")


def found(build: ProblemBuilder, *rules: RuleSetting) -> list[Outlier]:
    applied = apply_settings(build.problem, rules)
    return list(outliers(Room(build.problem, applied), applied))


def told(build: ProblemBuilder, *rules: RuleSetting) -> list[tuple[str, Beyond, int, str]]:
    return [(one.setting, one.kind, one.reach, one.by) for one in found(build, *rules)]


def test_a_minimum_within_reach_is_fine_and_one_minute_more_is_not() -> None:
    assert told(week(), setting("working_time", minimum=7 * 480)) == []
    hours = setting("working_time", minimum=7 * 480 + 1)
    assert told(week(), hours) == [(hours.id, Beyond.LEAST, 7 * 480, "")]


def test_paid_leave_lowers_what_is_asked_and_what_can_be_planned() -> None:
    """Six days of eight hours are left, and forty hours are asked of which eight are paid leave."""
    build = week().off("ann", 0, 0, 1440, {0: 480})
    assert told(build, setting("working_time", minimum=2400)) == []
    (one,) = found(build, setting("working_time", minimum=7 * 480 + 1))
    assert (one.bound.least, one.reach) == (6 * 480 + 1, 6 * 480)


def test_a_hard_maximum_elsewhere_is_named_where_it_alone_forbids_the_minimum() -> None:
    least, most = setting("shift_count", None, minimum=5), setting("shift_count", None, maximum=4)
    least = RuleSetting("least", least.code, None, least.scope, least.params)
    assert told(week(), least, most) == [("least", Beyond.LEAST, 4, most.id)]
    wish = RuleSetting("least", least.code, 3, least.scope, least.params)
    assert told(week(), wish, most) == [("least", Beyond.LEAST, 4, most.id)]
    soft = RuleSetting("most", most.code, 3, most.scope, most.params)
    assert told(week(), least, soft) == []


def test_no_one_setting_is_named_where_several_things_together_leave_too_little() -> None:
    build = week().says("ann", "unavailable", 0, 0, 1440)
    hours = setting("working_time", minimum=7 * 480)
    assert told(build, hours, CANNOT) == [(hours.id, Beyond.LEAST, 6 * 480, "")]


def test_pinned_assignments_over_a_limit_or_at_a_barred_time_are_told() -> None:
    build = week().pin("ann", "D@0").pin("ann", "D@1")
    most = setting("shift_count", None, maximum=1)
    assert told(build, most) == [(most.id, Beyond.PINNED, 2, "")]
    assert told(build, setting("shift_count", None, maximum=2)) == []
    assert told(build.says("ann", "unavailable", 1, 0, 481), CANNOT) == [(CANNOT.id, Beyond.PINNED, 1, "")]


def test_a_limit_above_all_that_can_be_worked_is_idle_once_for_the_whole_setting() -> None:
    build = week().people("ben")
    hours = setting("working_time", maximum=7 * 480)
    assert told(build, ONE_A_DAY, hours) == [(ONE_A_DAY.id, Beyond.IDLE, 1, ""), (hours.id, Beyond.IDLE, 7 * 480, "")]
    assert told(build, setting("working_time", maximum=7 * 480 - 1)) == []


def test_a_limit_that_one_person_can_reach_is_not_idle() -> None:
    build = week().people("ben").off("ben", 0, 0, 3 * 1440)
    assert told(build, setting("working_time", None, maximum=6 * 480)) == []


def test_a_limit_is_not_idle_because_of_itself_but_because_of_another() -> None:
    hours = setting("working_time", None, maximum=4 * 480)
    shifts = setting("shift_count", None, maximum=4)
    assert told(week(), hours) == told(week(), shifts) == []
    assert [(one.setting, one.kind) for one in found(week(), hours, setting("shift_count", 1, maximum=4))] == [
        (shifts.id, Beyond.IDLE)
    ]


def test_what_was_carried_over_a_soft_limit_is_told_as_given() -> None:
    build = week()
    build.problem = replace(build.problem, history=replace(build.problem.history, totals=(PastTotals("ann", 9),)))
    over = setting("shift_count", 1, maximum=8, period="horizon", carry=True)
    assert [(one.kind, one.bound.most) for one in found(build, over)] == [(Beyond.GIVEN, -1)]


def test_heads_that_a_hard_setting_insists_on_and_that_cannot_come_are_told() -> None:
    build = ProblemBuilder(days=1).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 2, 3),))

    def short(level: str) -> list[tuple[int, int]]:
        applied = apply_settings(build.problem, [setting("coverage", None, level=level)])
        return [(one.wanted, one.missing) for one in unmanned(Room(build.problem, applied), applied[0])]

    assert (short("minimum"), short("target"), short("maximum")) == ([(2, 1)], [(3, 2)], [])


CODES = ("working_time", "shift_count", "max_shifts_per_day", "availability", "rolling_working_time")


@settings(quickly, max_examples=100)
@given(data=st.data())
def test_no_roster_meets_what_is_said_to_be_impossible_nor_breaks_what_is_said_to_be_idle(data: st.DataObject) -> None:
    problem = data.draw(problems(people=2, days=8, templates=3))
    codes = enumerate(data.draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=3)))
    rules = [data.draw(rule_settings(problem, c, data.draw(st.booleans()), f"{k}-{c}")) for k, c in codes]
    plan = data.draw(rosters(problem)) | frozenset(problem.pinned)
    broken = score(problem, plan, rules).violations
    assume(not any(v.hard and not v.setting for v in broken))
    applied = apply_settings(problem, rules)
    for one in outliers(Room(problem, applied), applied):
        others = [v for v in broken if v.hard and v.setting != one.setting]
        if one.kind is Beyond.IDLE:
            assert others or not [v for v in broken if v.setting == one.setting]
        else:
            assert others or [v for v in broken if (v.setting, v.employee) == (one.setting, one.bound.employee)]
