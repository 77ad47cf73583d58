"""A look ahead at a stored week, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from data.demo import DEMOS, load_when_empty
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import NotFound
from scheduling.domain.problem import Demand
from scheduling.services.preflight import Gap, PreflightService
from scheduling.services.records import ProfileRecord
from tests.actors import MIA
from tests.builders import ProblemBuilder, setting
from tests.services.loop import stored_week

Open = Callable[[], SqlUnitOfWork]


def short_week() -> ProblemBuilder:
    """Three hold the role; one is on leave and one cannot, so that one of two heads is missing."""
    build = ProblemBuilder(days=1).people("ann", "ben", "cem").template("D", 480, 960)
    build = build.plan("D", demands=(Demand("r", 0, 2),))
    return build.off("ann", 0, 0, 1440).says("ben", "unavailable", 0, 0, 1440)


CANNOT = setting("availability", None, kind="unavailable")


def test_a_gap_names_who_can_and_what_keeps_the_others_away(transactions: Open) -> None:
    view = PreflightService(transactions).view(MIA, stored_week(transactions, short_week(), (CANNOT,)))
    assert view.gaps == (
        Gap(
            "Monday 30 Nov, D: 2 Nurse wanted, at most 1 can work (Cem); one will be missing.",
            "Monday 30 Nov, D Nurse",
            ("Cem",),
            (("time off", ("Ann",)), ("barred by the rule “Availability”", ("Ben",))),
        ),
    )
    assert view.findings == ()


def test_hours_that_contracts_leave_are_a_gap_of_their_own(transactions: Open) -> None:
    build = ProblemBuilder(days=7).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 1),))
    most = setting("working_time", None, maximum=2400)
    (gap,) = PreflightService(transactions).view(MIA, stored_week(transactions, build, (most,))).gaps
    assert gap.message == "30 Nov to 6 Dec, Nurse: 56 h wanted, 40 h can be worked at most; 16 h will be missing."


def test_hours_that_the_missing_heads_explain_are_not_told_again_nor_are_weeks_in_the_whole_plan(
    transactions: Open,
) -> None:
    build = ProblemBuilder(days=14).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 1),))
    build = build.plan("D", 0, demands=(Demand("r", 0, 2),))
    build.problem = replace(build.problem, shifts=build.problem.shifts[1:])
    most = setting("working_time", None, maximum=7 * 480)
    service = PreflightService(transactions)
    assert [gap.message for gap in service.view(MIA, stored_week(transactions, build, (most,))).gaps] == [
        "Monday 30 Nov, D: 2 Nurse wanted, at most 1 can work (Ann); one will be missing."
    ]
    tight = setting("working_time", None, maximum=6 * 480)
    assert [gap.message for gap in service.view(MIA, stored_week(transactions, build, (tight,))).gaps][1:] == [
        "30 Nov to 6 Dec, Nurse: 64 h wanted, 48 h can be worked at most; 16 h will be missing.",
        "7 Dec to 13 Dec, Nurse: 56 h wanted, 48 h can be worked at most; 8 h will be missing.",
    ]


def test_an_unknown_rule_is_a_finding_and_the_others_still_bound(transactions: Open) -> None:
    rules = (replace(setting("moon_phase", None), id="moon"), CANNOT)
    view = PreflightService(transactions).view(MIA, stored_week(transactions, short_week(), rules))
    assert len(view.gaps) == 1
    assert [(one.serious, "moon_phase" in one.message) for one in view.findings] == [(True, True)]


def test_the_weights_of_a_profile_count(transactions: Open) -> None:
    wish = replace(CANNOT, weight=5)
    schedule = stored_week(transactions, short_week(), (wish,))
    with transactions() as work:
        site = work.schedules.get(schedule).site
        (record,) = work.rules.settings(site)
        work.rules.add_profile(ProfileRecord("quiet", site, "Quiet", weights={record.id: 0}))
        work.commit()
    service = PreflightService(transactions)
    assert service.view(MIA, schedule).findings == ()
    (found,) = service.view(MIA, schedule, "quiet").findings
    assert found.message.startswith("Its weight is 0")
    with pytest.raises(NotFound):
        service.view(MIA, schedule, "gone")


@pytest.mark.parametrize("name", DEMOS)
def test_each_demo_has_the_one_gap_that_is_meant_and_no_serious_finding(name: str, transactions: Open) -> None:
    load_when_empty(name, date(2026, 11, 26), transactions)
    with transactions() as work:
        (schedule,) = work.schedules.of_site(work.schedules.sites()[0].id)
    view = PreflightService(transactions).view(MIA, schedule.id)
    (gap,) = view.gaps
    assert gap.message.endswith("; one will be missing.")
    assert {reason for reason, _ in gap.cannot} == {"time off", "barred by the rule “Availability”"}
    assert not any(finding.serious for finding in view.findings)


def test_a_setting_is_tried_before_it_is_stored_and_in_place_of_itself(transactions: Open) -> None:
    build = ProblemBuilder(days=7).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 1),))
    build = build.off("ann", 0, 0, 60).pin("ann", "D@1")
    most = setting("shift_count", None, maximum=4)
    service, schedule = PreflightService(transactions), stored_week(transactions, build, (most,))
    least = replace(most, id="", params={"minimum": 5}, enabled=False)
    (found,) = service.trial(MIA, schedule, least)
    assert (found.setting, found.serious) == ("new", True)
    assert found.message.startswith("Ann: 5 shifts to be planned in the week from 30 Nov, 4 shifts can be; “Everyone")
    with transactions() as work:
        stored = work.problems.load(schedule)[1][0]
    assert service.trial(MIA, schedule, replace(stored, params={"minimum": 5})) == ()
    assert service.view(MIA, schedule).findings == ()
