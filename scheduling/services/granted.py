"""Wishes one by one: what people asked for, and whether a roster grants it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from scheduling.domain.clock import day_text, wall_clock
from scheduling.domain.problem import AvailabilityInterval, AvailabilityKind, Preference, Problem
from scheduling.domain.roster import Roster
from scheduling.rules.facts import Facts
from scheduling.rules.preferences import matches


@dataclass(frozen=True)
class Wish:
    """What somebody asked for, to follow their name: "rather not on Fri 4 Dec"."""

    employee: str
    text: str


def wishes(problem: Problem, roster: Roster) -> dict[Wish, bool]:
    """Every wish, and whether it is granted.

    A time that somebody would rather not work is granted when no shift touches it, one that they would like when a
    shift does. Standing wishes for some shifts are one wish a person, granted when nothing else is worked. Time that
    somebody cannot work is no wish.
    """
    facts = Facts(problem, roster)
    found: dict[Wish, bool] = {}
    for wish, granted in (*_times(facts), *_requests(facts), *_standing(facts)):
        found[wish] = found.get(wish, True) and granted
    return found


def _times(facts: Facts) -> Iterator[tuple[Wish, bool]]:
    words = {AvailabilityKind.UNDESIRED: "rather not", AvailabilityKind.DESIRED: "gladly"}
    for said in facts.problem.availability:
        if said.weight and said.kind in words:
            touched = any(said.start < shift.end and shift.start < said.end for shift in facts.worked(said.employee))
            wish = Wish(said.employee, f"{words[said.kind]} on {when(facts.problem, said)}")
            yield wish, touched == (said.kind is AvailabilityKind.DESIRED)


def when(problem: Problem, said: AvailabilityInterval) -> str:
    """The stretch of time in words: "Fri 4 Dec", "Fri 4 Dec 08:00–12:00"."""
    first, last = wall_clock(said.start, problem.zone), wall_clock(said.end, problem.zone)
    whole = first.hour == first.minute == last.hour == last.minute == 0 and said.end - said.start <= 25 * 60
    return day_text(first.date()) if whole else f"{day_text(first.date())} {first:%H:%M}–{last:%H:%M}"


def _requests(facts: Facts) -> Iterator[tuple[Wish, bool]]:
    for asked in facts.problem.requests:
        if asked.weight:
            worked = any(s.date == asked.date and s.template == asked.template for s in facts.worked(asked.employee))
            shift = f"{facts.template_name(asked.template)} on {day_text(asked.date)}"
            yield Wish(asked.employee, shift if asked.on else f"not {shift}"), worked == asked.on


def _standing(facts: Facts) -> Iterator[tuple[Wish, bool]]:
    liked: dict[str, list[Preference]] = defaultdict(list)
    for wish in facts.problem.preferences:
        if wish.avoid:
            text = f"never {_kind(facts, wish.template)}"
            yield (
                Wish(wish.employee, text),
                not any(matches(facts.problem, wish, s) for s in facts.worked(wish.employee)),
            )
        else:
            liked[wish.employee].append(wish)
    for who, own in liked.items():
        kinds = " or ".join(dict.fromkeys(_kind(facts, wish.template) for wish in own))
        granted = all(any(matches(facts.problem, wish, shift) for wish in own) for shift in facts.worked(who))
        yield Wish(who, f"only {kinds}"), granted


def _kind(facts: Facts, template: str | None) -> str:
    return "some times" if template is None else f"{facts.template_name(template)} shifts"
