"""Use of a person: one fixed cost for whoever works at all, however often."""

import pytest

from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Doubt
from scheduling.rules.catalogue import catalogue
from tests.builders import ProblemBuilder, amount, breaches, doubts, setting

AGENCY = Scope(ScopeKind.LABEL, ("agency",))
PINNED = "Cat is pinned to one of these shifts; unpin them or make the rule soft."


def house() -> ProblemBuilder:
    """Ann and Bob are on the staff, Cat and Dan come from an agency."""
    build = ProblemBuilder().people("ann", "bob").people("cat", "dan", labels=frozenset({"agency"}))
    build.template("D", 480, 960, frozenset({"day"})).template("N", 1320, 1800, frozenset({"night"}))
    return build.plan("D").plan("N")


def test_who_works_nothing_costs_nothing() -> None:
    assert amount(house(), {}, setting("employee_use")) == 0


def test_the_first_shift_costs_and_further_ones_do_not() -> None:
    for shifts in (["D@0"], ["D@0", "D@1"], ["D@0", "N@1", "D@3", "N@6"]):
        assert amount(house(), {"cat": shifts}, setting("employee_use", cost=5)) == 5


def test_each_person_costs_once_and_only_those_in_scope() -> None:
    plan = {"ann": ["D@0"], "cat": ["D@1", "D@2"], "dan": ["N@1"]}
    assert amount(house(), plan, setting("employee_use", scope=AGENCY, cost=4)) == 8
    assert amount(house(), plan, setting("employee_use", cost=4)) == 12


def test_what_was_worked_before_the_plan_does_not_count() -> None:
    assert amount(house().worked("cat", "N", -1), {}, setting("employee_use", scope=AGENCY)) == 0


def test_filters_choose_the_shifts_that_count() -> None:
    plan = {"cat": ["D@0", "D@1"]}
    for scope, units in (
        (Scope(template_labels=frozenset({"day"})), 1),
        (Scope(template_labels=frozenset({"night"})), 0),
        (Scope(weekdays=frozenset({1})), 1),
        (Scope(weekdays=frozenset({2})), 0),
    ):
        assert amount(house(), plan, setting("employee_use", scope=scope)) == units


def test_the_sentence_says_who_and_from_when_and_the_penalty_is_weight_times_units() -> None:
    rule = setting("employee_use", 10, Scope(weekdays=frozenset({1, 2, 3})), cost=3)
    (found,) = breaches(house(), {"cat": ["D@0", "D@1", "N@2"]}, rule)
    assert found.message == "Cat works in the plan, first on Tue 1 Dec"
    assert (found.amount, found.penalty, found.employee, found.shifts) == (3, 30, "cat", ("D@1", "N@2"))
    assert found.date == house().day(1)
    phrase = catalogue()["employee_use"].phrase(catalogue()["employee_use"].Params(cost=3))
    assert phrase == "stays out of the plan (3 for working at all)"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (setting("employee_use", scope=AGENCY), []),
        (setting("employee_use", None, AGENCY), [PINNED]),
        (setting("employee_use", None, Scope(ScopeKind.LABEL, ("agency",), weekdays=frozenset({2}))), []),
    ],
)
def test_a_person_who_is_pinned_cannot_be_kept_out(rule: RuleSetting, said: list[str]) -> None:
    assert [d.message for d in doubts(house().pin("cat", "N@1"), rule)] == said


def test_a_person_who_can_work_none_of_the_shifts_never_counts() -> None:
    build = house().role("c", "Cook").people("eve", roles="c")
    (doubt,) = doubts(build, setting("employee_use"))
    assert doubt == Doubt("Eve holds no role that these shifts ask for and never counts; leave them out.", "eve")
    assert len(doubts(build, setting("employee_use", scope=Scope(template_labels=frozenset({"late"}))))) == 5
