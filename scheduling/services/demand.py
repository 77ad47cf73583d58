"""Demand: which shifts a week has and how many heads of each role they want."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Demand, Role, ShiftTemplate
from scheduling.services.demand_book import DemandBook, HeadsChange, role_names
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

    def view(self, schedule_id: str) -> DemandView:
        """The week's demand; NotFound when the week is gone."""
        with self._transactions() as unit:
            schedule = unit.schedules.get(schedule_id)
            return DemandView(
                schedule,
                tuple(unit.team.roles(schedule.site)),
                tuple(unit.demand.templates(schedule.site)),
                tuple(unit.demand.planned(schedule_id)),
            )

    def add_template(self, site: str, template: ShiftTemplate, demands: Sequence[Demand], actor: str) -> str:
        """Store a new template and return its id, whatever id it came with."""
        record = TemplateRecord(site, replace(template, id=uuid4().hex), tuple(demands))
        with self._transactions() as unit:
            self._check(unit, record)
            unit.demand.add_template(record)
            unit.log.add(actor, "template added", template.name, site=site)
            unit.commit()
        return record.id

    def save_template(self, record: TemplateRecord, actor: str) -> None:
        """Store a template as edited; Conflict when somebody else saved it since `record.version`."""
        with self._transactions() as unit:
            self._check(unit, record)
            unit.demand.save_template(record)
            unit.log.add(actor, "template changed", record.template.name, site=record.site)
            unit.commit()

    @staticmethod
    def _check(unit: UnitOfWork, record: TemplateRecord) -> None:
        template = record.template
        check_template(template, record.demands, role_names(unit, record.site), template.name or "The template")
        for other in unit.demand.templates(record.site):
            if other.id != record.id and other.template.code.casefold() == template.code.casefold():
                raise InvalidInput(f"The short code {template.code} belongs to {other.template.name}; choose another.")

    def set_heads(self, schedule_id: str, changes: Iterable[HeadsChange], actor: str) -> None:
        """Write new targets, all or none. A shift that is not planned yet is planned.

        Raises
        ------
        Conflict
            When somebody else changed one of the shifts meanwhile.
        InvalidInput
            When a shift would be left without heads, or a number is below zero.
        """
        by_shift: dict[tuple[str, date], list[HeadsChange]] = {}
        for change in changes:
            by_shift.setdefault((change.template, change.date), []).append(change)
        with self._transactions() as unit:
            book = DemandBook(unit, schedule_id)
            edited = [book.edited(key, group) for key, group in by_shift.items()]
            for shift, new in edited:
                (unit.demand.add_planned if new else unit.demand.save_planned)(shift)
            if edited:
                days = sorted({shift.date.isoformat() for shift, _ in edited})
                unit.log.add(actor, "demand changed", book.schedule.name, {"dates": days}, book.schedule.site)
            unit.commit()

    def save_shift(self, shift: PlannedShiftRecord, actor: str) -> None:
        """Store the demands and status of one planned shift; Conflict when it changed since its version."""
        with self._transactions() as unit:
            book = DemandBook(unit, shift.schedule)
            check_heads(shift.demands, book.roles, book.name(shift.template, shift.date))
            unit.demand.save_planned(shift)
            unit.log.add(actor, "shift changed", book.name(shift.template, shift.date), site=book.schedule.site)
            unit.commit()

    def cancel(self, shift: PlannedShiftRecord, actor: str) -> None:
        """Take a shift out of the week; it keeps its heads for a later restore."""
        self._switch(shift, PlannedShiftStatus.CANCELLED, "shift cancelled", actor)

    def restore(self, shift: PlannedShiftRecord, actor: str) -> None:
        """Bring a cancelled shift back."""
        self._switch(shift, PlannedShiftStatus.PLANNED, "shift restored", actor)

    def _switch(self, shift: PlannedShiftRecord, status: PlannedShiftStatus, action: str, actor: str) -> None:
        with self._transactions() as unit:
            book = DemandBook(unit, shift.schedule)
            if status is PlannedShiftStatus.CANCELLED:
                book.refuse_staffed(shift)
            unit.demand.save_planned(replace(shift, status=status))
            unit.log.add(actor, action, book.name(shift.template, shift.date), site=book.schedule.site)
            unit.commit()

    def create_week(self, site: str, start: date, days: int, actor: str, name: str = "") -> str:
        """Make an empty schedule and return its id; refused where its dates meet another's."""
        if not 1 <= days <= LONGEST_SCHEDULE:
            raise InvalidInput(f"{days} days are out of range; choose 1 to {LONGEST_SCHEDULE}.")
        schedule = ScheduleRecord(uuid4().hex, site, name.strip() or _week_name(start, days), start, days)
        with self._transactions() as unit:
            unit.schedules.site(site)
            for other in unit.schedules.of_site(site):
                if start < other.start + timedelta(days=other.days) and other.start < start + timedelta(days=days):
                    raise InvalidInput(f"{other.name} already covers some of these dates; choose another start.")
            unit.schedules.add(schedule)
            unit.log.add(actor, "week created", schedule.name, site=site)
            unit.commit()
        return schedule.id

    def plan_from_templates(self, schedule_id: str, actor: str) -> int:
        """Plan every template that has heads on every date that lacks it; returns how many shifts were added."""
        with self._transactions() as unit:
            book = DemandBook(unit, schedule_id)
            if not book.templates:
                raise InvalidInput("There is no shift template yet. Add one, then plan the week from it.")
            dates = [book.schedule.start + timedelta(days=k) for k in range(book.schedule.days)]
            wanted = [(t.id, day, t.demands) for day in dates for t in book.templates.values() if t.demands]
            return book.plan(wanted, "week planned from templates", actor)

    def copy_previous(self, schedule_id: str, actor: str) -> int:
        """Plan what the schedule before had on the same day of it, where nothing is planned; returns how many.

        A shift that the week before had cancelled is left out.
        """
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
            return book.plan(wanted, f"demand copied from {source.name}", actor)


def _week_name(start: date, days: int) -> str:
    last = start + timedelta(days=days - 1)
    first = f"{start.day} {start:%b}"
    return f"Week of {first} {start.year}" if days == 7 else f"{first} to {last.day} {last:%b %Y}"
