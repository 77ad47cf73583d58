"""Why there is no roster: smallest conflicts that hold what was planted, and repairs that work."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from scheduling.domain.changes import SettingChange, TimeOffChange, made, undone
from scheduling.domain.conflicts import Explanation, Member
from scheduling.domain.problem import Problem
from scheduling.domain.settings import QUESTION, RuleSetting, ScopeKind
from scheduling.solver.elastic import ElasticModel
from scheduling.solver.explain import explain
from scheduling.solver.model import RosterModel
from tests.solver.planted import PLANTS, STAFFED, Planted, heads, law, only, the_only_cook_is_away, week

PATIENT = 120.0


def possible(problem: Problem, settings: Iterable[RuleSetting]) -> bool:
    """Whether there is a roster, by the model that runs are solved with."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(RosterModel(problem, settings).cp)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return status == cp_model.OPTIMAL


def explained(plant: Planted) -> Explanation:
    return explain(plant.problem, plant.settings, PATIENT)


def with_only(plant: Planted, members: Iterable[Member]) -> tuple[Problem, list[RuleSetting]]:
    """The same week in which nothing holds but these, written down without the machinery under test."""
    kept = list(members)
    elastic, settings = ElasticModel(plant.problem, plant.settings), []
    for k, member in enumerate(one for one in kept if one.setting):
        applied = elastic.applied[member]
        setting, scope = applied.setting, applied.setting.scope
        if member.employee and setting.code != "pairing":
            scope = replace(scope, kind=ScopeKind.EMPLOYEE, ids=(member.employee,))
        if member.day or member.shift:
            scope = replace(scope, dates=frozenset({member.day or plant.problem.shift_by_id[member.shift].date}))
        params = applied.params.model_dump(mode="json")
        settings.append(replace(setting, id=f"{setting.id}{k}", scope=scope, params=params))
    asked = {(member.shift, member.role) for member in kept}
    shifts = tuple(
        replace(
            shift, demands=tuple(d if (shift.id, d.role) in asked else replace(d, minimum=0) for d in shift.demands)
        )
        for shift in plant.problem.shifts
    )
    absences = tuple(member.absence for member in kept if member.absence)
    pinned = tuple(member.pin for member in kept if member.pin)
    return replace(plant.problem, shifts=shifts, absences=absences, pinned=pinned), settings


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_the_conflict_is_what_was_planted_none_of_it_can_be_left_out_and_the_first_repair_works(plant) -> None:
    week = plant()
    assert not possible(week.problem, week.settings)
    found = explained(week)
    assert found.in_time
    members = found.conflicts[0].members
    assert week.holds(members), members
    assert found.conflicts[0].proven
    assert not possible(*with_only(week, members))
    for left_out in members:
        assert possible(*with_only(week, [member for member in members if member != left_out])), left_out
    assert possible(*made(found.repairs[0].changes, week.problem, week.settings))


@pytest.mark.parametrize("plant", PLANTS[:6], ids=lambda plant: plant.__name__)
def test_every_repair_works_and_can_be_taken_back(plant) -> None:
    week = plant()
    for repair in explained(week).repairs:
        after = made(repair.changes, week.problem, week.settings)
        assert possible(*after)
        problem, settings = made(undone(repair.changes), *after)
        assert not possible(problem, settings)
        assert sorted(settings, key=lambda one: one.id) == sorted(week.settings, key=lambda one: one.id)


def test_a_week_with_a_roster_needs_no_explanation() -> None:
    build = week().plan("D", demands=heads(2))
    assert explain(build.problem, [STAFFED, law("min_rest")]) == Explanation()


def test_conflicts_that_share_nothing_are_all_told_of_and_mended_at_once() -> None:
    build = week().plan("D", 0, demands=heads(5)).plan("N", 4, demands=heads(6))
    found = explain(build.problem, [STAFFED], PATIENT)
    assert [conflict.members[0].shift for conflict in found.conflicts] in (["D@0", "N@4"], ["N@4", "D@0"])
    assert len(found.repairs[0].changes) == 2
    assert possible(*made(found.repairs[0].changes, build.problem, [STAFFED]))


def test_one_person_gets_a_limit_of_their_own_just_as_far_as_needed() -> None:
    limit = law("working_time", maximum=960, period="week")
    build = week().plan("D", 0, 2, 4, demands=heads(1, "q"))
    repairs = explain(build.problem, [STAFFED, limit], PATIENT).repairs
    own = [change.new for one in repairs for change in one.changes if isinstance(change, SettingChange)]
    assert [(one.scope.ids, one.params["maximum"]) for one in own if one] == [(("dea",), 1440)]


def test_who_is_named_among_others_leaves_their_setting_for_one_of_their_own() -> None:
    limit = law("shift_count", only("ann", "dea"), maximum=1)
    build = week().plan("D", 0, 1, demands=heads(1, "q"))
    repairs = explain(build.problem, [STAFFED, limit], PATIENT).repairs
    kinds = [[type(change) for change in one.changes] for one in repairs]
    assert [SettingChange, SettingChange] in kinds
    changes = repairs[kinds.index([SettingChange, SettingChange])].changes
    assert [change.new.scope.ids for change in changes] == [("ann",), ("dea",)]


def test_a_limit_that_everybody_is_beyond_is_loosened_for_all() -> None:
    few = law("shift_count", maximum=1, templates=["N"])
    build = week().plan("N", demands=heads(2))
    repairs = explain(build.problem, [STAFFED, few], PATIENT).repairs
    loosened = [change for one in repairs for change in one.changes if isinstance(change, SettingChange)]
    assert any(change.old == few and change.new and change.new.params["maximum"] > 1 for change in loosened)


def test_what_a_question_asks_for_clashes_but_no_repair_lets_it_go() -> None:
    asked = replace(law("skill_mix", minimum=1, templates=["D"], roles=["q"]), id=QUESTION)
    build = week().plan("D", 2, demands=heads(0, "q")).off("dea", 2, 0, 1440)
    found = explain(build.problem, [STAFFED, asked], PATIENT)
    assert set(found.conflicts[0].members) == {
        Member(absence=build.problem.absences[0]),
        Member(QUESTION, shift="D@2"),
    }
    assert [one.changes for one in found.repairs] == [(TimeOffChange(build.problem.absences[0]),)]


def test_who_has_left_does_not_come_back_as_a_repair() -> None:
    away = the_only_cook_is_away()
    (off,) = away.problem.absences
    found = explain(replace(away.problem, absences=(replace(off, left=True),)), away.settings, PATIENT)
    assert {member.shift for conflict in found.conflicts for member in conflict.members} == {"N@2"}
    assert not any(member.absence for conflict in found.conflicts for member in conflict.members)
    assert found.repairs
    assert not any(isinstance(change, TimeOffChange) for one in found.repairs for change in one.changes)
