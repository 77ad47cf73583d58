"""Days with shifts of a kind in a row: too many, too few, other shifts between, the week before, open ends."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

RULE = "consecutive_shifts"


def plan_of(days: int = 10, start: date = MONDAY) -> ProblemBuilder:
    """Early, late and night shifts on every day; E and L do not overlap, so one date can hold both."""
    build = ProblemBuilder(days, start).people("ann", "bob").template("E", 360, 840, frozenset({"day"}))
    build.template("L", 900, 1260, frozenset({"day", "late"})).template("N", 1320, 1800, frozenset({"late"}))
    return build.plan("E").plan("L").plan("N")


def worked(code: str, *days: int) -> list[str]:
    return [f"{code}@{k}" for k in days]


@pytest.mark.parametrize(("length", "units"), [(2, 0), (3, 1), (5, 3)])
def test_each_day_beyond_the_maximum_is_a_unit(length: int, units: int) -> None:
    plan = {"ann": worked("N", *range(2, 2 + length))}
    assert amount(plan_of(), plan, setting(RULE, templates=("N",), maximum=2)) == units


@pytest.mark.parametrize(("length", "units"), [(1, 2), (2, 1), (3, 0)])
def test_each_missing_day_of_a_short_run_is_a_unit(length: int, units: int) -> None:
    plan = {"ann": worked("N", *range(2, 2 + length))}
    assert amount(plan_of(), plan, setting(RULE, templates=("N",), minimum=3)) == units


def test_two_nights_short_at_weight_15_cost_30() -> None:
    (found,) = breaches(plan_of(), {"ann": worked("N", 4)}, setting(RULE, 15, templates=("N",), minimum=3))
    assert (found.penalty, found.date) == (30, date(2026, 12, 4))
    assert found.message == "Ann: 1 day of N in a row from Fri 4 Dec, at least 3 wanted"


def test_a_run_is_ended_by_a_day_off_and_by_a_day_with_other_shifts_only() -> None:
    rule = setting(RULE, templates=("E",), maximum=2)
    assert amount(plan_of(), {"ann": worked("E", 1, 2, 4, 5)}, rule) == 0
    assert amount(plan_of(), {"ann": [*worked("E", 1, 2, 4, 5), "L@3"]}, rule) == 0
    assert amount(plan_of(), {"ann": [*worked("E", 1, 2, 3, 4, 5), "L@3"]}, rule) == 3


def test_runs_of_one_template_are_not_those_of_another_or_of_somebody_else() -> None:
    rule = setting(RULE, templates=("E",), maximum=2)
    assert amount(plan_of(), {"ann": [*worked("E", 1, 2), *worked("L", 3, 4)]}, rule) == 0
    assert amount(plan_of(), {"ann": worked("E", 1, 2), "bob": worked("E", 3, 4)}, rule) == 0


def test_several_templates_make_one_run_whatever_their_order() -> None:
    plan = {"ann": [*worked("E", 1, 2), *worked("L", 3, 4)]}
    assert amount(plan_of(), plan, setting(RULE, templates=("L", "E"), maximum=2)) == 2
    assert amount(plan_of(), plan, setting(RULE, templates=("E", "L"), minimum=5)) == 1


def test_without_templates_and_filters_every_working_day_counts() -> None:
    plan = {"ann": [*worked("E", 1, 2), *worked("N", 3, 4)]}
    assert amount(plan_of(), plan, setting(RULE, maximum=3)) == 1
    assert amount(plan_of(), plan, setting(RULE)) == 0


def test_a_template_label_makes_runs_of_that_label() -> None:
    plan = {"ann": [*worked("E", 0), *worked("L", 1, 2), *worked("N", 3)]}
    late = Scope(template_labels=frozenset({"late"}))
    (found,) = breaches(plan_of(), plan, setting(RULE, scope=late, maximum=2))
    assert (found.amount, found.message[:40]) == (1, "Ann: 3 days of late shifts in a row from")
    assert amount(plan_of(), plan, setting(RULE, scope=late, templates=("L",), maximum=2)) == 0
    assert amount(plan_of(), plan, setting(RULE, scope=late, templates=("E",), maximum=1)) == 0


def test_weekdays_and_dates_narrow_runs_to_their_days() -> None:
    plan = {"ann": worked("E", *range(10))}
    weekend = Scope(weekdays=frozenset({5, 6}))
    assert amount(plan_of(), plan, setting(RULE, scope=weekend, minimum=3)) == 1
    assert amount(plan_of(), plan, setting(RULE, scope=weekend, maximum=1)) == 1
    assert amount(plan_of(), plan, setting(RULE, scope=Scope(dates=frozenset({MONDAY})), maximum=1)) == 0


def test_a_run_that_is_open_at_the_end_of_the_plan_is_never_short() -> None:
    rule = setting(RULE, templates=("N",), minimum=4)
    assert amount(plan_of(), {"ann": worked("N", 9)}, rule) == 0
    assert amount(plan_of(), {"ann": worked("N", 8)}, rule) == 3


def test_a_run_whose_beginning_is_not_known_is_never_short() -> None:
    rule = setting(RULE, templates=("N",), minimum=3)
    assert amount(plan_of(), {"ann": worked("N", 0)}, rule) == 0
    assert amount(plan_of().known_since(-1), {"ann": worked("N", 0)}, rule) == 2
    assert amount(plan_of().known_since(-1).worked("ann", "N", -1), {}, rule) == 0
    assert amount(plan_of().known_since(-2).worked("ann", "N", -1), {}, rule) == 2


def test_a_run_of_the_history_that_the_first_day_ends_is_charged_and_an_older_one_is_not() -> None:
    rule = setting(RULE, templates=("E",), minimum=4)
    build = plan_of().known_since(-9).worked("ann", "E", -2, -1)
    assert amount(build, {}, rule) == 2
    assert amount(build, {"ann": ["L@0"]}, rule) == 2
    assert amount(build, {"ann": worked("E", 0)}, rule) == 1
    assert amount(plan_of().known_since(-9).worked("ann", "E", -3, -2).worked("ann", "L", -1), {}, rule) == 0


def test_only_days_of_the_plan_are_too_many() -> None:
    build = plan_of().known_since(-9).worked("ann", "E", *range(-6, 0))
    rule = setting(RULE, templates=("E",), maximum=4)
    assert amount(build, {}, rule) == 0
    assert [(v.date, v.amount) for v in breaches(build, {"ann": worked("E", 0, 1)}, rule)] == [(MONDAY, 2)]


@pytest.mark.parametrize(
    ("templates", "labels", "kind"),
    [((), (), "shifts"), (("E", "L"), (), "E or L"), ((), ("late", "long"), "late shifts or long shifts")],
)
def test_a_run_is_named_by_templates_or_labels_or_of_shifts(
    templates: tuple[str, ...], labels: tuple[str, ...], kind: str
) -> None:
    build = ProblemBuilder().people("ann").template("E", 360, 840, frozenset({"late"})).template("L", 840, 1320)
    rule = setting(RULE, scope=Scope(template_labels=frozenset(labels)), templates=templates, maximum=1)
    (found,) = breaches(build.plan("E"), {"ann": worked("E", 0, 1)}, rule)
    assert found.message == f"Ann: 2 days of {kind} in a row from Mon 30 Nov, at most 1 wanted"


def test_open_edges_leave_the_history_out() -> None:
    build = plan_of().known_since(-9).worked("ann", "E", -2, -1)
    rule = {"templates": ("E",), "edges": "open"}
    assert amount(build, {"ann": worked("E", 0, 1)}, setting(RULE, maximum=2, **rule)) == 0
    assert amount(build, {"ann": worked("E", 0)}, setting(RULE, minimum=5, **rule)) == 0
    assert amount(build, {}, setting(RULE, minimum=5, **rule)) == 0


def test_without_a_record_past_shifts_are_not_relied_on() -> None:
    build = plan_of().worked("ann", "E", -2, -1)
    assert amount(build, {"ann": worked("E", 0, 1)}, setting(RULE, templates=("E",), maximum=3)) == 0


def test_a_night_belongs_to_the_date_on_which_it_starts_also_when_clocks_change() -> None:
    build = plan_of(start=date(2026, 3, 27))
    assert amount(build, {"ann": worked("N", 0, 1, 2)}, setting(RULE, templates=("N",), maximum=2)) == 1
    assert amount(build, {"ann": worked("N", 0, 2)}, setting(RULE, templates=("N",), maximum=1)) == 0


def test_one_setting_per_template_states_runs_of_the_same_shift_type() -> None:
    """A week after a history of two lates, by hand: 2 for the lates, 1 for the early, 1 for the third night."""
    build = plan_of(7).known_since(-7).worked("ann", "L", -2, -1)
    plan = {"ann": [*worked("N", 0, 1, 2), "E@4", *worked("L", 5, 6)]}
    limits = {"E": (2, 3), "L": (4, 5), "N": (1, 2)}
    rules = [setting(RULE, 15, templates=(t,), minimum=low, maximum=high) for t, (low, high) in limits.items()]
    assert sum(v.penalty for rule in rules for v in breaches(build, plan, rule)) == 15 * (2 + 1 + 1)


def test_crossed_limits_are_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="Shifts of a kind in a row, parameters: at least 3 is more than at most 2"):
        amount(plan_of(), {}, setting(RULE, minimum=3, maximum=2))


def test_a_template_that_is_not_planned_is_doubted() -> None:
    build = plan_of().template("X", 0, 60)
    assert [d.message for d in doubts(build, setting(RULE, templates=("E", "X"), maximum=2))] == [
        "No shift of X is planned, so naming it changes nothing"
    ]
    assert [d.message for d in doubts(build, setting(RULE, templates=("long gone",), maximum=2))] == [
        "No shift of a template that no longer exists is planned, so naming it changes nothing"
    ]
    assert doubts(build.worked("ann", "X", -1), setting(RULE, templates=("E", "X"), maximum=2)) == []


def test_the_sentence_names_the_templates_and_the_limits() -> None:
    rule = catalogue()[RULE]
    limits = {"minimum": 2, "maximum": 4}
    said = rule.phrase(rule.Params(templates=("Early", "Late"), **limits))
    assert said == "works Early or Late on at least 2 and at most 4 days in a row"
    assert rule.phrase(rule.Params(**limits)) == "works at least 2 and at most 4 days in a row"
