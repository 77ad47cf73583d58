"""The demand of one schedule while it is being changed, inside one unit of work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from scheduling.domain.clock import day_text
from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.problem import Demand
from scheduling.services.before_after import Said, differing, shift_said
from scheduling.services.permissions import Actor
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import PlannedShiftRecord, PlannedShiftStatus, ScheduleStatus
from scheduling.services.templates import check_heads, with_heads


@dataclass(frozen=True)
class HeadsChange:
    """A new target for one role on a template's shift of a date; None takes the role off.

    `version` is the shift's that was seen, None where none was planned.
    """

    template: str
    date: date
    role: str
    heads: int | None
    version: int | None


class DemandBook:
    """Templates, planned shifts and roles by their keys; NotFound or InvalidInput where it cannot be changed."""

    def __init__(self, unit: UnitOfWork, schedule_id: str) -> None:
        self._unit = unit
        self.schedule = unit.schedules.get(schedule_id)
        if self.schedule.status is ScheduleStatus.ARCHIVED:
            raise InvalidInput(f"{self.schedule.name} is archived and cannot be changed.")
        self.roles = role_names(unit, self.schedule.site)
        self.templates = {record.id: record for record in unit.demand.templates(self.schedule.site)}
        self.planned = {(shift.template, shift.date): shift for shift in unit.demand.planned(schedule_id)}

    def name(self, template: str, day: date) -> str:
        record = self.templates.get(template)
        if record is None:
            raise NotFound("This shift template does not exist any more; reload the page.")
        return f"{record.template.name} on {day_text(day)}"

    def edited(self, key: tuple[str, date], changes: Sequence[HeadsChange]) -> tuple[PlannedShiftRecord, bool]:
        """The shift with its new heads, and whether it is a new one."""
        shift, where = self.planned.get(key), self.name(*key)
        if (shift.version if shift else None) != changes[0].version:
            raise Conflict(f"Somebody else changed {where} in the meantime; look at it again, then make your change.")
        last = self.schedule.start + timedelta(days=self.schedule.days - 1)
        if not self.schedule.start <= key[1] <= last:
            raise InvalidInput(f"{where} lies outside {self.schedule.name}.")
        if shift and shift.status is PlannedShiftStatus.CANCELLED:
            raise InvalidInput(f"{where} is cancelled; restore it before changing its heads.")
        demands = shift.demands if shift else ()
        for change in changes:
            demands = with_heads(demands, change.role, change.heads)
        if not demands:
            raise InvalidInput(f"{where} would have no heads left. To leave the shift out, cancel it.")
        check_heads(demands, self.roles, where)
        if shift:
            return replace(shift, demands=demands), False
        return PlannedShiftRecord(uuid4().hex, self.schedule.id, key[0], key[1], demands), True

    def refuse_staffed(self, shift: PlannedShiftRecord) -> None:
        """A shift that people are on is not dropped behind their backs."""
        assigned = self._unit.assignments.of_schedule(self.schedule.id)
        if any(a.planned_shift == shift.id for a in assigned):
            where = self.name(shift.template, shift.date)
            raise InvalidInput(f"{where} is staffed. Take its people off before cancelling it.")

    def tell(self, actor: Actor, action: str, subject: str, changed: Sequence[PlannedShiftRecord]) -> None:
        """Tell the log of shifts as they are by now, beside what they were when this book was opened."""

        def said(shifts: Iterable[PlannedShiftRecord | None]) -> Said:
            lines: dict[str, str] = {}
            for shift in shifts:
                if shift is not None:
                    where = self.name(shift.template, shift.date)
                    lines |= {f"{where}, {what}": word for what, word in shift_said(shift, self.roles).items()}
            return lines

        before = [self.planned.get((shift.template, shift.date)) for shift in changed]
        detail = {"dates": sorted({shift.date.isoformat() for shift in changed})}
        sides, site = differing(said(before), said(changed)), self.schedule.site
        self._unit.log.add(actor, action, subject, detail, site, week=self.schedule.id, **sides)

    def plan(
        self, wanted: Iterable[tuple[str, date, tuple[Demand, ...]]], action: str, actor: Actor, source: str = ""
    ) -> int:
        """Add the shifts that lie in the schedule and are not planned yet; commits. `source`: where they are from."""
        end = self.schedule.start + timedelta(days=self.schedule.days)
        added = 0
        for template, day, demands in wanted:
            if self.schedule.start <= day < end and (template, day) not in self.planned:
                shift = PlannedShiftRecord(uuid4().hex, self.schedule.id, template, day, demands)
                self._unit.demand.add_planned(shift)
                added += 1
        if added:
            here, detail = self.schedule, {"shifts": added, "from": source} if source else {"shifts": added}
            count = len(self.planned)
            sides = differing({"planned shifts": str(count)}, {"planned shifts": str(count + added)})
            self._unit.log.add(actor, action, here.name, detail, here.site, week=here.id, **sides)
        self._unit.commit()
        return added


def role_names(unit: UnitOfWork, site: str) -> Mapping[str, str]:
    """Names of the site's roles by id."""
    return {role.id: role.name for role in unit.team.roles(site)}
