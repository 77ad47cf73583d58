"""What a roster means to a manager, in measures of the trade: no weight and no penalty among them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduling.domain.clock import hours_text
from scheduling.domain.money import money_text
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.precedence import apply_settings
from scheduling.services.granted import wishes

SATURDAY = 5


@dataclass(frozen=True)
class Measures:
    """A roster in numbers.

    Parameters
    ----------
    coverage
        Heads that are there of those wanted by targets, in percent.
    short
        Minutes of shifts for which a head is missing.
    over
        Minutes of shifts on which a head is more than wanted.
    cost
        Cents by the labour cost rules, None where there are none.
    spread
        Minutes between those who work most and least beside what their contracts agree (paid leave counts as
        worked); beside each other where no contract agrees anything.
    granted, wished
        Wishes granted, of so many.
    weekends
        Weekends worked, added up over all people.
    changes
        Assignments that differ from what is applied or published, None where nothing is.
    """

    coverage: float
    short: int
    over: int
    cost: int | None
    spread: int
    granted: int
    wished: int
    weekends: int
    changes: int | None


@dataclass(frozen=True)
class Line:
    """One measure as a line of a comparison. `value` is None where it does not apply; `sign` 1 where more is better.

    `gap` says a difference: "2 more wishes", "4 h less unfairness".
    """

    label: str
    help: str
    sign: int
    value: Callable[[Measures], float | None]
    text: Callable[[Measures], str]
    gap: Callable[[float], str]


def _more(gap: float, amount: str, what: str, fewer: str = "less") -> str:
    return f"{amount} {'more' if gap > 0 else fewer} {what}"


def _hours(what: str) -> Callable[[float], str]:
    return lambda gap: _more(gap, hours_text(round(abs(gap))), what)


def _number(one: str, many: str) -> Callable[[float], str]:
    return lambda gap: _more(gap, f"{abs(gap):,.0f}", one if abs(gap) == 1 else many, "fewer")


LINES: Sequence[Line] = (
    Line(
        "Coverage",
        "Heads that are there of those wanted.",
        1,
        lambda m: m.coverage,
        lambda m: f"{m.coverage:.1f} %",
        lambda gap: _more(gap, f"{abs(gap):.1f} %", "coverage"),
    ),
    Line(
        "Hours short",
        "Hours of shifts for which somebody is missing.",
        -1,
        lambda m: m.short,
        lambda m: hours_text(m.short),
        _hours("understaffing"),
    ),
    Line(
        "Hours too many",
        "Hours of shifts with more people than wanted.",
        -1,
        lambda m: m.over,
        lambda m: hours_text(m.over),
        _hours("overstaffing"),
    ),
    Line(
        "Cost",
        "What the work costs by the labour cost rule.",
        -1,
        lambda m: m.cost,
        lambda m: "–" if m.cost is None else money_text(m.cost),
        lambda gap: _more(gap, money_text(round(abs(gap))), "cost"),
    ),
    Line(
        "Unfairness",
        "Hours between those who work most and least, beside what their contracts agree.",
        -1,
        lambda m: m.spread,
        lambda m: hours_text(m.spread),
        _hours("unfairness"),
    ),
    Line(
        "Wishes granted",
        "What people asked for and get.",
        1,
        lambda m: m.granted if m.wished else None,
        lambda m: f"{m.granted} of {m.wished}" if m.wished else "–",
        _number("wish granted", "wishes granted"),
    ),
    Line(
        "Weekends worked",
        "Added up over all people.",
        -1,
        lambda m: m.weekends,
        lambda m: f"{m.weekends}",
        _number("weekend worked", "weekends worked"),
    ),
    Line(
        "Changes",
        "Assignments that differ from what is applied or published now.",
        -1,
        lambda m: m.changes,
        lambda m: "–" if m.changes is None else f"{m.changes}",
        _number("change", "changes"),
    ),
)


def measures(
    problem: Problem, roster: Roster, settings: Sequence[RuleSetting], applied: Roster | None = None
) -> Measures:
    """Measure a roster; `applied` is what it would take the place of."""
    heads = Counter((a.shift, a.role) for a in roster)
    wanted = missing = short = over = 0
    for shift in problem.shifts:
        for demand in shift.demands:
            target = demand.minimum if demand.target is None else demand.target
            gap = heads[shift.id, demand.role] - target
            wanted, missing = wanted + target, missing + max(0, -gap)
            short += max(0, -gap) * shift.minutes
            # Without a target more heads are nobody's trouble.
            over += max(0, gap) * shift.minutes if demand.target is not None else 0
    asked = wishes(problem, roster)
    return Measures(
        coverage=100.0 * (wanted - missing) / wanted if wanted else 100.0,
        short=short,
        over=over,
        cost=_cost(problem, roster, settings),
        spread=_spread(problem, roster),
        granted=sum(asked.values()),
        wished=len(asked),
        weekends=len(weekends(problem, roster)),
        changes=None if applied is None else changes(applied, roster),
    )


def changes(before: Roster, after: Roster) -> int:
    """Shifts that a person newly works, no longer works, or works in another role, which is one change."""
    return len({(a.employee, a.shift) for a in before ^ after})


def weekends(problem: Problem, roster: Roster) -> frozenset[tuple[str, object]]:
    """Who works on which weekend (its Saturday), by the dates that shifts start on."""
    dates = ((a.employee, problem.shift_by_id[a.shift].date) for a in roster)
    return frozenset(
        (who, day - timedelta(days=day.weekday() - SATURDAY)) for who, day in dates if day.weekday() >= SATURDAY
    )


def worked_minutes(problem: Problem, roster: Roster) -> Mapping[str, int]:
    """Minutes of each person on the roster; everybody is there."""
    minutes = dict.fromkeys(problem.employee_by_id, 0)
    for one in {(a.employee, a.shift) for a in roster}:
        minutes[one[0]] += problem.shift_by_id[one[1]].minutes
    return minutes


def _spread(problem: Problem, roster: Roster) -> int:
    minutes = Counter(worked_minutes(problem, roster))
    for absence in problem.absences:
        minutes[absence.employee] += sum(paid for day, paid in absence.credits if day in problem.dates)
    agreed = {
        person.id: weekly * problem.days // 7
        for person in problem.employees
        if (weekly := getattr(problem.contract_by_id.get(person.contract or ""), "weekly_minutes", None)) is not None
    }
    apart = [minutes[who] - agreed.get(who, 0) for who in agreed or problem.employee_by_id]
    return max(apart, default=0) - min(apart, default=0)


def _cost(problem: Problem, roster: Roster, settings: Sequence[RuleSetting]) -> int | None:
    """Every cent, whatever the budgets; of several rules about a person the first counts."""
    # Weighed or not, a rate is a rate.
    rules = [
        RuleSetting(s.id, s.code, 1, s.scope, {**s.params, "cap": None})
        for s in settings
        if s.enabled and s.code == "labour_cost"
    ]
    if not rules:
        return None
    facts, of_person = Facts(problem, roster), dict[str, int]()
    for applied in apply_settings(problem, rules):
        for breach in catalogue()["labour_cost"].check(facts, applied):
            of_person.setdefault(breach.employee or "", breach.amount)
    return sum(of_person.values())


def as_roster(problem: Problem, rows: Sequence[tuple[str, str, str]]) -> tuple[Roster, int]:
    """Stored (employee, shift, role) rows as a roster of this problem, and how many name what is gone."""
    roster = frozenset(
        Assignment(employee, shift, role)
        for employee, shift, role in rows
        if employee in problem.employee_by_id and shift in problem.shift_by_id
    )
    return roster, len(rows) - len(roster)
