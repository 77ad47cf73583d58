"""What is said against settings before a run: in sentences, person by person, never raising."""

from dataclasses import replace

import pytest

from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import usable
from scheduling.rules.precedence import apply_settings
from scheduling.services.doubts import Finding, findings
from scheduling.solver.room import Room
from tests.builders import ProblemBuilder, setting


def week() -> ProblemBuilder:
    """Ann on a full contract, Ben a trainee on half; a day shift of eight hours on every day."""
    build = ProblemBuilder().contract("full").contract("half").template("D", 480, 960).plan("D")
    return build.people("ann", contract="full").people("ben", contract="half", labels=frozenset({"trainee"}))


def said(build: ProblemBuilder, *rules: RuleSetting) -> list[Finding]:
    applied = apply_settings(build.problem, usable(rules))
    return list(findings(Room(build.problem, applied), applied, rules))


def hours(name: str, weight: int | None = None, scope: Scope | None = None, **limits: int) -> RuleSetting:
    return replace(setting("working_time", weight, scope, **limits), id=name)


def contract(name: str) -> Scope:
    return Scope(ScopeKind.CONTRACT, (name,))


def label(name: str) -> Scope:
    return Scope(ScopeKind.LABEL, (name,))


def test_settings_that_are_meant_and_settings_that_are_off_are_not_mentioned() -> None:
    off = replace(setting("moon_phase"), enabled=False)
    assert said(week(), setting("min_rest", None, hours=17), hours("most", 1, maximum=2400), off) == []


@pytest.mark.parametrize(
    ("rule", "message", "serious"),
    [
        (setting("moon_phase"), "There is no rule called 'moon_phase'", True),
        (setting("min_rest", hours=0), "Minimum rest, hours", True),
        (setting("min_rest", 0), "Its weight is 0", False),
        (setting("min_rest", 1, label("none"), hours=20), "Nobody who can be planned is meant", False),
        (setting("min_rest", 1, Scope(template_labels=frozenset({"x"}))), "No planned shift is among those", False),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_what_is_wrong_with_any_rule_is_said_in_a_sentence(rule: RuleSetting, message: str, serious: bool) -> None:
    (found,) = said(week(), rule)
    assert (found.setting, found.employee, found.serious) == (rule.id, None, serious)
    assert found.message.startswith(message)
    assert found.message.endswith(".")


def test_a_setting_that_narrower_ones_displace_for_everybody_is_told_and_one_that_keeps_somebody_is_not() -> None:
    wide = hours("wide", maximum=2400)
    narrow = [hours("full", None, contract("full"), maximum=2000), hours("half", None, contract("half"), maximum=1000)]
    assert said(week(), wide, narrow[0]) == []
    (found,) = said(week(), wide, *narrow)
    assert (found.setting, found.message[:30]) == ("wide", "Narrower settings take its pla")


def test_one_limit_of_two_that_is_displaced_for_everybody_is_named_by_its_title() -> None:
    wide = hours("wide", minimum=60, maximum=2400)
    narrow = [hours("full", None, contract("full"), maximum=2000), hours("half", None, contract("half"), maximum=1000)]
    (found,) = said(week(), wide, *narrow)
    assert found.message == "Narrower settings set “At most” for everybody it is about, so here it never counts."


def test_forty_hours_by_contract_and_thirty_two_by_label_contradict_each_other_for_the_one_who_has_both() -> None:
    least = hours("least", None, contract("half"), minimum=2400)
    most = hours("most", None, label("trainee"), maximum=1920)
    (found,) = said(week(), least, most)
    assert found == Finding(
        "least",
        "Ben: 40 h to be planned in the week from 30 Nov, 32 h can be; “Everyone labelled trainee works at most 32 h "
        "in each week” forbids more.",
        "ben",
        serious=True,
    )
    (wish,) = said(week(), replace(least, weight=2), most)
    assert not wish.serious


def test_more_hours_than_time_off_leaves_are_told_person_by_person() -> None:
    build = week().off("ann", 0, 0, 2 * 1440).off("ben", 0, 0, 3 * 1440)
    found = said(build, hours("least", 1, minimum=2400))
    assert [(one.employee, one.message) for one in found] == [
        ("ben", "Ben: 40 h to be planned in the week from 30 Nov, 32 h can be.")
    ]


def test_a_pin_at_a_time_that_a_hard_setting_bars_is_serious() -> None:
    build = week().says("ann", "unavailable", 0, 0, 1440).pin("ann", "D@0")
    (found,) = said(build, setting("availability", None, kind="unavailable"))
    assert (found.message, found.serious) == ("Ann: 1 shift pinned on Mon 30 Nov, none allowed.", True)
    (wish,) = said(build, setting("availability", 5, kind="unavailable"))
    assert not wish.serious


def test_pins_that_clash_with_time_off_are_told_without_any_setting() -> None:
    (found,) = said(week().off("ann", 0, 0, 1440).pin("ann", "D@0"))
    assert (found.setting, found.employee, found.serious) == ("", "ann", True)
    assert found.message.startswith("Pinned, but impossible: Ann has approved time off during D on Mon 30 Nov.")


def test_a_limit_that_nobody_can_reach_never_matters() -> None:
    (found,) = said(week(), hours("most", 1, maximum=56 * 60))
    assert found.message == "It never matters this time: nobody can come to more than 56 h in the week from 30 Nov."


def test_hard_coverage_that_cannot_be_met_is_serious_and_says_where() -> None:
    build = ProblemBuilder(days=1).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 2, 2),))
    (found,) = said(build, setting("coverage", None, level="minimum"))
    assert found.serious
    assert found.message == (
        "It cannot be met. Monday 30 Nov, D: 2 Nurse wanted, at most 1 can work (Ann); one will be missing."
    )
    assert said(build, setting("coverage", 9, level="minimum")) == []


def test_what_a_rule_says_itself_is_among_the_findings() -> None:
    (found,) = said(week(), setting("weekends"))
    assert found.message == "No limit is set, so nothing is ever counted; enter one or switch the rule off."


def test_the_serious_comes_first_then_the_order_of_the_settings() -> None:
    rules = [hours("empty"), replace(setting("weekends"), id="also-empty"), setting("moon_phase")]
    assert [one.setting for one in said(week(), *rules)] == ["moon_phase-setting", "empty", "also-empty"]


def test_a_week_without_people_or_shifts_raises_nothing() -> None:
    assert said(ProblemBuilder(), hours("least", None, minimum=60), setting("coverage", None)) == []
