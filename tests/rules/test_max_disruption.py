"""Changes after publishing: what is one, what it counts by its date, and how many may be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment, Demand
from scheduling.domain.settings import Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, roster, setting

CODE = "max_disruption"
NEAR = [{"days": 7, "units": 2}, {"days": 2, "units": 5}]
TOLD = {"ann": ["D@0", "D@9"], "ben": ["D@1"]}


def plan_of(told: dict[str, list[str]] | None, today: int | None = 0) -> ProblemBuilder:
    """Two weeks of days and nights, published with these shifts and judged as of this day of the plan."""
    build = ProblemBuilder(14).role("q", "Cook").people("ann", "ben", roles="r q").template("D", 480, 960)
    build = build.template("N", 1320, 1800, frozenset({"night"}))
    build = build.plan("D", demands=(Demand("r"), Demand("q"))).plan("N")
    published = None if told is None else tuple(sorted(roster(told)))
    day = None if today is None else MONDAY + timedelta(days=today)
    build.problem = replace(build.problem, published=published, today=day)
    return build


def test_the_published_roster_itself_is_no_change() -> None:
    assert breaches(plan_of(TOLD), TOLD, setting(CODE)) == []


def test_a_shift_more_and_a_shift_less_are_a_change_each() -> None:
    found = breaches(plan_of({"ann": ["D@0"]}), {"ann": ["N@3"]}, setting(CODE, 4))
    assert [(v.employee, v.shifts, v.penalty) for v in found] == [("ann", ("D@0",), 4), ("ann", ("N@3",), 4)]
    assert found[0].message == "Ann no longer works D on Mon 30 Nov"
    assert found[1].message == "Ann newly works N on Thu 03 Dec"


def test_a_shift_that_passes_to_somebody_else_changes_for_both() -> None:
    assert amount(plan_of({"ann": ["D@0"]}), {"ben": ["D@0"]}, setting(CODE)) == 2


def test_another_role_on_the_same_shift_is_one_change() -> None:
    build = plan_of({})
    build.problem = replace(build.problem, published=(Assignment("ann", "D@0", "q"),))
    (found,) = breaches(build, {"ann": ["D@0"]}, setting(CODE))
    assert (found.amount, found.message) == (1, "Ann works D on Mon 30 Nov as Nurse instead of Cook")


def test_where_somebody_was_told_two_roles_at_once_there_is_a_change_whatever_is_worked() -> None:
    build = plan_of({})
    build.problem = replace(build.problem, published=(Assignment("ann", "D@0", "q"), Assignment("ann", "D@0", "r")))
    assert amount(build, {"ann": ["D@0"]}, setting(CODE)) == 1
    assert amount(build, {}, setting(CODE)) == 1


def test_before_anything_is_published_nothing_counts() -> None:
    assert amount(plan_of(None), TOLD, setting(CODE)) == 0
    assert amount(plan_of(None), TOLD, setting(CODE, cap=0)) == 0


def test_a_published_roster_without_shifts_makes_each_one_a_change() -> None:
    assert amount(plan_of({}), TOLD, setting(CODE)) == 3


def test_shifts_and_people_that_are_gone_count_nothing() -> None:
    told = {**TOLD, "cem": ["D@2"], "ann": [*TOLD["ann"], "D@99"]}
    assert amount(plan_of(told), TOLD, setting(CODE)) == 0


def test_a_published_shift_that_time_off_makes_impossible_is_a_change() -> None:
    build = plan_of({"ann": ["D@0"]}).off("ann", 0, 0, 1440)
    assert amount(build, {}, setting(CODE)) == 1


@pytest.mark.parametrize(("day", "units"), [(3, 5), (4, 5), (5, 2), (9, 2), (10, 1), (13, 1)])
def test_a_change_counts_the_row_with_the_fewest_days_that_it_is_nearer_than(day: int, units: int) -> None:
    assert amount(plan_of({}, today=3), {"ann": [f"D@{day}"]}, setting(CODE, bands=NEAR)) == units


def test_a_night_is_as_near_as_the_date_on_which_it_starts() -> None:
    assert amount(plan_of({}), {"ann": ["N@1"]}, setting(CODE, bands=NEAR)) == 5
    assert amount(plan_of({}), {"ann": ["N@2"]}, setting(CODE, bands=NEAR)) == 2


def test_days_gone_by_count_like_today() -> None:
    assert amount(plan_of({}, today=9), {"ann": ["D@0"]}, setting(CODE, bands=[{"days": 1, "units": 7}])) == 7


def test_without_a_today_every_change_counts_one() -> None:
    assert amount(plan_of({}, today=None), {"ann": ["D@0"]}, setting(CODE, bands=NEAR)) == 1


def test_a_nearer_row_may_also_count_less() -> None:
    rows = [{"days": 2, "units": 1}, {"days": 7, "units": 3}]
    assert amount(plan_of({}), {"ann": ["D@1", "D@2"]}, setting(CODE, bands=rows)) == 1 + 3


@pytest.mark.parametrize(("cap", "units"), [(3, 0), (2, 1), (0, 3)])
def test_only_changes_beyond_the_highest_number_count_for_all_together_and_one_each(cap: int, units: int) -> None:
    assert amount(plan_of({}), TOLD, setting(CODE, cap=cap, bands=NEAR)) == units


def test_too_many_changes_are_one_breach_that_says_how_many() -> None:
    (found,) = breaches(plan_of({}), TOLD, setting(CODE, 10, cap=1))
    assert (found.amount, found.penalty, found.employee) == (2, 20, None)
    assert found.message == "3 changes to the published roster, 2 more than the 1 allowed"


def test_filters_and_scope_choose_the_changes() -> None:
    plan = {"ann": ["D@0", "N@1"], "ben": ["D@2"]}
    for scope, units in (
        (Scope(ScopeKind.EMPLOYEE, ("ben",)), 1),
        (Scope(template_labels=frozenset({"night"})), 1),
        (Scope(weekdays=frozenset({0, 2})), 2),
    ):
        assert amount(plan_of({}), plan, setting(CODE, scope=scope)) == units
        assert amount(plan_of({}), plan, setting(CODE, scope=scope, cap=1)) == units - 1


def test_two_rows_for_the_same_days_are_refused() -> None:
    row = {"days": 3, "units": 2}
    with pytest.raises(InvalidInput, match="Changes after publishing, bands: name each number of days once"):
        amount(plan_of({}), {}, setting(CODE, bands=[row, {**row, "units": 3}]))


@pytest.mark.parametrize("wrong", [{"days": 0, "units": 2}, {"days": 1, "units": 0}])
def test_a_row_that_can_never_apply_or_counts_nothing_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match="Changes after publishing, bands"):
        amount(plan_of({}), {}, setting(CODE, bands=[wrong]))


def test_short_notice_that_never_matters_is_doubted() -> None:
    assert doubts(plan_of(TOLD), setting(CODE, bands=NEAR)) == []
    (found,) = doubts(plan_of(TOLD), setting(CODE, bands=NEAR, cap=2))
    assert found.message.startswith("With a highest number each change counts one")
    (found,) = doubts(plan_of(TOLD), setting(CODE, None, bands=NEAR))
    assert found.message.startswith("A hard setting allows no change, whatever the notice")


def test_more_changes_forced_than_allowed_are_doubted() -> None:
    build = plan_of(TOLD).pin("ann", "D@0").pin("ben", "N@3").off("ann", 9, 0, 1440)
    assert doubts(build, setting(CODE, None, cap=2)) == []
    assert doubts(build, setting(CODE, cap=1)) == []
    (found,) = doubts(build, setting(CODE, None, cap=1))
    assert found.message == (
        "Pinned shifts and time off make 2 changes to the published roster by themselves, 1 allowed; "
        "allow more or make it soft."
    )
    only_ben = Scope(ScopeKind.EMPLOYEE, ("ben",))
    assert doubts(build, setting(CODE, None, scope=only_ben, cap=1)) == []
    (found,) = doubts(build, setting(CODE, None, scope=only_ben))
    assert found.message.endswith("by themselves, none allowed; allow more or make it soft.")
    assert doubts(plan_of(None).pin("ann", "D@0"), setting(CODE, None)) == []


@pytest.mark.parametrize(("start", "end", "forced"), [(960, 1440, 0), (959, 1440, 1), (0, 480, 0), (0, 481, 1)])
def test_time_off_forces_a_change_only_where_it_touches_the_shift(start: int, end: int, forced: int) -> None:
    build = plan_of({"ann": ["D@9"]}).off("ann", 9, start, end)
    assert len(doubts(build, setting(CODE, None, cap=0))) == forced


def test_the_leave_of_others_and_shifts_that_are_gone_force_nothing() -> None:
    assert doubts(plan_of({"ben": ["D@9"]}).off("ann", 9, 0, 1440), setting(CODE, None)) == []
    gone = plan_of({"ann": ["D@9"]}).off("ann", 9, 0, 1440)
    gone.problem = replace(gone.problem, shifts=tuple(s for s in gone.problem.shifts if s.id != "D@9"))
    assert doubts(gone, setting(CODE, None)) == []


def test_the_sentence_says_all_of_it() -> None:
    rule = catalogue()[CODE]
    assert rule.phrase(params_of(setting(CODE, bands=NEAR))) == (
        "keeps to the published roster, a change counts 5 less than 2 days ahead, 2 less than 7 days ahead"
    )
    assert rule.phrase(params_of(setting(CODE, cap=1))) == "keeps to the published roster but for 1 change in all"
