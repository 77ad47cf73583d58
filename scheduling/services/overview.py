"""Sites and weeks at a glance."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduling.domain.runs import RunStatus
from scheduling.services.permissions import Action, Actor, may_see
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import (
    PlannedShiftRecord,
    PlannedShiftStatus,
    ScheduleRecord,
    SiteRecord,
    TimeOffStatus,
)


@dataclass(frozen=True)
class WeekSummary:
    """One week: shifts, heads wanted (targets), assigned and short of the targets, who works, and its last run."""

    schedule: ScheduleRecord
    shifts: int
    wanted: int
    assigned: int
    short: int
    people: int
    last_run: RunStatus | None
    found: int
    """Runs that left a roster to apply; 0 when the last one left none."""


@dataclass(frozen=True)
class Shortfall:
    """A shift that lacks heads of one role: names of shift and role, heads assigned and wanted."""

    date: date
    shift: str
    role: str
    heads: int
    wanted: int


class OverviewService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def sites(self, actor: Actor) -> Sequence[SiteRecord]:
        actor.must(Action.SEE_PUBLISHED)
        with self._transactions() as work:
            return work.schedules.sites()

    def weeks(self, actor: Actor, site_id: str) -> Sequence[ScheduleRecord]:
        """The weeks of a site, oldest first; drafts only for those who may see what is being planned."""
        actor.must(Action.SEE_PUBLISHED)
        with self._transactions() as work:
            weeks = work.schedules.of_site(site_id)
        return [week for week in weeks if may_see(actor, week)]

    def summaries(self, actor: Actor, site_id: str) -> Sequence[WeekSummary]:
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            return [_summary(work, schedule) for schedule in work.schedules.of_site(site_id)]

    def shortfalls(self, actor: Actor, schedule_id: str) -> Sequence[Shortfall]:
        """Where a week lacks people today, by date."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            site, heads = work.schedules.get(schedule_id).site, _heads(work, schedule_id)
            shifts = {record.id: record.template.name for record in work.demand.templates(site)}
            roles = {role.id: role.name for role in work.team.roles(site)}
            lacking = [
                Shortfall(shift.date, shifts[shift.template], roles[role], heads[shift.id, role], wanted)
                for shift, role, wanted in _targets(_live(work, schedule_id))
                if heads[shift.id, role] < wanted
            ]
        return sorted(lacking, key=lambda one: one.date)

    def undecided(self, actor: Actor, site_id: str) -> int:
        """Requests for time off that wait for a decision."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            return sum(request.status is TimeOffStatus.PENDING for request in work.wishes.time_off(site_id))


def _live(work: UnitOfWork, schedule_id: str) -> list[PlannedShiftRecord]:
    """Planned shifts that are not cancelled."""
    return [s for s in work.demand.planned(schedule_id) if s.status is not PlannedShiftStatus.CANCELLED]


def _heads(work: UnitOfWork, schedule_id: str) -> Mapping[tuple[str, str], int]:
    """Heads assigned by planned shift and role, 0 for any other."""
    return Counter((a.planned_shift, a.role) for a in work.assignments.of_schedule(schedule_id))


def _targets(planned: Sequence[PlannedShiftRecord]) -> Iterator[tuple[PlannedShiftRecord, str, int]]:
    """Shift, role and heads wanted: the target, else the minimum."""
    for shift in planned:
        for demand in shift.demands:
            yield shift, demand.role, demand.minimum if demand.target is None else demand.target


def _summary(work: UnitOfWork, schedule: ScheduleRecord) -> WeekSummary:
    planned, heads = _live(work, schedule.id), _heads(work, schedule.id)
    targets = list(_targets(planned))
    runs = work.runs.of_schedule(schedule.id)
    return WeekSummary(
        schedule,
        len(planned),
        sum(wanted for _, _, wanted in targets),
        sum(heads.values()),
        sum(max(0, wanted - heads[shift.id, role]) for shift, role, wanted in targets),
        len({assignment.employee for assignment in work.assignments.of_schedule(schedule.id)}),
        runs[0].status if runs else None,
        sum(run.applicable for run in runs) if runs and runs[0].applicable else 0,
    )
