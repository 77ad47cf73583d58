"""Totals per period as expressions. The check walks over blocks of dates; here each date is given a key instead."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, TypeAlias

from scheduling.domain.periods import Period
from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied
from scheduling.rules.model import Linear, Model

Key: TypeAlias = int
Amount: TypeAlias = tuple[str, date, int]
"""A person, a date, and what is added there."""
Count: TypeAlias = Callable[[str, int], int]
"""What a shift counts, by its template and its minutes."""


def key_of(problem: Problem, period: Period, day: date) -> Key:
    """A number that the dates of one block share. Only months have days before the plan in common with it."""
    if period is Period.MONTH:
        return day.year * 12 + day.month - 1
    return (day - problem.start).days // _length(problem, period)


def judged(problem: Problem, period: Period) -> set[Key]:
    """Keys of the blocks of which every day is planned or, in a month, known."""
    since = problem.history.since
    back = max(0, (problem.start - since).days) if since and period is Period.MONTH else 0
    days = Counter(key_of(problem, period, problem.start + timedelta(days=k)) for k in range(-back, problem.days))
    if period is Period.MONTH:
        return {key for key, number in days.items() if number == monthrange(key // 12, key % 12 + 1)[1]}
    return {key for key, number in days.items() if number == _length(problem, period)}


def given(
    problem: Problem, applied: Applied[Any], period: Period, count: Count, booked: Iterable[Amount]
) -> Mapping[tuple[str, Key], int]:
    """What each person that the setting governs has in each block before anything is planned."""
    labels = {template.id: template.labels for template in problem.templates}
    total: Counter[tuple[str, Key]] = Counter()
    for who in applied.employees:
        for past in problem.past_of[who]:
            if applied.covers(past.date, labels.get(past.template, frozenset())):
                total[who, key_of(problem, period, past.date)] += count(past.template, past.end - past.start)
    for who, day, amount in booked:
        total[who, key_of(problem, period, day)] += amount
    return total


def summed(
    model: Model, applied: Applied[Any], who: str, period: Period, count: Count
) -> dict[Key, tuple[Linear, int]]:
    """What the plan gives a person in each of its blocks, and the most that could be."""
    problem = model.problem
    keys = {day: key_of(problem, period, day) for day in problem.dates}
    terms: dict[Key, list[Linear]] = {key: [] for key in keys.values()}
    most: Counter[Key] = Counter()
    for (template, minutes), shifts in model.shifts_alike(who).items():
        worth, labels = count(template, minutes), problem.template_by_id[template].labels
        for shift in shifts if worth else ():
            if applied.covers(shift.date, labels):
                key = keys[shift.date]
                terms[key].append(worth * model.works(who, shift))
                most[key] += worth
    return {key: (sum(parts), most[key]) for key, parts in terms.items()}


def _length(problem: Problem, period: Period) -> int:
    return 7 if period is Period.WEEK else 14 if period is Period.FORTNIGHT else problem.days
