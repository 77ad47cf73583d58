"""Sites and weeks at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduling.domain.runs import RunStatus
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import PlannedShiftStatus, ScheduleRecord, SiteRecord


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


class OverviewService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def sites(self) -> Sequence[SiteRecord]:
        with self._transactions() as work:
            return work.schedules.sites()

    def weeks(self, site_id: str) -> Sequence[ScheduleRecord]:
        """The weeks of a site, oldest first."""
        with self._transactions() as work:
            return work.schedules.of_site(site_id)

    def summaries(self, site_id: str) -> Sequence[WeekSummary]:
        with self._transactions() as work:
            return [_summary(work, schedule) for schedule in work.schedules.of_site(site_id)]


def _summary(work: UnitOfWork, schedule: ScheduleRecord) -> WeekSummary:
    planned = [s for s in work.demand.planned(schedule.id) if s.status is not PlannedShiftStatus.CANCELLED]
    heads: dict[tuple[str, str], int] = {}
    assigned = work.assignments.of_schedule(schedule.id)
    for assignment in assigned:
        at = assignment.planned_shift, assignment.role
        heads[at] = heads.get(at, 0) + 1
    targets = {
        (shift.id, demand.role): demand.minimum if demand.target is None else demand.target
        for shift in planned
        for demand in shift.demands
    }
    runs = work.runs.of_schedule(schedule.id)
    return WeekSummary(
        schedule,
        len(planned),
        sum(targets.values()),
        sum(heads.values()),
        sum(max(0, target - heads.get(at, 0)) for at, target in targets.items()),
        len({assignment.employee for assignment in assigned}),
        runs[0].status if runs else None,
    )
