"""The weight that the form of a rule begins with."""

from dataclasses import replace

from pages.components.rule_form import usual_weight
from scheduling.domain.settings import RuleSetting
from scheduling.services.points import POINT
from tests.builders import setting

COVERAGE = setting("coverage", 1000)


def test_a_wish_begins_with_the_weight_that_it_has() -> None:
    assert usual_weight(COVERAGE) == 1000


def test_what_had_to_hold_begins_with_one_point_instead_of_next_to_nothing() -> None:
    assert usual_weight(replace(COVERAGE, weight=None)) == POINT
    assert usual_weight(setting("working_time", None, maximum=2400)) == POINT // 60


def test_a_wish_that_is_off_stays_a_wish_and_a_new_rule_begins_small() -> None:
    assert usual_weight(replace(COVERAGE, weight=0)) == 1
    assert usual_weight(RuleSetting("", "coverage", 1)) == 1
