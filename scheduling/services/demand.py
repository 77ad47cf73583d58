"""Demand: which shifts a week has and how many heads of each role they want."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand, Role, ShiftTemplate
from scheduling.services.before_after import dates_text, differing, template_said
from scheduling.services.demand_book import DemandBook, HeadsChange, role_names
from scheduling.services.names import check_name
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import (
    PlannedShiftRecord,
    PlannedShiftStatus,
    ScheduleRecord,
    TemplateRecord,
)
from scheduling.services.templates import check_heads, check_template

LONGEST_SCHEDULE = 366


@dataclass(frozen=True)
class DemandView:
    """A week's demand as it stands: its templates, planned shifts and the site's roles."""

    schedule: ScheduleRecord
    roles: tuple[Role, ...]
    templates: tuple[TemplateRecord, ...]
    planned: tuple[PlannedShiftRecord, ...]


class DemandService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def view(self, actor: Actor, schedule_id: str) -> DemandView:
        """The week's demand; NotFound when the week is gone."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as unit:
            schedule = unit.schedules.get(schedule_id)
            return DemandView(
                schedule,
                tuple(unit.team.roles(schedule.site)),
                tuple(unit.demand.templates(schedule.site)),
                tuple(unit.demand.planned(schedule_id)),
            )

    def add_template(self, actor: Actor, site: str, template: ShiftTemplate, demands: Sequence[Demand]) -> str:
        """Store a new template and return its id, whatever id it came with."""
        actor.must(Action.EDIT_DEMAND)
        record = TemplateRecord(site, replace(template, id=uuid4().hex), tuple(demands))
        with self._transactions() as unit:
            self._check(unit, record)
            unit.demand.add_template(record)
            said = differing({}, template_said(record, role_names(unit, site)))
            unit.log.add(actor, "template added", template.name, site=site, **said)
            unit.commit()
        return record.id

    def save_template(self, actor: Actor, record: TemplateRecord) -> None:
        """Store a template as edited; Conflict when somebody else saved it since `record.version`."""
        actor.must(Action.EDIT_DEMAND)
        with self._transactions() as unit:
            self._check(unit, record)
            roles = role_names(unit, record.site)
            before = next((one for one in unit.demand.templates(record.site) if one.id == record.id), record)
            unit.demand.save_template(record)
            said = differing(template_said(before, roles), template_said(record, roles))
            unit.log.add(actor, "template changed", record.template.name, site=record.site, **said)
            unit.commit()

    @staticmethod
    def _check(unit: UnitOfWork, record: TemplateRecord) -> None:
        template = record.template
        check_template(template, record.demands, role_names(unit, record.site), template.name or "The template")
        for other in unit.demand.templates(record.site):
            if other.id != record.id and other.template.code.casefold() == template.code.casefold():
                raise InvalidInput(f"The short code {template.code} belongs to {other.template.name}; choose another.")

    def set_heads(self, actor: Actor, schedule_id: str, changes: Iterable[HeadsChange]) -> None:
        """Write new targets, all or none. A shift that is not planned yet is planned.

        Raises
        ------
        Conflict
            When somebody else changed one of the shifts meanwhile.
        InvalidInput
            When a shift would be left without heads, or a number is below zero.
        """
        actor.must(Action.EDIT_DEMAND)
        by_shift: dict[tuple[str, date], list[HeadsChange]] = {}
        for change in changes:
            by_shift.setdefault((change.template, change.date), []).append(change)
        with self._transactions() as unit:
            book = DemandBook(unit, schedule_id)
            edited = [book.edited(key, group) for key, group in by_shift.items()]
            for shift, new in edited:
                (unit.demand.add_planned if new else unit.demand.save_planned)(shift)
            if edited:
                book.tell(actor, "demand changed", book.schedule.name, [shift for shift, _ in edited])
            unit.commit()

    def save_shift(self, actor: Actor, shift: PlannedShiftRecord) -> None:
        """Store the demands and status of one planned shift; Conflict when it changed since its version."""
        actor.must(Action.EDIT_DEMAND)
        with self._transactions() as unit:
            book = DemandBook(unit, shift.schedule)
            check_heads(shift.demands, book.roles, book.name(shift.template, shift.date))
            unit.demand.save_planned(shift)
            book.tell(actor, "shift changed", book.name(shift.template, shift.date), [shift])
            unit.commit()

    def cancel(self, actor: Actor, shift: PlannedShiftRecord) -> None:
        """Take a shift out of the week; it keeps its heads for a later restore."""
        actor.must(Action.EDIT_DEMAND)
        self._switch(shift, PlannedShiftStatus.CANCELLED, "shift cancelled", actor)

    def restore(self, actor: Actor, shift: PlannedShiftRecord) -> None:
        """Bring a cancelled shift back."""
        actor.must(Action.EDIT_DEMAND)
        self._switch(shift, PlannedShiftStatus.PLANNED, "shift restored", actor)

    def _switch(self, shift: PlannedShiftRecord, status: PlannedShiftStatus, action: str, actor: Actor) -> None:
        with self._transactions() as unit:
            book = DemandBook(unit, shift.schedule)
            if status is PlannedShiftStatus.CANCELLED:
                book.refuse_staffed(shift)
            switched = replace(shift, status=status)
            unit.demand.save_planned(switched)
            book.tell(actor, action, book.name(shift.template, shift.date), [switched])
            unit.commit()

    def create_week(self, actor: Actor, site: str, start: date, days: int, name: str = "") -> str:
        """Make an empty schedule and return its id; refused where its dates meet another's."""
        actor.must(Action.EDIT_DEMAND)
        if not 1 <= days <= LONGEST_SCHEDULE:
            raise InvalidInput(f"{days} days are out of range; choose 1 to {LONGEST_SCHEDULE}.")
        schedule = ScheduleRecord(uuid4().hex, site, name.strip() or _week_name(start, days), start, days)
        check_name(schedule.name, "week")
        with self._transactions() as unit:
            unit.schedules.site(site)
            for other in unit.schedules.of_site(site):
                if start < other.start + timedelta(days=other.days) and other.start < start + timedelta(days=days):
                    raise InvalidInput(f"{other.name} already covers some of these dates; choose another start.")
            unit.schedules.add(schedule)
            dates = dates_text(start, start + timedelta(days=days - 1))
            unit.log.add(actor, "week created", schedule.name, site=site, week=schedule.id, after=f"dates: {dates}")
            unit.commit()
        return schedule.id

    def plan_from_templates(self, actor: Actor, schedule_id: str) -> int:
        """Plan every template that has heads on every date that lacks it; returns how many shifts were added."""
        actor.must(Action.EDIT_DEMAND)
        with self._transactions() as unit:
            book = DemandBook(unit, schedule_id)
            if not book.templates:
                raise InvalidInput("There is no shift template yet. Add one, then plan the week from it.")
            dates = [book.schedule.start + timedelta(days=k) for k in range(book.schedule.days)]
            wanted = [(t.id, day, t.demands) for day in dates for t in book.templates.values() if t.demands]
            return book.plan(wanted, "week planned from templates", actor)

    def copy_previous(self, actor: Actor, schedule_id: str) -> int:
        """Plan what the schedule before had on the same day of it, where nothing is planned; returns how many.

        A shift that the week before had cancelled is left out.
        """
        actor.must(Action.EDIT_DEMAND)
        with self._transactions() as unit:
            book = DemandBook(unit, schedule_id)
            earlier = [s for s in unit.schedules.of_site(book.schedule.site) if s.start < book.schedule.start]
            if not earlier:
                raise InvalidInput(f"There is no week before {book.schedule.name} to copy from.")
            source = max(earlier, key=lambda s: s.start)
            wanted = [
                (shift.template, book.schedule.start + (shift.date - source.start), shift.demands)
                for shift in unit.demand.planned(source.id)
                if shift.status is not PlannedShiftStatus.CANCELLED
            ]
            return book.plan(wanted, "demand copied", actor, source.name)


def _week_name(start: date, days: int) -> str:
    last = start + timedelta(days=days - 1)
    first = f"{start.day} {start:%b}"
    return f"Week of {first} {start.year}" if days == 7 else f"{first} to {last.day} {last:%b %Y}"
