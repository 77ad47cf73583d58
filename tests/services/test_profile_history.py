"""Profiles remember what they said, who changed them, and say it again when asked; points make rules comparable."""

from dataclasses import replace

import pytest

from scheduling.domain.errors import NotFound
from scheduling.domain.runs import SolveOptions
from scheduling.rules.catalogue import catalogue
from scheduling.services.points import POINT, point_text, points_of, weight_of
from scheduling.services.profile_changes import Difference, profile_differences
from scheduling.services.records import ProfileRecord
from scheduling.services.tuning import TuningService
from tests.actors import MIA, NOA, OLA
from tests.builders import setting
from tests.services.loop import Open
from tests.services.small_site import add_site

COVER, WISH = setting("coverage", 100), setting("availability", 10, kind="undesired")


@pytest.fixture
def site(transactions: Open) -> str:
    return add_site(transactions, (COVER, WISH))[0]


def changed(service: TuningService, site: str) -> ProfileRecord:
    """A profile that Mia made and Noa changed: the second wish to 40, and a minute to search."""
    _, wish = service.view(MIA, site).rows
    service.add_profile(MIA, ProfileRecord("", site, "Kind", SolveOptions(30)))
    (kind,) = service.view(MIA, site).profiles
    service.save_profile(NOA, replace(kind, options=SolveOptions(60), weights={wish.id: 40}))
    return service.view(MIA, site).profiles[0]


def test_each_version_tells_who_saved_it_and_what_it_changed(transactions: Open, site: str) -> None:
    service = TuningService(transactions)
    newest, first = service.profile_history(MIA, changed(service, site).id)
    assert (first.by, newest.by) == ("mia", "noa")
    assert first.at < newest.at
    assert profile_differences(first.profile, newest.profile, service.view(MIA, site).rows) == [
        Difference("Time limit, seconds", "30", "60"),
        Difference("Everyone is spared work at undesired times", "10", "40"),
    ]


def test_restoring_is_a_new_version_that_says_what_an_older_one_said(transactions: Open, site: str) -> None:
    service = TuningService(transactions)
    service.restore_profile(OLA, changed(service, site), 1)
    (kind,) = service.view(MIA, site).profiles
    assert (kind.options, kind.weights, kind.version) == (SolveOptions(30), {}, 3)
    assert [version.by for version in service.profile_history(MIA, kind.id)] == ["ola", "noa", "mia"]
    with pytest.raises(NotFound, match="no version 9"):
        service.restore_profile(OLA, kind, 9)


def test_a_weight_of_a_rule_that_is_gone_since_does_not_come_back(transactions: Open, site: str) -> None:
    service = TuningService(transactions)
    kind = changed(service, site)
    service.save_profile(NOA, replace(kind, weights={}))
    service.remove_setting(NOA, service.view(MIA, site).rows[1].record)
    service.restore_profile(NOA, service.view(MIA, site).profiles[0], 2)
    assert service.view(MIA, site).profiles[0].weights == {}


def test_a_profile_without_history_keeps_what_it_said_before_its_first_change(transactions: Open, site: str) -> None:
    with transactions() as work:
        work.rules.add_profile(ProfileRecord("old", site, "Old", SolveOptions(10)))
        work.commit()
    service = TuningService(transactions)
    assert service.profile_history(MIA, "old") == []
    service.save_profile(MIA, replace(service.view(MIA, site).profiles[0], options=SolveOptions(20)))
    assert [(one.by, one.profile.options.time_limit) for one in service.profile_history(MIA, "old")] == [
        ("mia", 20),
        ("", 10),
    ]


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_one_point_is_a_whole_weight_for_every_rule_and_comes_back_as_one(code: str) -> None:
    one = setting(code)
    assert points_of(one, weight_of(one, 1)) == 1
    assert weight_of(one, 0) == 0
    assert weight_of(one, 1e-9) == 1


def test_an_hour_a_head_and_twelve_of_money_weigh_the_same_in_points() -> None:
    hour, head, money = setting("working_time"), setting("coverage"), setting("labour_cost")
    assert 60 * weight_of(hour, 1) == weight_of(head, 1) == 1200 * weight_of(money, 1) == POINT
    assert (point_text(hour), point_text(head), point_text(money)) == ("1 hour", "1 head", "12.00")
    minutes = setting("fairness", measure="minutes")
    assert weight_of(minutes, 1) == weight_of(hour, 1)
    assert point_text(WISH) == "1 statement"
    half_hours = setting("interval_coverage", step=30)
    assert 2 * weight_of(half_hours, 1) == POINT
