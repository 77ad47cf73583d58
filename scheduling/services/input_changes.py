"""Changes of a week's inputs, made in what is stored, inside one unit of work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from scheduling.domain.changes import (
    AvailabilityChange,
    Change,
    DemandChange,
    PinChange,
    SettingChange,
    TimeOffChange,
)
from scheduling.domain.clock import MINUTES_PER_DAY, instant, wall_clock
from scheduling.domain.errors import Conflict, InvalidInput
from scheduling.domain.problem import Assignment, AvailabilityInterval, Demand
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import params_of
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import (
    AssignmentRecord,
    AvailabilityRecord,
    PlannedShiftStatus,
    ScheduleStatus,
    SettingRecord,
    TimeOffRecord,
    TimeOffStatus,
)
from scheduling.services.rule_sentences import rule_label
from scheduling.services.saving import Why, save
from scheduling.services.snapshot import same
from scheduling.services.version_records import VersionKind

NEEDED: Mapping[type[Change], Action] = {
    SettingChange: Action.EDIT_RULES,
    DemandChange: Action.EDIT_DEMAND,
    PinChange: Action.EDIT_ROSTER,
    TimeOffChange: Action.DECIDE_TIME_OFF,
    AvailabilityChange: Action.EDIT_AVAILABILITY,
}
SO = "Run again, so that what is proposed fits what there is now."


class InputChanges:
    """Makes one change after another; each must find what it changes as it was when it was proposed."""

    def __init__(self, unit: UnitOfWork, schedule_id: str, actor: Actor) -> None:
        self._unit, self._actor = unit, actor
        self.schedule = unit.schedules.get(schedule_id)
        self.site = unit.schedules.site(self.schedule.site)
        self._zone = ZoneInfo(self.site.timezone)
        if self.schedule.status is ScheduleStatus.ARCHIVED:
            raise InvalidInput(f"{self.schedule.name} is archived and cannot be changed.")

    def make(self, change: Change) -> Change:
        """Make it in what is stored; the same change with the ids that it got."""
        self._actor.must(NEEDED[type(change)])
        match change:
            case SettingChange():
                return self._setting(change)
            case DemandChange():
                self._demand(change)
            case PinChange():
                self._pin(change)
            case TimeOffChange():
                self._time_off(change)
            case AvailabilityChange():
                self._availability(change)
        return change

    def _setting(self, change: SettingChange) -> SettingChange:
        rules, records = self._unit.rules, self._unit.rules.settings(self.site.id)
        if change.new is not None:
            params_of(change.new)
        if change.old is None:
            assert change.new is not None
            new = replace(change.new, id=uuid4().hex)
            last = max((record.position for record in records), default=-1)
            rules.add_setting(SettingRecord(self.site.id, last + 1, new))
            return SettingChange(None, new)
        record = self._as_it_was(records, change.old)
        if change.new is None:
            rules.remove_setting(record.id, record.version)
        else:
            rules.save_setting(replace(record, setting=change.new))
        return change

    @staticmethod
    def _as_it_was(records: Iterable[SettingRecord], old: RuleSetting) -> SettingRecord:
        for record in records:
            if record.id == old.id and same(record.setting, old):
                return record
        raise Conflict(f"A rule “{rule_label(old.code)}” was changed or deleted in the meantime. {SO}")

    def _demand(self, change: DemandChange) -> None:
        """A shift that would want nobody is cancelled, and keeps its heads for being restored."""
        for shift in self._unit.demand.planned(self.schedule.id):
            if shift.id != change.shift:
                continue
            if shift.status is PlannedShiftStatus.CANCELLED and change.after in shift.demands:
                self._unit.demand.save_planned(replace(shift, status=PlannedShiftStatus.PLANNED))
                return
            if shift.status is not PlannedShiftStatus.CANCELLED and change.before in shift.demands:
                demands = tuple(change.after if one == change.before else one for one in shift.demands)
                if any(map(_wants, demands)):
                    self._unit.demand.save_planned(replace(shift, demands=demands))
                else:
                    self._unit.demand.save_planned(replace(shift, status=PlannedShiftStatus.CANCELLED))
                return
        raise Conflict(f"The heads of a shift were changed in the meantime. {SO}")

    def _pin(self, change: PinChange) -> None:
        rows = self._unit.assignments.of_schedule(self.schedule.id)
        wanted = [replace(row, pinned=change.pinned) if _is(row, change.assignment) else row for row in rows]
        if wanted == list(rows):
            raise Conflict(f"A pinned assignment was changed in the meantime. {SO}")
        why = Why(VersionKind.EDIT, f"A repair {'pins' if change.pinned else 'takes a pin off'} an assignment")
        save(self._unit, self._actor, self.schedule.id, wanted, None, why)

    def _time_off(self, change: TimeOffChange) -> None:
        now, then = TimeOffStatus.APPROVED, TimeOffStatus.PENDING
        if change.approved:
            now, then = then, now
        for request in self._unit.wishes.time_off(self.site.id):
            if request.status is now and _epochs(request) == _absence(change):
                decided = self._actor.username if change.approved else None
                self._unit.wishes.save_time_off(replace(request, status=then, decided_by=decided))
                return
        raise Conflict(f"A person's time off was changed in the meantime. {SO}")

    def _availability(self, change: AvailabilityChange) -> None:
        said, wishes = change.interval, self._unit.wishes
        wishes.lock({said.employee})
        day = wall_clock(said.start, self._zone).date()
        rows = [one for one in wishes.availability(self.site.id, day, day) if one.employee == said.employee]
        kept = [one for one in rows if self._interval(one) != said]
        if change.said:
            kept = [*rows, self._stated(said, day)]
        if len(kept) == len(rows):
            raise Conflict(f"A person's availability was changed in the meantime. {SO}")
        wishes.replace_day(said.employee, day, kept)

    def _interval(self, one: AvailabilityRecord) -> AvailabilityInterval:
        start, end = (instant(one.date, minute, self._zone) for minute in (one.start, one.end))
        return AvailabilityInterval(one.employee, start, end, one.kind, one.weight)

    def _stated(self, said: AvailabilityInterval, day: date) -> AvailabilityRecord:
        start, end = (self._minute(moment, day) for moment in (said.start, said.end))
        return AvailabilityRecord(said.employee, day, start, end, said.kind, said.weight)

    def _minute(self, moment: int, day: date) -> int:
        """The wall-clock minute of a day; its end where the moment is on the next."""
        shown = wall_clock(moment, self._zone)
        return MINUTES_PER_DAY if shown.date() > day else shown.hour * 60 + shown.minute


def needed_for(actor: Actor, changes: Sequence[Change]) -> Action:
    """The first action that somebody may not do of those that changes need; one of them where they may do all."""
    needed = [NEEDED[type(change)] for change in changes]
    return next((action for action in needed if not actor.may(action)), needed[0])


def _wants(demand: Demand) -> bool:
    return bool(demand.minimum or demand.target or demand.maximum)


def _is(row: AssignmentRecord, assignment: Assignment) -> bool:
    return (row.employee, row.planned_shift, row.role) == (assignment.employee, assignment.shift, assignment.role)


def _epochs(request: TimeOffRecord) -> tuple[str, int, int]:
    start, end = (int(at.timestamp()) // 60 for at in (request.starts_at, request.ends_at))
    return request.employee, start, end


def _absence(change: TimeOffChange) -> tuple[str, int, int]:
    return change.absence.employee, change.absence.start, change.absence.end
