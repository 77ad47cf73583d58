"""Coverage by the clock: heads at work, interval by interval."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment, Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

Row = tuple[int, int, int]
NIGHT = Scope(template_labels=frozenset({"night"}))


def house(days: int = 1, start: date = MONDAY, zone: str = "Europe/Berlin") -> ProblemBuilder:
    """D 08–16, H 08:30–12, A 12–16 and N 22–06; three nurses, of whom Cat also cooks."""
    build = ProblemBuilder(days, start, zone).role("c", "Cook")
    build.people("ann", "bob", labels=frozenset({"new"})).people("cat", roles="r c")
    build.template("D", 480, 960, frozenset({"day"})).template("H", 510, 720).template("A", 720, 960)
    build.template("N", 1320, 1800, frozenset({"night"}))
    for code in "DHAN":
        build.plan(code, demands=(Demand("r"), Demand("c")))
    return build


def curve(*rows: Row, weight: int | None = 1, scope: Scope | None = None, **params: object) -> RuleSetting:
    """Rows of first hour, last hour and heads; intervals of an hour unless told."""
    drawn = [{"start": round(60 * a), "end": round(60 * b), "heads": heads} for a, b, heads in rows]
    return setting("interval_coverage", weight, scope, **{"step": 60, "curve": drawn, **params})


def on_first_day(**codes: str) -> dict[str, list[str]]:
    return {who: [f"{code}@0"] for who, code in codes.items()}


def test_an_interval_that_the_last_minute_of_a_row_does_not_hold_is_not_judged() -> None:
    assert amount(house(), {}, curve((8, 9, 1))) == 1
    assert amount(house(), {}, curve((8, 8 + 59 / 60, 1))) == 0
    assert amount(house(), {}, curve((8 + 1 / 60, 9, 1))) == 0


@pytest.mark.parametrize(("step", "units"), [(60, 4), (30, 8), (20, 12), (15, 16)])
def test_a_missing_head_counts_once_for_each_interval(step: int, units: int) -> None:
    assert amount(house(), on_first_day(ann="D"), curve((8, 12, 2), step=step)) == units


def test_each_missing_head_counts_and_enough_is_enough() -> None:
    rule = curve((8, 9, 2))
    plans = ({}, {"ann": "D"}, {"ann": "D", "bob": "D"}, {"ann": "D", "bob": "D", "cat": "D"})
    assert [amount(house(), on_first_day(**plan), rule) for plan in plans] == [2, 1, 0, 0]


def test_heads_too_many_count_where_they_have_a_price() -> None:
    plan = on_first_day(ann="D", bob="D", cat="D")
    assert amount(house(), plan, curve((8, 10, 1), over=5)) == 20
    assert amount(house(), plan, curve((8, 10, 0), under=0, over=1)) == 6
    assert amount(house(), plan, curve((8, 10, 5), under=3, over=1)) == 12


def test_nothing_counts_without_rows_or_prices_or_outside_the_rows() -> None:
    assert amount(house(), {}, curve()) == 0
    assert amount(house(), {}, curve((8, 12, 3), under=0)) == 0
    assert amount(house(), on_first_day(ann="D"), curve((16, 22, 0), over=1)) == 0


def test_who_works_through_part_of_an_interval_is_no_head_in_it() -> None:
    plan = on_first_day(ann="H")
    assert amount(house(), plan, curve((8, 12, 1))) == 1
    assert amount(house(), plan, curve((8, 12, 1), step=30)) == 1
    assert amount(house(), plan, curve((8, 12, 1), step=20)) == 2
    assert amount(house(), plan, curve((8, 12, 1), step=15)) == 2


def test_shifts_that_follow_each_other_leave_no_gap() -> None:
    assert amount(house(), on_first_day(ann="H", bob="A"), curve((9, 16, 1))) == 0


def test_an_interval_counts_only_where_it_lies_wholly_within_a_row() -> None:
    assert amount(house(), {}, curve((8.25, 9.25, 1), step=30)) == 1
    assert amount(house(), {}, curve((8.25, 9.25, 1))) == 0
    assert amount(house(), {}, curve((8, 8.5, 1), (8.5, 9, 1))) == 0


def test_a_night_shift_covers_the_early_hours_of_the_next_date() -> None:
    rule = curve((0, 6, 1), (22, 24, 1))
    assert amount(house(2), {"ann": ["N@0"]}, rule) == 6 + 0 + 0 + 2
    assert amount(house(2), {"ann": ["N@0", "N@1"]}, rule) == 6


def test_hours_after_the_last_date_are_not_judged() -> None:
    assert amount(house(), {}, curve((22, 24, 1))) == 2
    assert amount(house(), {}, curve((0, 24, 0), over=1)) == 0
    assert amount(house(), on_first_day(ann="N"), curve((0, 24, 0), over=1)) == 2


def test_a_night_shift_from_before_the_plan_counts_until_it_ends() -> None:
    build = house().worked("ann", "N", -1)
    assert amount(build, {}, curve((0, 8, 1))) == 2
    assert amount(build, {}, curve((0, 8, 1), scope=NIGHT)) == 2
    assert amount(build, {}, curve((0, 8, 1), scope=Scope(template_labels=frozenset({"day"})))) == 8
    assert amount(build, {}, curve((0, 8, 1), scope=Scope(ScopeKind.EMPLOYEE, ("bob",)))) == 8


def test_a_person_who_is_known_twice_at_once_before_the_plan_is_one_head() -> None:
    assert amount(house().worked("ann", "N", -1, -1), {}, curve((0, 6, 2))) == 6


def test_with_a_role_those_who_are_assigned_in_it_count() -> None:
    plan = frozenset({Assignment("cat", "D@0", "c"), Assignment("ann", "D@0", "r")})
    found = {role: score(house().problem, plan, [curve((8, 16, 2), role=role)]).penalty for role in ("r", "c", None)}
    assert found == {"r": 8, "c": 8, None: 0}


def test_before_the_plan_those_who_hold_the_role_count() -> None:
    build = house().worked("ann", "N", -1).worked("cat", "N", -1)
    assert amount(build, {}, curve((0, 6, 2), role="r")) == 0
    assert amount(build, {}, curve((0, 6, 2), role="c")) == 6


def test_only_the_people_whom_the_setting_is_about_count() -> None:
    plan = on_first_day(ann="D", cat="D")
    assert amount(house(), plan, curve((8, 16, 2))) == 0
    assert amount(house(), plan, curve((8, 16, 2), scope=Scope(ScopeKind.LABEL, ("new",)))) == 8
    assert amount(house(), plan, curve((8, 16, 2), scope=Scope(ScopeKind.LABEL, ("nobody",)))) == 16


def test_filters_on_days_choose_the_dates_that_are_judged_whatever_day_a_shift_began() -> None:
    tuesday = Scope(weekdays=frozenset({1}))
    assert amount(house(3), {}, curve((0, 6, 1), scope=tuesday)) == 6
    assert amount(house(3), {"ann": ["N@0"]}, curve((0, 6, 1), scope=tuesday)) == 0
    assert amount(house(3), {"ann": ["N@1"]}, curve((0, 6, 1), scope=tuesday)) == 6


def test_filters_on_templates_choose_the_shifts_on_which_people_count() -> None:
    plan = on_first_day(ann="D", bob="H")
    assert amount(house(), plan, curve((9, 12, 2), scope=Scope(template_labels=frozenset({"day"})))) == 3


SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(("day", "night", "third_hour"), [(MONDAY, 6, 1), (SPRING, 5, 0), (AUTUMN, 7, 2)])
def test_an_hour_that_is_skipped_asks_for_nobody_and_one_shown_twice_asks_twice(
    day: date, night: int, third_hour: int
) -> None:
    assert amount(house(start=day), {}, curve((0, 6, 1))) == night
    assert amount(house(start=day), {}, curve((2, 3, 1))) == third_hour
    assert amount(house(start=day), {}, curve((0, 24, 1), step=15)) == 4 * (18 + night)


@pytest.mark.parametrize("day", [MONDAY, SPRING, AUTUMN])
def test_who_works_through_a_night_in_which_clocks_change_covers_all_of_it(day: date) -> None:
    assert amount(house(start=day).worked("ann", "N", -1), {}, curve((0, 6, 1), (6, 7, 0), over=1)) == 0


def test_a_date_that_begins_at_one_has_no_interval_before() -> None:
    santiago = house(start=date(2026, 9, 6), zone="America/Santiago")
    assert amount(santiago, {}, curve((0, 1, 1))) == 0
    assert amount(santiago, {}, curve((0, 2, 1))) == 1


def test_where_clocks_move_by_half_an_hour_intervals_go_on_from_there() -> None:
    """After 02:00 clocks show 02:30, so hours begin at half past, and the last half hour is no whole one."""
    lord_howe = house(start=date(2026, 10, 4), zone="Australia/Lord_Howe")
    assert amount(lord_howe, {}, curve((3, 5, 1))) == 1
    assert amount(lord_howe, {}, curve((0, 24, 1))) == 23


def test_the_sentence_puts_neighbouring_intervals_together() -> None:
    plan = on_first_day(ann="D", bob="H")
    found = breaches(house(), plan, curve((8, 12, 2), (12, 13, 3), weight=4, step=30, under=3))
    assert [(v.message, v.amount, v.penalty, v.date) for v in found] == [
        ("Mon 30 Nov 08:00–08:30: 1 of 2 heads, 1 short", 3, 12, MONDAY),
        ("Mon 30 Nov 12:00–13:00: 1 of 3 heads, 2 short", 12, 48, MONDAY),
    ]
    (over,) = breaches(house(), plan, curve((10, 12, 0), over=1, role="r"))
    assert over.message == "Mon 30 Nov 10:00–12:00: 2 of 0 Nurse, 2 too many"


def test_rows_and_steps_that_make_no_sense_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"the rows 08:00–12:00 and 11:00–13:00 overlap"):
        params_of(curve((11, 13, 1), (8, 12, 1)))
    with pytest.raises(InvalidInput, match="22:00–06:00 does not end after it begins"):
        params_of(curve((22, 6, 1)))
    with pytest.raises(InvalidInput, match="Coverage by time of day, step"):
        params_of(curve(step=45))
    assert params_of(curve((8, 12, 1), (12, 13, 1)))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            curve((8, 12, 2), (12, 24, 3), role="Nurse", over=2),
            "as Nurse along a curve of heads: 2 at 08:00–12:00, 3 at 12:00–00:00 "
            "(every 60 min; 1 per head short, 2 per head over)",
        ),
        (curve(under=0), "along a curve of heads: 0 rows (every 60 min; nothing is counted)"),
        (curve(*((k, k + 1, 1) for k in range(4))), "along a curve of heads: 4 rows (every 60 min; 1 per head short)"),
    ],
)
def test_a_curve_reads_as_words(rule: RuleSetting, words: str) -> None:
    assert catalogue()["interval_coverage"].phrase(params_of(rule)) == f"is at work {words}"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (curve((8, 12, 3)), []),
        (curve(), ["The curve has no row, so nothing is ever counted; enter one or switch the rule off."]),
        (
            curve((8, 12, 3), under=0),
            [
                "A head short and a head over both cost nothing, so nothing is ever counted; enter one or switch the "
                "rule off."
            ],
        ),
        (
            curve((8, 12, 4), (12, 13, 2), role="c"),
            [
                "08:00–12:00 asks for 4 heads where only 1 can count; lower it or widen the scope.",
                "12:00–13:00 asks for 2 heads where only 1 can count; lower it or widen the scope.",
            ],
        ),
        (curve((8, 12, 4), under=0, over=1), []),
        (
            curve((8.25, 10, 1)),
            [
                "08:15–10:00 does not begin and end on full steps of 60 minutes, so not all of it counts; move it or "
                "choose a shorter step."
            ],
        ),
        (
            curve((8, 9.25, 1)),
            [
                "08:00–09:15 does not begin and end on full steps of 60 minutes, so not all of it counts; move it or "
                "choose a shorter step."
            ],
        ),
    ],
)
def test_curves_that_cannot_be_met_or_never_count_are_doubted(rule: RuleSetting, said: list[str]) -> None:
    assert [doubt.message for doubt in doubts(house(), rule)] == said


@pytest.mark.parametrize(
    ("row", "gap"), [((8, 9, 4), "2 of 4 heads, 2 short"), ((8, 9, 1), "2 of 1 heads, 1 too many")]
)
def test_a_gap_is_told_with_heads_there_and_wanted(row: Row, gap: str) -> None:
    (found,) = breaches(house(), on_first_day(ann="D", bob="D"), curve(row, over=1))
    assert found.message == f"Mon 30 Nov 08:00–09:00: {gap}"


def test_a_row_that_ends_as_it_begins_is_refused() -> None:
    with pytest.raises(InvalidInput, match="does not end after it begins"):
        params_of(curve((8, 8, 1)))


def test_whoever_still_works_a_shift_of_a_template_that_is_gone_counts_where_no_label_is_asked_for() -> None:
    build = house().worked("ann", "N", -1)
    gone = tuple(replace(past, template="gone") for past in build.problem.history.shifts)
    build.problem = replace(build.problem, history=replace(build.problem.history, shifts=gone))
    assert amount(build, {}, curve((0, 6, 1))) == 0
    assert amount(build, {}, curve((0, 6, 1), scope=NIGHT)) == 6


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        (1, "1 at 01:00–02:00"),
        (3, "1 at 01:00–02:00, 2 at 02:00–03:00, 3 at 03:00–04:00"),
        (4, "4 rows"),
        (0, "0 rows"),
    ],
)
def test_up_to_three_rows_are_named(rows: int, listed: str) -> None:
    rule = curve(*((hour, hour + 1, hour) for hour in range(1, rows + 1)))
    said = catalogue()["interval_coverage"].phrase(params_of(rule))
    assert said == f"is at work along a curve of heads: {listed} (every 60 min; 1 per head short)"
