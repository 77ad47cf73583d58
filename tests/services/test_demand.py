"""Demand is edited all or nothing, and what cannot be staffed is refused at entry."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.problem import Demand, ShiftTemplate
from scheduling.services.demand import DemandService, DemandView
from scheduling.services.demand_book import HeadsChange
from scheduling.services.ports import Transactions
from scheduling.services.records import AssignmentRecord, PlannedShiftStatus
from tests.actors import MIA, NOA
from tests.services.small_site import MONDAY, add_site

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def week(transactions: Transactions) -> str:
    return add_site(transactions)[1]


@pytest.fixture
def service(transactions: Transactions) -> DemandService:
    return DemandService(transactions)


def template_id(view: DemandView, code: str) -> str:
    return next(record.id for record in view.templates if record.template.code == code)


def role_id(view: DemandView, name: str) -> str:
    return next(role.id for role in view.roles if role.name == name)


def change(view: DemandView, day: date, heads: int | None, role: str = "Cook", code: str = "E") -> HeadsChange:
    template = template_id(view, code)
    version = next((s.version for s in view.planned if (s.template, s.date) == (template, day)), None)
    return HeadsChange(template, day, role_id(view, role), heads, version)


def heads(view: DemandView, day: date, code: str = "E") -> dict[str, tuple[int, int | None, int | None]]:
    names = {role.id: role.name for role in view.roles}
    shift = next(s for s in view.planned if (s.template, s.date) == (template_id(view, code), day))
    return {names[d.role]: (d.minimum, d.target, d.maximum) for d in shift.demands}


def test_a_new_target_is_kept_and_minimum_and_maximum_give_way(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    service.set_heads(MIA, week, [change(view, MONDAY, 5)])
    service.set_heads(MIA, week, [change(view, TUESDAY, 1, "Waiter"), change(view, TUESDAY, 0)])
    after = service.view(MIA, week)
    assert heads(after, MONDAY) == {"Cook": (1, 5, 5)}
    assert heads(after, TUESDAY) == {"Cook": (0, 0, 3), "Waiter": (0, 1, None)}


def test_two_roles_of_one_shift_change_together(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    service.set_heads(MIA, week, [change(view, MONDAY, 2, "Waiter"), change(view, MONDAY, 1)])
    assert heads(service.view(MIA, week), MONDAY) == {"Cook": (1, 1, 3), "Waiter": (0, 2, None)}


def test_heads_on_an_empty_date_plan_the_shift(service: DemandService, week: str) -> None:
    wednesday = MONDAY + timedelta(days=2)
    service.set_heads(MIA, week, [change(service.view(MIA, week), wednesday, 1, code="N")])
    assert heads(service.view(MIA, week), wednesday, "N") == {"Cook": (0, 1, None)}


def test_of_several_changes_one_bad_one_stops_all(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    with pytest.raises(InvalidInput, match="Early on Tue 6 Jan, Cook: -1 is below zero"):
        service.set_heads(MIA, week, [change(view, MONDAY, 3), change(view, TUESDAY, -1)])
    assert service.view(MIA, week) == view


def test_a_shift_is_not_left_without_heads(service: DemandService, week: str) -> None:
    with pytest.raises(InvalidInput, match=r"would have no heads left\..*cancel it"):
        service.set_heads(MIA, week, [change(service.view(MIA, week), MONDAY, None)])


def test_the_second_of_two_people_is_told(service: DemandService, week: str) -> None:
    seen_by_both = service.view(MIA, week)
    service.set_heads(MIA, week, [change(seen_by_both, MONDAY, 3)])
    with pytest.raises(Conflict, match="Early on Mon 5 Jan"):
        service.set_heads(NOA, week, [change(seen_by_both, MONDAY, 1)])
    assert heads(service.view(MIA, week), MONDAY) == {"Cook": (1, 3, 3)}


def test_the_second_of_two_people_who_plan_the_same_shift_is_told(service: DemandService, week: str) -> None:
    seen_by_both = service.view(MIA, week)
    service.set_heads(MIA, week, [change(seen_by_both, MONDAY, 1, code="N")])
    with pytest.raises(Conflict):
        service.set_heads(NOA, week, [change(seen_by_both, MONDAY, 2, code="N")])


def test_a_cancelled_shift_keeps_its_heads_and_comes_back(service: DemandService, week: str) -> None:
    service.cancel(MIA, service.view(MIA, week).planned[0])
    cancelled = service.view(MIA, week)
    assert cancelled.planned[0].status is PlannedShiftStatus.CANCELLED
    with pytest.raises(InvalidInput, match="is cancelled; restore it"):
        service.set_heads(MIA, week, [change(cancelled, MONDAY, 1)])
    service.restore(MIA, cancelled.planned[0])
    assert service.view(MIA, week).planned[0].status is PlannedShiftStatus.PLANNED
    assert heads(service.view(MIA, week), MONDAY) == {"Cook": (1, 2, 3)}


def test_a_shift_with_people_on_it_is_not_cancelled(
    service: DemandService, week: str, transactions: Transactions
) -> None:
    view = service.view(MIA, week)
    with transactions() as unit:
        person = unit.team.employees(view.schedule.site)[0]
        unit.assignments.replace(week, [AssignmentRecord(view.planned[0].id, person.id, role_id(view, "Cook"))])
        unit.commit()
    with pytest.raises(InvalidInput, match="Early on Mon 5 Jan is staffed"):
        service.cancel(MIA, service.view(MIA, week).planned[0])


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (480, 420, "starts at 08:00 and ends at 07:00, which is not later"),
        (480, 480, "not later"),
        (480, 480 + 1441, "longer than 24 hours"),
    ],
)
def test_impossible_times_are_refused(service: DemandService, week: str, start: int, end: int, said: str) -> None:
    view = service.view(MIA, week)
    template = ShiftTemplate("", "Brunch", "B", start, end)
    with pytest.raises(InvalidInput, match=said):
        service.add_template(MIA, view.schedule.site, template, [Demand(role_id(view, "Cook"), 1)])
    assert service.view(MIA, week) == view


def test_a_template_without_heads_is_refused(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    for demands in ([], [Demand(role_id(view, "Cook"), 0, 0)]):
        with pytest.raises(InvalidInput, match="Brunch has no heads"):
            service.add_template(MIA, view.schedule.site, ShiftTemplate("", "Brunch", "B", 480, 720), demands)


def test_numbers_that_contradict_each_other_are_refused(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    cook, brunch = role_id(view, "Cook"), ShiftTemplate("", "Brunch", "B", 480, 720)
    with pytest.raises(InvalidInput, match="target of 1 is below the minimum of 2"):
        service.add_template(MIA, view.schedule.site, brunch, [Demand(cook, 2, 1)])
    with pytest.raises(InvalidInput, match="maximum of 2 is below the 3 wanted"):
        service.add_template(MIA, view.schedule.site, brunch, [Demand(cook, 1, 3, 2)])
    with pytest.raises(InvalidInput, match="Brunch, Cook: the priority of 0 is below one; enter 1 or more"):
        service.add_template(MIA, view.schedule.site, brunch, [Demand(cook, 1, priority=0)])


def test_a_short_code_belongs_to_one_template(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    template = ShiftTemplate("", "Brunch", "e", 480, 720)
    with pytest.raises(InvalidInput, match="The short code e belongs to Early"):
        service.add_template(MIA, view.schedule.site, template, [Demand(role_id(view, "Cook"), 1)])


def test_a_template_saved_from_an_old_version_is_refused(service: DemandService, week: str) -> None:
    record = service.view(MIA, week).templates[0]
    renamed = replace(record, template=replace(record.template, name="Dawn"))
    service.save_template(MIA, renamed)
    with pytest.raises(Conflict):
        service.save_template(NOA, renamed)


def test_a_new_week_starts_empty_and_takes_over_the_week_before(service: DemandService, week: str) -> None:
    view = service.view(MIA, week)
    service.cancel(MIA, view.planned[1])
    following = service.create_week(MIA, view.schedule.site, MONDAY + timedelta(days=7), 7)
    assert service.view(MIA, following).planned == ()
    assert service.copy_previous(MIA, following) == 1
    assert [(s.date, s.demands) for s in service.view(MIA, following).planned] == [
        (MONDAY + timedelta(days=7), view.planned[0].demands)
    ]
    assert service.copy_previous(MIA, following) == 0


def test_the_first_week_has_nothing_to_copy(service: DemandService, week: str) -> None:
    with pytest.raises(InvalidInput, match="no week before First week"):
        service.copy_previous(MIA, week)


def test_weeks_of_a_site_do_not_overlap(service: DemandService, week: str) -> None:
    site = service.view(MIA, week).schedule.site
    with pytest.raises(InvalidInput, match="First week already covers"):
        service.create_week(MIA, site, MONDAY + timedelta(days=6), 7)


def test_planning_from_templates_fills_the_gaps_only(service: DemandService, week: str) -> None:
    before = service.view(MIA, week)
    assert service.plan_from_templates(MIA, week) == 5
    after = service.view(MIA, week)
    assert set(before.planned) < set(after.planned)
    assert {s.date for s in after.planned} == {MONDAY + timedelta(days=k) for k in range(7)}


def test_an_unknown_week_is_said(service: DemandService, week: str) -> None:
    with pytest.raises(NotFound, match="This week does not exist"):
        service.view(MIA, "nowhere")


def test_what_is_done_is_logged_with_who_did_it(service: DemandService, week: str, transactions: Transactions) -> None:
    view = service.view(MIA, week)
    service.set_heads(MIA, week, [change(view, MONDAY, 1)])
    with transactions() as unit:
        newest = unit.log.latest(view.schedule.site, 1)[0]
    assert (newest.actor, newest.action, newest.subject) == ("mia", "demand changed", "First week")
