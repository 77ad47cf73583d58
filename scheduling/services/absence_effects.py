"""What approving time off does to the weeks that it falls into, told before it is decided."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Absence, Problem, Shift
from scheduling.domain.settings import RuleSetting
from scheduling.services.gap_sentences import shortage_text
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions
from scheduling.services.preflight import room_of
from scheduling.services.records import (
    AssignmentRecord,
    ScheduleRecord,
    ScheduleStatus,
    SiteRecord,
    TimeOffRecord,
)
from scheduling.services.remembered import Remembered
from scheduling.solver.capacity import Shortage
from scheduling.solver.preflight import by_day, cells_of, goal, shortages


@dataclass(frozen=True)
class AbsenceEffect:
    """What a request would do once approved, in sentences.

    `left` are the shifts on the roster that would lose the person, with the heads that are left; `short` is what nobody
    could fill any more. `weeks` counts the planned weeks that it falls into.
    """

    left: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    weeks: int = 0

    def __add__(self, other: "AbsenceEffect") -> "AbsenceEffect":
        return AbsenceEffect(self.left + other.left, self.short + other.short, self.weeks + other.weeks)


class AbsenceEffectService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        # The page asks at every click, and weeks seldom change.
        self._known = Remembered(_effects)

    def of(self, actor: Actor, site_id: str, requests: Sequence[TimeOffRecord]) -> Mapping[str, AbsenceEffect]:
        """Effects of requests of a site, each by itself, by their ids; archived weeks are past changing."""
        actor.must(Action.SEE_ABSENCES)
        found = {request.id: AbsenceEffect() for request in requests}
        with self._transactions() as unit:
            site = unit.schedules.site(site_id)
            for week in unit.schedules.of_site(site_id):
                ours = tuple(one for one in requests if _touches(site, week, one))
                if ours and week.status is not ScheduleStatus.ARCHIVED:
                    problem, settings = unit.problems.load(week.id)
                    effects = self._known(problem, settings, tuple(unit.assignments.of_schedule(week.id)), ours)
                    found = {key: effect + effects.get(key, AbsenceEffect()) for key, effect in found.items()}
        return found


def _touches(site: SiteRecord, week: ScheduleRecord, request: TimeOffRecord) -> bool:
    """Whether a request falls into a week, or into the night after its last day."""
    zone = ZoneInfo(site.timezone)
    first, last = request.starts_at.astimezone(zone).date(), request.ends_at.astimezone(zone).date()
    return first <= week.start + timedelta(days=week.days) and week.start <= last


def _effects(
    problem: Problem,
    settings: tuple[RuleSetting, ...],
    roster: tuple[AssignmentRecord, ...],
    requests: tuple[TimeOffRecord, ...],
) -> Mapping[str, AbsenceEffect]:
    dates = {request.id: _dates(problem, request) for request in requests}
    now = _lacking(problem, settings, {day for days in dates.values() for day in days})
    effects = {}
    for request in requests:
        if request.employee in problem.employee_by_id:
            # Paid hours of the time off are left aside: what is told would be missing without them, too.
            away = replace(problem, absences=(*problem.absences, _absence(request)))
            then = _lacking(away, settings, dates[request.id])
            effects[request.id] = AbsenceEffect(_left(problem, roster, request), _new(away, now, then), 1)
    return effects


def _lacking(
    problem: Problem, settings: Sequence[RuleSetting], dates: Iterable[date]
) -> Mapping[date, tuple[Shortage, ...]]:
    """What some dates will lack in every roster."""
    _, room = room_of(problem, settings)
    wanted = {(shift.id, demand.role): goal(demand) for shift in problem.shifts for demand in shift.demands}
    cells = by_day(cells_of(room, wanted))
    return {day: tuple(shortages(room, cells[day])) for day in sorted(dates) if day in cells}


def _new(
    problem: Problem, now: Mapping[date, tuple[Shortage, ...]], then: Mapping[date, tuple[Shortage, ...]]
) -> tuple[str, ...]:
    """Sentences for the dates that will lack more than they do now."""
    worse = [day for day in then if sum(s.missing for s in then[day]) > sum(s.missing for s in now[day])]
    told = {_key(shortage) for day in worse for shortage in now[day]}
    return tuple(shortage_text(problem, one) for day in worse for one in then[day] if _key(one) not in told)


def _key(shortage: Shortage) -> tuple[frozenset[tuple[str, str]], int]:
    return frozenset((cell.shift, cell.role) for cell in shortage.cells), shortage.missing


def _left(problem: Problem, roster: Sequence[AssignmentRecord], request: TimeOffRecord) -> tuple[str, ...]:
    """Such as "Tue 1 Dec, Morning: 1 of 2 Cook left."."""
    heads = Counter((one.planned_shift, one.role) for one in roster)
    wanted = {(shift.id, demand.role): goal(demand) for shift in problem.shifts for demand in shift.demands}
    theirs = {one.planned_shift: one.role for one in roster if one.employee == request.employee}
    told = []
    for shift in _shifts(problem, request):
        if shift.id in theirs:
            at = shift.id, theirs[shift.id]
            what = f"{day_text(shift.date)}, {problem.template_by_id[shift.template].name}"
            told.append(f"{what}: {heads[at] - 1} of {wanted.get(at, 0)} {problem.role_by_id[at[1]].name} left.")
    return tuple(told)


def _shifts(problem: Problem, request: TimeOffRecord) -> list[Shift]:
    """The shifts that a request lies across, by start."""
    away = _absence(request)
    return sorted(
        (shift for shift in problem.shifts if shift.start < away.end and away.start < shift.end),
        key=lambda shift: (shift.start, shift.id),
    )


def _dates(problem: Problem, request: TimeOffRecord) -> set[date]:
    return {shift.date for shift in _shifts(problem, request)}


def _absence(request: TimeOffRecord) -> Absence:
    start, end = (int(at.timestamp()) // 60 for at in (request.starts_at, request.ends_at))
    return Absence(request.employee, start, end)
