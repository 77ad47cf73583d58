"""One real call for everything that a person can ask a service for, with the action that it needs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from scheduling.domain.changes import AvailabilityChange, DemandChange, PinChange, SettingChange, TimeOffChange
from scheduling.domain.draft import Step
from scheduling.domain.editing import unpin
from scheduling.domain.files import File
from scheduling.domain.problem import (
    Absence,
    AvailabilityInterval,
    AvailabilityKind,
    Demand,
    Preference,
    Problem,
    ShiftTemplate,
)
from scheduling.services.demand_book import HeadsChange
from scheduling.services.editing import Desk
from scheduling.services.forgetting import Subject
from scheduling.services.log_records import LogFilter
from scheduling.services.operation_records import TaskFilter
from scheduling.services.own_wishes import Strength
from scheduling.services.permissions import SYSTEM, Action, Actor
from scheduling.services.records import ProfileRecord, SettingRecord, TimeOffKind, TimeOffRecord, UserRecord, UserRole
from scheduling.services.sweep_plans import Range, over_ranges
from tests.builders import setting
from tests.services.access.world import PASSWORD, SOMEBODY, World
from tests.services.loop import QUICK
from tests.services.small_site import DAY_EPOCH, HOUR, MONDAY
from tests.services.test_importing import TINY

LATER = MONDAY + timedelta(days=5)
NEW = ShiftTemplate("", "Late", "L", 15 * HOUR, 23 * HOUR)


@dataclass(frozen=True)
class Call:
    """A method of a service as "service.method", what it needs, and how it is called."""

    method: str
    needs: Action
    do: Callable[[World, Actor], Any]

    def __str__(self) -> str:
        return self.method


ODA = UserRecord("", "oda", "Oda", UserRole.VIEWER)


def _nell(world: World) -> UserRecord:
    """An account of somebody else."""
    return next(line.user for line in world.services.accounts.view(SYSTEM).lines if line.user.username == "nell")


def _demand(world: World) -> Demand:
    return world.problem.shifts[1].demands[0]


def _template(world: World) -> Any:
    stored = world.services.demand.view(SYSTEM, world.draft).templates[0]
    return replace(stored, template=replace(stored.template, location="Annexe"))


def _shift(world: World, index: int = 1) -> Any:
    return world.services.demand.view(SYSTEM, world.draft).planned[index]


def _larger(world: World) -> Any:
    shift = _shift(world)
    return replace(shift, demands=(replace(shift.demands[0], maximum=9),))


def _cancelled(world: World) -> Any:
    return world.services.demand.view(SYSTEM, world.published).planned[0]


def _person(world: World) -> Any:
    return replace(world.services.team.view(SYSTEM, world.site).people[0], labels=frozenset({"new"}))


def _contract(world: World) -> Any:
    contract = world.problem.contracts[0]
    return contract, replace(contract, weekly_minutes=600)


def _heads(world: World) -> list[HeadsChange]:
    shift = _shift(world)
    return [HeadsChange(shift.template, shift.date, shift.demands[0].role, 3, shift.version)]


def _rule(world: World) -> SettingRecord:
    return world.services.tuning.view(SYSTEM, world.site).rows[0].record


def _heavier(world: World) -> SettingRecord:
    record = _rule(world)
    return replace(record, setting=replace(record.setting, weight=77))


def _profile(world: World) -> ProfileRecord:
    return next(one for one in world.services.tuning.view(SYSTEM, world.site).profiles if not one.is_default)


def _request(world: World) -> TimeOffRecord:
    return next(one.request for one in world.services.time_off.lines(SYSTEM, world.site))


def _paint(world: World, actor: Actor) -> Any:
    seen = world.services.availability.view(SYSTEM, world.draft)
    return world.services.availability.paint(actor, seen, {(world.ann, MONDAY)}, AvailabilityKind.UNDESIRED)


def _ask(world: World, actor: Actor) -> Any:
    return world.services.time_off.ask(actor, world.site, world.ann, TimeOffKind.PERSONAL, LATER, LATER, "")


def _withdraw(world: World, actor: Actor) -> Any:
    return world.services.time_off.withdraw(actor, world.site, _request(world))


def _wish(world: World, actor: Actor) -> Any:
    return world.services.own_wishes.ask(actor, date.max, _template(world).id, Strength.CLEARLY, wanted=False)


def _preference(world: World, actor: Actor) -> Any:
    return world.services.own_wishes.prefer(actor, _template(world).id, 4, Strength.A_LITTLE, avoid=True)


def _drop_wish(world: World, actor: Actor) -> Any:
    if actor.may(Action.SAY_OWN_WISHES) and actor.employee:
        _preference(world, actor)
    return world.services.own_wishes.drop(actor, Preference(world.ann, _template(world).id, 4, weight=1, avoid=True))


def _repair(change: Callable[[World], Any]) -> Callable[[World, Actor], Any]:
    return lambda w, a: w.services.repairs.make(a, w.draft, [change(w)], ["It is mended."])


def _new_rule(world: World) -> SettingChange:
    return SettingChange(None, setting("min_rest", None, hours=11))


def _fewer_heads(world: World) -> DemandChange:
    demand = _demand(world)
    return DemandChange(world.problem.shifts[1].id, demand, replace(demand, target=1))


def _pin(world: World) -> PinChange:
    return PinChange(world.pinned, pinned=True)


def _approval(world: World) -> TimeOffChange:
    start = DAY_EPOCH + 4 * 24 * HOUR
    return TimeOffChange(Absence(world.ann, start, start + 24 * HOUR), approved=True)


def _word(world: World) -> AvailabilityChange:
    kind = AvailabilityKind.UNAVAILABLE
    return AvailabilityChange(AvailabilityInterval(world.ann, DAY_EPOCH, DAY_EPOCH + 24 * HOUR, kind), said=True)


def _own_file(problem: Problem) -> File:
    return File("own.csv", f"Employee,{MONDAY.isoformat()}\n{problem.employees[0].name},E\n".encode())


def _plan(world: World) -> Any:
    return over_ranges([Range(world.rules[0].id, "Coverage", 1, 2, 2)])


def _compare(world: World, actor: Actor) -> Any:
    ids = [row.choice.id for row in world.services.comparing.ranking(SYSTEM, world.draft).rows][:2]
    return world.services.comparing.compare(actor, world.draft, ids)


def _ask_for_heads(world: World, actor: Actor) -> Any:
    shift = world.problem.shifts[1]
    return world.services.what_if.ask_for_heads(actor, world.ended, shift.id, shift.demands[0].role, 2)


def _settled(name: str) -> Callable[[World, Actor], Any]:
    return lambda w, a: getattr(w.services.operations, name)(a, w.dead)


def _desk(world: World) -> Desk:
    """The draft that is kept in the world, whoever may not open it."""
    return world.services.editing.desk(SOMEBODY, world.draft)


def _unpin(desk: Desk) -> Step:
    (one,) = desk.draft.roster
    return unpin(desk.week.problem, desk.draft, [(one.employee, MONDAY)])


PLANNING = Action.SEE_PLANNING
CALLS = (
    Call(
        "accounts.change",
        Action.MANAGE_ACCOUNTS,
        lambda w, a: w.services.accounts.change(a, _nell(w), replace(_nell(w), role=UserRole.ANALYST)),
    ),
    Call("accounts.close", Action.MANAGE_ACCOUNTS, lambda w, a: w.services.accounts.close(a, _nell(w))),
    Call("accounts.end_sessions", Action.MANAGE_ACCOUNTS, lambda w, a: w.services.accounts.end_sessions(a, _nell(w))),
    Call("accounts.invite", Action.MANAGE_ACCOUNTS, lambda w, a: w.services.accounts.invite(a, ODA)),
    Call("accounts.reopen", Action.MANAGE_ACCOUNTS, lambda w, a: w.services.accounts.reopen(a, _nell(w))),
    Call(
        "accounts.reset_password",
        Action.MANAGE_ACCOUNTS,
        lambda w, a: w.services.accounts.reset_password(a, _nell(w)),
    ),
    Call("accounts.unlock", Action.MANAGE_ACCOUNTS, lambda w, a: w.services.accounts.unlock(a, _nell(w))),
    Call("accounts.view", Action.MANAGE_ACCOUNTS, lambda w, a: w.services.accounts.view(a)),
    Call(
        "absence_effects.of",
        Action.SEE_ABSENCES,
        lambda w, a: w.services.absence_effects.of(a, w.site, [_request(w)]),
    ),
    Call("activity.choices", Action.SEE_LOG, lambda w, a: w.services.activity.choices(a)),
    Call("activity.export", Action.SEE_LOG, lambda w, a: w.services.activity.export(a, LogFilter())),
    Call("activity.page", Action.SEE_LOG, lambda w, a: w.services.activity.page(a, LogFilter())),
    Call("applying.apply", Action.APPLY, lambda w, a: w.services.applying.apply(a, w.ended, overwrite=True)),
    Call("applying.preview", Action.APPLY, lambda w, a: w.services.applying.preview(a, w.ended, overwrite=True)),
    Call("availability.paint", Action.EDIT_AVAILABILITY, _paint),
    Call("availability.view", Action.SEE_ABSENCES, lambda w, a: w.services.availability.view(a, w.draft)),
    Call("availability.wishes", Action.SEE_ABSENCES, lambda w, a: w.services.availability.wishes(a, w.draft)),
    Call(
        "bringing.bring",
        Action.BRING_ROSTER,
        lambda w, a: w.services.bringing.bring(a, w.draft, _own_file(w.problem), "Mine"),
    ),
    Call("bundles.pack", Action.TAKE_RUN, lambda w, a: w.services.bundles.pack(a, w.ended)),
    Call("calendars.move", Action.EDIT_RULES, lambda w, a: w.services.calendars.move(a, w.site, "", "IE")),
    Call("calendars.view", PLANNING, lambda w, a: w.services.calendars.view(a, w.draft)),
    Call("comparing.compare", PLANNING, _compare),
    Call("comparing.ranking", PLANNING, lambda w, a: w.services.comparing.ranking(a, w.draft)),
    Call(
        "demand.add_template",
        Action.EDIT_DEMAND,
        lambda w, a: w.services.demand.add_template(a, w.site, NEW, [_demand(w)]),
    ),
    Call("demand.cancel", Action.EDIT_DEMAND, lambda w, a: w.services.demand.cancel(a, _shift(w))),
    Call("demand.copy_previous", Action.EDIT_DEMAND, lambda w, a: w.services.demand.copy_previous(a, w.empty)),
    Call(
        "demand.create_week",
        Action.EDIT_DEMAND,
        lambda w, a: w.services.demand.create_week(a, w.site, MONDAY + timedelta(days=28), 7),
    ),
    Call(
        "demand.plan_from_templates",
        Action.EDIT_DEMAND,
        lambda w, a: w.services.demand.plan_from_templates(a, w.empty),
    ),
    Call("demand.restore", Action.EDIT_DEMAND, lambda w, a: w.services.demand.restore(a, _cancelled(w))),
    Call("demand.save_shift", Action.EDIT_DEMAND, lambda w, a: w.services.demand.save_shift(a, _larger(w))),
    Call("demand.save_template", Action.EDIT_DEMAND, lambda w, a: w.services.demand.save_template(a, _template(w))),
    Call("demand.set_heads", Action.EDIT_DEMAND, lambda w, a: w.services.demand.set_heads(a, w.draft, _heads(w))),
    Call("demand.view", PLANNING, lambda w, a: w.services.demand.view(a, w.draft)),
    Call("editing.desk", Action.EDIT_ROSTER, lambda w, a: w.services.editing.desk(a, w.draft)),
    Call("editing.discard", Action.EDIT_ROSTER, lambda w, a: w.services.editing.discard(a, _desk(w))),
    Call("editing.edit", Action.EDIT_ROSTER, lambda w, a: w.services.editing.edit(a, _desk(w), _unpin(_desk(w)))),
    Call("editing.keep", Action.EDIT_ROSTER, lambda w, a: w.services.editing.keep(a, _desk(w), "Mine")),
    Call("editing.redo", Action.EDIT_ROSTER, lambda w, a: w.services.editing.redo(a, _desk(w))),
    Call("editing.refit", Action.EDIT_ROSTER, lambda w, a: w.services.editing.refit(a, _desk(w))),
    Call("editing.save", Action.EDIT_ROSTER, lambda w, a: w.services.editing.save(a, _desk(w), "", accept_broken=True)),
    Call(
        "editing.take_candidate",
        Action.EDIT_ROSTER,
        lambda w, a: w.services.editing.take_candidate(a, w.draft, w.candidate, ""),
    ),
    Call("editing.undo", Action.EDIT_ROSTER, lambda w, a: w.services.editing.undo(a, _desk(w))),
    Call(
        "edit_searches.complete",
        Action.EDIT_ROSTER,
        lambda w, a: w.services.edit_searches.complete(a, _desk(w), 1, keep_all=True),
    ),
    Call("edit_searches.found", Action.EDIT_ROSTER, lambda w, a: w.services.edit_searches.found(a, _desk(w))),
    Call("edit_searches.put_aside", Action.EDIT_ROSTER, lambda w, a: w.services.edit_searches.put_aside(a, _desk(w))),
    Call("edit_searches.repair", Action.EDIT_ROSTER, lambda w, a: w.services.edit_searches.repair(a, _desk(w), 1, 3)),
    Call("edit_searches.take_over", Action.EDIT_ROSTER, lambda w, a: w.services.edit_searches.take_over(a, _desk(w))),
    Call(
        "forgetting.forget",
        Action.FORGET_PEOPLE,
        lambda w, a: w.services.forgetting.forget(a, Subject(_nell(w), None), "Nell"),
    ),
    Call("forgetting.people", Action.FORGET_PEOPLE, lambda w, a: w.services.forgetting.people(a)),
    Call("importing.look", Action.IMPORT, lambda w, a: w.services.importing.look(a, [TINY])),
    Call("importing.store", Action.IMPORT, lambda w, a: w.services.importing.store(a, [TINY])),
    Call("operations.alive", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.alive(a)),
    Call("operations.dead", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.dead(a)),
    Call("operations.discard", Action.TEND_MACHINERY, _settled("discard")),
    Call("operations.figures", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.figures(a)),
    Call("operations.notes", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.notes(a, w.ended)),
    Call("operations.queues", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.queues(a)),
    Call("operations.requeue", Action.TEND_MACHINERY, _settled("requeue")),
    Call("operations.stop", Action.TEND_MACHINERY, lambda w, a: w.services.operations.stop(a, "north:1")),
    Call("operations.tasks", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.tasks(a, TaskFilter())),
    Call("operations.throughput", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.throughput(a, 2)),
    Call("operations.workers", Action.SEE_OPERATIONS, lambda w, a: w.services.operations.workers(a)),
    Call("overview.shortfalls", PLANNING, lambda w, a: w.services.overview.shortfalls(a, w.draft)),
    Call("overview.sites", Action.SEE_PUBLISHED, lambda w, a: w.services.overview.sites(a)),
    Call("overview.summaries", PLANNING, lambda w, a: w.services.overview.summaries(a, w.site)),
    Call("overview.undecided", PLANNING, lambda w, a: w.services.overview.undecided(a, w.site)),
    Call("overview.weeks", Action.SEE_PUBLISHED, lambda w, a: w.services.overview.weeks(a, w.site)),
    Call(
        "own_account.change_password",
        Action.OWN_ACCOUNT,
        lambda w, a: w.services.own_account.change_password(a, None, PASSWORD, "another good one"),
    ),
    Call("own_account.end_others", Action.OWN_ACCOUNT, lambda w, a: w.services.own_account.end_others(a, None)),
    Call(
        "own_account.end_session",
        Action.OWN_ACCOUNT,
        lambda w, a: w.services.own_account.end_session(a, w.services.own_account.view(a).sessions[0].session.id),
    ),
    Call("own_account.view", Action.OWN_ACCOUNT, lambda w, a: w.services.own_account.view(a)),
    Call("own_data.all", Action.TAKE_OWN_DATA, lambda w, a: w.services.own_data.all(a)),
    Call("preflight.trial", PLANNING, lambda w, a: w.services.preflight.trial(a, w.draft, w.rules[0])),
    Call("preflight.view", PLANNING, lambda w, a: w.services.preflight.view(a, w.draft)),
    Call("publishing.archive", Action.PUBLISH, lambda w, a: w.services.publishing.archive(a, w.published)),
    Call("publishing.bring_back", Action.PUBLISH, lambda w, a: w.services.publishing.bring_back(a, w.archived, "Why")),
    Call("publishing.changes", PLANNING, lambda w, a: w.services.publishing.changes(a, w.published)),
    Call("publishing.publish", Action.PUBLISH, lambda w, a: w.services.publishing.publish(a, w.draft, 1)),
    Call("publishing.reopen", Action.PUBLISH, lambda w, a: w.services.publishing.reopen(a, w.published, "A slip")),
    Call("repairs.keep", Action.EDIT_RULES, lambda w, a: w.services.repairs.keep(a, w.draft, w.repair)),
    Call("repairs.made", PLANNING, lambda w, a: w.services.repairs.made(a, w.draft)),
    Call("repairs.make", Action.DECIDE_TIME_OFF, _repair(_approval)),
    Call("repairs.make", Action.EDIT_AVAILABILITY, _repair(_word)),
    Call("repairs.make", Action.EDIT_DEMAND, _repair(_fewer_heads)),
    Call("repairs.make", Action.EDIT_ROSTER, _repair(_pin)),
    Call("repairs.make", Action.EDIT_RULES, _repair(_new_rule)),
    Call("repairs.of_run", PLANNING, lambda w, a: w.services.repairs.of_run(a, w.ended)),
    Call("repairs.undo", Action.EDIT_RULES, lambda w, a: w.services.repairs.undo(a, w.draft, w.repair)),
    Call("runs.again", Action.START_RUN, lambda w, a: w.services.runs.again(a, w.ended)),
    Call("runs.any_active", PLANNING, lambda w, a: w.services.runs.any_active(a, w.draft)),
    Call("runs.cancel", Action.END_RUN, lambda w, a: w.services.runs.cancel(a, w.running)),
    Call("runs.finish", Action.END_RUN, lambda w, a: w.services.runs.finish(a, w.running)),
    Call("runs.go_on", Action.START_RUN, lambda w, a: w.services.runs.go_on(a, w.ended, 5)),
    Call("runs.live", PLANNING, lambda w, a: w.services.runs.live(a, w.ended)),
    Call("runs.of_schedule", PLANNING, lambda w, a: w.services.runs.of_schedule(a, w.draft)),
    Call("runs.submit", Action.START_RUN, lambda w, a: w.services.runs.submit(a, w.draft, options=QUICK, again=True)),
    Call("solution.applied", PLANNING, lambda w, a: w.services.solution.applied(a, w.draft)),
    Call("solution.applied", Action.SEE_PUBLISHED, lambda w, a: w.services.solution.applied(a, w.published)),
    Call("solution.candidate", PLANNING, lambda w, a: w.services.solution.candidate(a, w.candidate)),
    Call("solution.found", PLANNING, lambda w, a: w.services.solution.found(a, w.draft)),
    Call("solution.standing", PLANNING, lambda w, a: w.services.solution.standing(a, w.draft)),
    Call("sweeping.cancel", Action.SWEEP, lambda w, a: w.services.sweeping.cancel(a, w.sweep)),
    Call("sweeping.front", PLANNING, lambda w, a: w.services.sweeping.front(a, w.sweep)),
    Call("sweeping.of_schedule", PLANNING, lambda w, a: w.services.sweeping.of_schedule(a, w.draft)),
    Call("sweeping.resume", Action.SWEEP, lambda w, a: w.services.sweeping.resume(a, w.cancelled_sweep)),
    Call("sweeping.start", Action.SWEEP, lambda w, a: w.services.sweeping.start(a, w.draft, None, _plan(w), QUICK)),
    Call("sweeping.state", PLANNING, lambda w, a: w.services.sweeping.state(a, w.sweep)),
    Call("team.add_contract", Action.EDIT_TEAM, lambda w, a: w.services.team.add_contract(a, w.site, "Mini", 600)),
    Call(
        "team.add_person",
        Action.EDIT_TEAM,
        lambda w, a: w.services.team.add_person(a, w.site, "Dan", w.problem.employees[0].roles, None),
    ),
    Call("team.add_role", Action.EDIT_TEAM, lambda w, a: w.services.team.add_role(a, w.site, "Host")),
    Call(
        "team.save_contracts",
        Action.EDIT_TEAM,
        lambda w, a: w.services.team.save_contracts(a, w.site, [_contract(w)]),
    ),
    Call(
        "team.save_people",
        Action.EDIT_TEAM,
        lambda w, a: w.services.team.save_people(a, w.site, [_person(w)]),
    ),
    Call("team.view", PLANNING, lambda w, a: w.services.team.view(a, w.site)),
    Call("time_off.ask", Action.ENTER_TIME_OFF, _ask),
    Call(
        "time_off.decide",
        Action.DECIDE_TIME_OFF,
        lambda w, a: w.services.time_off.decide(a, w.site, _request(w), approve=True),
    ),
    Call("time_off.lines", Action.SEE_ABSENCES, lambda w, a: w.services.time_off.lines(a, w.site)),
    Call("time_off.withdraw", Action.ENTER_TIME_OFF, _withdraw),
    Call(
        "tuning.add_profile",
        Action.EDIT_PROFILES,
        lambda w, a: w.services.tuning.add_profile(a, ProfileRecord("", w.site, "New")),
    ),
    Call(
        "tuning.add_setting",
        Action.EDIT_RULES,
        lambda w, a: w.services.tuning.add_setting(a, w.site, setting("min_rest", None, hours=11)),
    ),
    Call(
        "tuning.duplicate_profile",
        Action.EDIT_PROFILES,
        lambda w, a: w.services.tuning.duplicate_profile(a, _profile(w)),
    ),
    Call("tuning.make_default", Action.EDIT_PROFILES, lambda w, a: w.services.tuning.make_default(a, _profile(w))),
    Call("tuning.profile_history", PLANNING, lambda w, a: w.services.tuning.profile_history(a, _profile(w).id)),
    Call("tuning.remove_profile", Action.EDIT_PROFILES, lambda w, a: w.services.tuning.remove_profile(a, _profile(w))),
    Call("tuning.remove_setting", Action.EDIT_RULES, lambda w, a: w.services.tuning.remove_setting(a, _rule(w))),
    Call(
        "tuning.restore_profile",
        Action.EDIT_PROFILES,
        lambda w, a: w.services.tuning.restore_profile(a, _profile(w), 1),
    ),
    Call(
        "tuning.save_profile",
        Action.EDIT_PROFILES,
        lambda w, a: w.services.tuning.save_profile(a, replace(_profile(w), name="Fairer")),
    ),
    Call("tuning.save_settings", Action.EDIT_RULES, lambda w, a: w.services.tuning.save_settings(a, [_heavier(w)])),
    Call("tuning.view", PLANNING, lambda w, a: w.services.tuning.view(a, w.site)),
    Call("versions.all", PLANNING, lambda w, a: w.services.versions.all(a, w.draft)),
    Call("versions.before_last", PLANNING, lambda w, a: w.services.versions.before_last(a, w.draft)),
    Call("versions.compare", PLANNING, lambda w, a: w.services.versions.compare(a, w.draft, 0, 1)),
    Call("versions.preview", Action.RESTORE_ROSTER, lambda w, a: w.services.versions.preview(a, w.draft, 0)),
    Call("versions.restore", Action.RESTORE_ROSTER, lambda w, a: w.services.versions.restore(a, w.draft, 0, 1)),
    Call("versions.undo", Action.RESTORE_ROSTER, lambda w, a: w.services.versions.undo(a, w.draft, 1)),
    Call("what_if.answers", PLANNING, lambda w, a: w.services.what_if.answers(a, w.ended)),
    Call("what_if.ask_for_heads", Action.START_RUN, _ask_for_heads),
    Call(
        "what_if.ask",
        Action.START_RUN,
        lambda w, a: w.services.what_if.ask(a, w.ended, w.ann, w.problem.shifts[1].id, works=True),
    ),
)
OWN = (
    Call("availability.paint", Action.SAY_OWN_AVAILABILITY, _paint),
    Call("time_off.ask", Action.ASK_OWN_TIME_OFF, _ask),
    Call("time_off.withdraw", Action.ASK_OWN_TIME_OFF, _withdraw),
)
"""What people may do for themselves, called for the person to whom the account belongs."""
MINE = (
    Call("availability.own", Action.SAY_OWN_AVAILABILITY, lambda w, a: w.services.availability.own(a)),
    Call("own_wishes.ask", Action.SAY_OWN_WISHES, _wish),
    Call("own_wishes.drop", Action.SAY_OWN_WISHES, _drop_wish),
    Call("own_wishes.prefer", Action.SAY_OWN_WISHES, _preference),
    Call("own_wishes.view", Action.SAY_OWN_WISHES, lambda w, a: w.services.own_wishes.view(a)),
    Call("my_schedule.view", Action.SEE_PUBLISHED, lambda w, a: w.services.my_schedule.view(a)),
    Call("time_off.own", Action.ASK_OWN_TIME_OFF, lambda w, a: w.services.time_off.own(a)),
)
"""What shows somebody their own, and can be asked about nobody else."""
