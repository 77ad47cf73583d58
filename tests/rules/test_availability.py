"""Availability: a minute of overlap counts, touching ends do not, and filters leave the rest alone."""

from datetime import date

import pytest

from scheduling.domain.settings import Scope, ScopeKind
from tests.builders import ProblemBuilder, amount, breaches, setting


def week(start: date = date(2026, 11, 30)) -> ProblemBuilder:
    build = ProblemBuilder(start=start).people("ann", "bob").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


@pytest.mark.parametrize(
    ("start", "end", "units"),
    [(960, 1000, 0), (959, 1000, 3), (400, 480, 0), (400, 481, 3), (600, 610, 3)],
    ids=["begins as it ends", "one minute shared", "ends as it begins", "one minute at the start", "within"],
)
def test_an_unavailable_time_counts_its_weight_from_the_first_shared_minute(start: int, end: int, units: int) -> None:
    build = week().says("ann", "unavailable", 0, start, end, weight=3)
    assert amount(build, {"ann": ["D@0"]}, setting("availability")) == units


def test_several_shifts_in_one_time_count_once_per_request_and_all_their_minutes_per_minute() -> None:
    build = week().says("ann", "undesired", 0, 900, 1380, weight=2)
    plan = {"ann": ["D@0", "N@0"]}
    assert amount(build, plan, setting("availability", kind="undesired")) == 2
    assert amount(build, plan, setting("availability", kind="undesired", per="minute")) == 2 * (60 + 60)


def test_a_night_shift_counts_against_the_day_it_ends_on() -> None:
    build = week().says("ann", "unavailable", 1, 0, 1440)
    assert amount(build, {"ann": ["N@0"]}, setting("availability", per="minute")) == 360


def test_minutes_of_a_night_with_a_clock_change_are_those_really_worked() -> None:
    build = week(start=date(2026, 10, 19)).says("ann", "undesired", 6, 0, 1440)
    assert amount(build, {"ann": ["N@5"]}, setting("availability", kind="undesired", per="minute")) == 420


def test_a_desired_time_counts_once_when_nothing_is_worked_in_it() -> None:
    build = week().says("ann", "desired", 2, 480, 960, weight=4)
    wish = setting("availability", kind="desired", per="minute")
    assert amount(build, {}, wish) == 4
    assert amount(build, {"ann": ["D@2"]}, wish) == 0
    assert amount(build, {"bob": ["D@2"]}, wish) == 4


def test_requests_name_exactly_one_template_on_one_date() -> None:
    build = week().asks("ann", "D", 1, on=True, weight=2).asks("ann", "N", 3, on=False, weight=5)
    wish = setting("availability", kind="requests")
    assert amount(build, {}, wish) == 2
    assert amount(build, {"ann": ["D@1"]}, wish) == 0
    assert amount(build, {"ann": ["N@1", "N@3"]}, wish) == 2 + 5
    assert amount(build, {"ann": ["D@1", "D@3"]}, wish) == 0
    assert amount(build, {"ann": ["D@3"]}, wish) == 2


def test_the_penalty_is_weight_times_units() -> None:
    build = week().asks("ann", "N", 3, on=False, weight=5)
    (found,) = breaches(build, {"ann": ["N@3"]}, setting("availability", 7, kind="requests"))
    assert (found.amount, found.penalty, found.hard) == (5, 35, False)
    assert found.message == "Ann asked not to work N on Thu 3 Dec"


def test_filters_choose_the_shifts_that_count() -> None:
    build = week().says("ann", "unavailable", 0, 0, 1440)
    by_label = setting("availability", scope=Scope(template_labels=frozenset({"day"})))
    assert amount(build, {"ann": ["N@0"]}, by_label) == 0
    assert amount(build, {"ann": ["D@0"]}, by_label) == 1
    assert amount(build, {"ann": ["D@0"]}, setting("availability", scope=Scope(weekdays=frozenset({1})))) == 0


def test_a_desired_time_on_a_day_that_the_filter_leaves_out_is_not_judged() -> None:
    build = week().says("ann", "desired", 1, 480, 960)
    for weekday, units in ((0, 0), (1, 1)):
        scope = Scope(weekdays=frozenset({weekday}))
        assert amount(build, {}, setting("availability", scope=scope, kind="desired")) == units


def test_only_what_the_people_governed_said_counts() -> None:
    build = week().says("ann", "unavailable", 0, 0, 1440).says("bob", "unavailable", 1, 0, 1440)
    build = build.asks("ann", "D", 2, on=True).asks("bob", "D", 3, on=True, weight=2)
    bob, plan = Scope(ScopeKind.EMPLOYEE, ("bob",)), {"ann": ["D@0"], "bob": ["D@1"]}
    assert [v.employee for v in breaches(build, plan, setting("availability", scope=bob))] == ["bob"]
    assert [v.employee for v in breaches(build, plan, setting("availability", scope=bob, kind="requests"))] == ["bob"]


def test_each_kind_of_time_is_judged_by_a_setting_of_its_own() -> None:
    build = week().says("ann", "unavailable", 0, 0, 480 + 60).says("ann", "undesired", 1, 0, 1440)
    build = build.says("ann", "desired", 2, 0, 1440)
    plan = {"ann": ["D@0", "D@1"]}
    said = {
        kind: [v.message for v in breaches(build, plan, setting("availability", kind=kind))]
        for kind in ("unavailable", "undesired", "desired")
    }
    assert said == {
        "unavailable": ["Ann is unavailable but works on Mon 30 Nov"],
        "undesired": ["Ann would rather not work but does on Tue 1 Dec"],
        "desired": ["Ann wanted to work on Wed 2 Dec"],
    }


def test_what_weighs_nothing_is_no_breach() -> None:
    build = week().says("ann", "unavailable", 0, 0, 1440, weight=0).asks("ann", "D", 1, on=True, weight=0)
    assert breaches(build, {"ann": ["D@0"]}, setting("availability")) == []
    assert breaches(build, {"ann": ["D@0"]}, setting("availability", kind="requests")) == []


def test_filters_choose_the_requests_by_the_shift_that_they_name() -> None:
    build = week().asks("ann", "D", 1, on=True).asks("ann", "N", 1, on=True, weight=3).asks("ann", "D", 2, on=True)
    tuesdays = Scope(template_labels=frozenset({"day"}), weekdays=frozenset({1}))
    assert amount(build, {}, setting("availability", scope=tuesdays, kind="requests")) == 1


def test_a_shift_asked_for_of_a_template_that_is_gone_is_never_had() -> None:
    build = week().asks("ann", "gone", 1, on=True, weight=3)
    assert amount(build, {"ann": ["D@1"]}, setting("availability", kind="requests")) == 3
    days = Scope(template_labels=frozenset({"day"}))
    assert amount(build, {}, setting("availability", scope=days, kind="requests")) == 0


def test_a_time_that_begins_on_another_day_counts_on_the_day_of_the_shift() -> None:
    build = week().says("ann", "unavailable", 0, 1200, 2880)
    tuesdays = Scope(weekdays=frozenset({1}))
    assert amount(build, {"ann": ["D@1"]}, setting("availability", scope=tuesdays)) == 1
    assert amount(build, {"ann": ["N@0"]}, setting("availability", scope=tuesdays)) == 0
