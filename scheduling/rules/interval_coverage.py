"""Coverage by the clock: enough heads at work in every interval of the day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from scheduling.domain.clock import clock_text, day_text
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Shift
from scheduling.rules.base import A_MINUTE, Applied, Breach, Doubt, Rule
from scheduling.rules.facts import Facts
from scheduling.rules.interval_coverage_encoding import charge_intervals
from scheduling.rules.interval_coverage_terms import CurveRow, IntervalCoverageParams
from scheduling.rules.model import Model

Presence: TypeAlias = tuple[str, int, int]
"""Who is at work, from which epoch minute until which, end exclusive."""

MOST_NAMED = 3


class IntervalCoverage(Rule[IntervalCoverageParams]):
    """Has as many people at work at each time of the day as a curve asks for, whatever shifts they are on.

    Each date of the plan is cut, from midnight on, into intervals that really last one step. An interval counts where
    the clocks show a time wholly within one row of the curve, and a person is a head in it who works through all of
    it; a head missing in three intervals counts three. So an hour that a spring night skips asks for nobody, and one
    that an autumn night shows twice asks twice. Times that no row names are not judged.

    The people whom the setting is about are counted. With a role, those who are assigned in it; in a shift that began
    before the plan, whose role is not known, those who hold it. Filters on days choose the dates that are judged: the
    early hours of a date count the night shift of the day before. Labels of templates choose the shifts on which a
    person counts. Hours after the last date are not judged.
    """

    code = "interval_coverage"
    label = "Coverage by time of day"
    unit = "head × interval"
    everyone = "The team"
    as_group = True
    Params = IntervalCoverageParams
    one_by_one = False
    trouble = 15 * A_MINUTE

    def point(self, params: IntervalCoverageParams) -> int:
        return 60 // params.step

    def check(self, facts: Facts, applied: Applied[IntervalCoverageParams]) -> Iterator[Breach]:
        presences = _presences(facts, applied)
        for day in facts.problem.dates:
            if applied.covers_day(day):
                intervals = list(_intervals(applied.params, facts.problem.zone, day, presences))
                for _, alike in groupby(intervals, key=lambda interval: (interval.row, interval.heads)):
                    yield from _breach(facts, applied.params, day, list(alike))

    def encode(self, model: Model, applied: Applied[IntervalCoverageParams]) -> None:
        charge_intervals(model, applied)

    def phrase(self, params: IntervalCoverageParams) -> str:
        rows = ", ".join(f"{row.heads} at {row}" for row in params.curve)
        sides = [
            f"{units} per head {side}" for side, units in (("short", params.under), ("over", params.over)) if units
        ]
        listed = rows if 0 < len(params.curve) <= MOST_NAMED else f"{len(params.curve)} rows"
        role = f"as {params.role} " if params.role else ""
        costs = ", ".join(sides) or "nothing is counted"
        return f"is at work {role}along a curve of heads: {listed} (every {params.step} min; {costs})"

    def doubts(self, applied: Applied[IntervalCoverageParams]) -> Iterator[Doubt]:
        params, people = applied.params, [applied.problem.employee_by_id[who] for who in applied.employees]
        able = sum(params.role is None or params.role in person.roles for person in people)
        if not params.curve or not (params.under or params.over):
            lacking = "The curve has no row" if not params.curve else "A head short and a head over both cost nothing"
            yield Doubt(f"{lacking}, so nothing is ever counted; enter one or switch the rule off.")
            return
        for row in params.curve:
            if row.start % params.step or row.end % params.step:
                text = f"{row} does not begin and end on full steps of {params.step} minutes, so not all of it counts"
                yield Doubt(f"{text}; move it or choose a shorter step.")
            if params.under and row.heads > able:
                text = f"{row} asks for {row.heads} heads where only {able} can count"
                yield Doubt(f"{text}; lower it or widen the scope.")


@dataclass(frozen=True)
class _Interval:
    """An interval within a row, with the minutes of the day that clocks show at its first and last minute."""

    row: CurveRow
    heads: int
    first: int
    last: int


def _presences(facts: Facts, applied: Applied[IntervalCoverageParams]) -> Sequence[Presence]:
    """When the people counted are at work, as far as the filters on templates and the role let it count."""
    role, problem = applied.params.role, facts.problem
    labels = applied.setting.scope.template_labels
    found: list[tuple[str, PastShift | Shift]] = []
    for who in applied.employees:
        if role is None or role in problem.employee_by_id[who].roles:
            found += [(who, past) for past in facts.past(who)]
    people = set(applied.employees)
    for assignment in facts.roster:
        if assignment.employee in people and role in (None, assignment.role):
            found.append((assignment.employee, problem.shift_by_id[assignment.shift]))
    return [(who, s.start, s.end) for who, s in found if not labels or labels & facts.labels(s.template)]


def _intervals(
    params: IntervalCoverageParams, zone: ZoneInfo, day: date, presences: Sequence[Presence]
) -> Iterator[_Interval]:
    """The intervals of a date that lie wholly within a row, in the order of time."""
    step, minute = timedelta(minutes=params.step), timedelta(minutes=1)
    moment = datetime.combine(day, time(), zone).astimezone(UTC)
    midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    near = [p for p in presences if p[1] * 60 < midnight.timestamp() and moment.timestamp() < p[2] * 60]
    while moment + step <= midnight:
        shown = [at.astimezone(zone) for at in (moment, moment + step - minute)]
        first, last = (at.hour * 60 + at.minute for at in shown)
        for row in params.curve:
            if row.start <= first <= last < row.end:
                start = int(moment.timestamp()) // 60
                through = {who for who, begin, end in near if begin <= start and start + params.step <= end}
                yield _Interval(row, len(through), first, last)
        moment += step


def _breach(facts: Facts, params: IntervalCoverageParams, day: date, alike: Sequence[_Interval]) -> Iterator[Breach]:
    """What neighbouring intervals of one row with as many heads at work lack or have too many, as one breach."""
    heads, wanted = alike[0].heads, alike[0].row.heads
    away = (wanted - heads) * params.under if heads < wanted else (heads - wanted) * params.over
    if away:
        role = facts.problem.role_by_id.get(params.role or "")
        whom = role.name if role else "heads"
        gap = f"{wanted - heads} short" if heads < wanted else f"{heads - wanted} too many"
        span = f"{clock_text(alike[0].first)}–{clock_text(alike[-1].last + 1)}"
        yield Breach(away * len(alike), f"{day_text(day)} {span}: {heads} of {wanted} {whom}, {gap}", day=day)
