"""What a roster costs from three sides, the cells that is about, and what a cell earns by the check."""

from datetime import timedelta

from scheduling.checker import score
from scheduling.domain.problem import Demand
from scheduling.services.costs import Side, cells_of, costs, earns, places_of
from scheduling.services.solution import RosterView, view
from tests.builders import MONDAY, ProblemBuilder, roster, setting

TUESDAY = MONDAY + timedelta(days=1)
COVER = setting("coverage", 100)
WISH = setting("availability", 10, kind="undesired")
REST = setting("min_rest", None, hours=11)


def seen(**worked: list[str]) -> RosterView:
    """Two days, a day shift for one and a night shift for two; Ann would rather not work on Monday."""
    build = ProblemBuilder(days=2).people("ann", "ben").template("D", 480, 960).template("N", 1320, 1800)
    build = build.plan("D", demands=(Demand("r", target=1),)).plan("N", demands=(Demand("r", target=2),))
    build = build.says("ann", "undesired", 0, 0, 1440)
    return view(build.problem, roster(worked), [COVER, WISH, REST])


def test_each_side_adds_up_to_the_whole_penalty() -> None:
    whole = seen(ann=["D@0", "N@1"], ben=["N@0"])
    for side in Side:
        lines = costs(whole, side)
        assert sum(line.penalty for line in lines) == whole.score.penalty == 310
        assert sum(line.hard for line in lines) == whole.score.hard


def test_a_line_of_each_side_has_its_name_and_the_dearest_comes_first() -> None:
    whole = seen(ann=["D@0", "N@1"], ben=["N@0"])
    assert [(line.name, line.penalty) for line in costs(whole, Side.PERSON)] == [
        ("Nobody in particular", 300),
        ("Ann", 10),
    ]
    assert [(line.name, line.penalty) for line in costs(whole, Side.DAY)] == [
        ("Tuesday 1 Dec", 200),
        ("Monday 30 Nov", 110),
    ]
    assert [line.penalty for line in costs(whole, Side.RULE)] == [300, 10]


def test_a_broken_rule_that_must_hold_comes_before_all_penalties() -> None:
    first = costs(seen(ann=["N@0", "D@1"]), Side.RULE)[0]
    assert (first.hard, first.penalty) == (1, 0)
    assert "rests at least 11 h" in first.name


def test_a_wish_lights_its_cell_and_a_missing_head_those_at_work_or_the_whole_day() -> None:
    whole = seen(ann=["D@0"], ben=["N@0"])
    by_code = {(v.code, v.date, v.shifts): cells_of(whole, [v]) for v in whole.score.violations}
    assert by_code["availability", MONDAY, ("D@0",)] == {("ann", MONDAY)}
    assert by_code["coverage", MONDAY, ("N@0",)] == {("ben", MONDAY)}
    assert by_code["coverage", TUESDAY, ("D@1",)] == {("ann", TUESDAY), ("ben", TUESDAY)}


def test_a_rest_too_short_lights_the_days_on_both_sides_of_it() -> None:
    whole = seen(ann=["N@0", "D@1"])
    (rest,) = (v for v in whole.score.violations if v.hard)
    assert cells_of(whole, [rest]) == {("ann", MONDAY), ("ann", TUESDAY)}


def test_a_cell_tells_what_it_breaks_itself_but_not_what_its_shift_lacks() -> None:
    whole = seen(ann=["D@0"], ben=["N@0"])
    assert [v.code for v in places_of(whole, ("ann", MONDAY))] == ["availability"]
    assert places_of(whole, ("ben", MONDAY)) == []


def test_work_earns_what_the_check_counts_more_without_it() -> None:
    whole = seen(ann=["D@0"], ben=["N@0"])
    found = {one.name: one.saves for one in earns(whole, ("ann", MONDAY))}
    assert sorted(found.values()) == [-10, 100]
    without = score(whole.problem, roster({"ben": ["N@0"]}), whole.settings)
    assert sum(found.values()) == without.penalty - whole.score.penalty == 90


def test_a_free_cell_earns_nothing() -> None:
    assert earns(seen(ann=["D@0"]), ("ben", MONDAY)) == ()
