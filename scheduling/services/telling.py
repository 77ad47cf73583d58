"""What changed for people after they had been told a roster."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from scheduling.domain.clock import day_text, instant
from scheduling.services.ports import UnitOfWork
from scheduling.services.version_records import VersionHead


@dataclass(frozen=True)
class Told:
    """What changed for somebody on one shift after they had been told something else.

    `what` follows the name: "newly works", "no longer works", "works as Cook instead of Waiter". `notice` are the
    minutes from the change to the shift's start; less than 0 where it had begun.
    """

    at: datetime
    author: str
    reason: str
    person: str
    shift: str
    what: str
    notice: int


def late_changes(work: UnitOfWork, schedule_id: str) -> Sequence[Told]:
    """From each version that employees were told to the next, the latest first."""
    heads = work.versions.all(schedule_id)[::-1]
    words, told = _Words(work, schedule_id), [head for head in heads if head.told_at]
    pairs = [(earlier, later, _reasons(heads, earlier, later)) for earlier, later in pairwise(told)]
    return [one for pair in reversed(pairs) for one in words.between(*pair)]


def _reasons(heads: Sequence[VersionHead], earlier: VersionHead, later: VersionHead) -> str:
    """All that was said from one version to another, each once."""
    said = (head.reason for head in heads if earlier.number < head.number <= later.number and head.reason)
    return "; ".join(dict.fromkeys(said))


class _Words:
    """Names of a week's people, shifts and roles, also of those that are gone by now."""

    def __init__(self, work: UnitOfWork, schedule_id: str) -> None:
        schedule = work.schedules.get(schedule_id)
        self._work, self._schedule = work, schedule_id
        zone = ZoneInfo(work.schedules.site(schedule.site).timezone)
        self._people = {person.id: person.name for person in work.team.employees(schedule.site)}
        self._roles = {role.id: role.name for role in work.team.roles(schedule.site)}
        templates = {record.id: record.template for record in work.demand.templates(schedule.site)}
        planned = [(shift, templates[shift.template]) for shift in work.demand.planned(schedule_id)]
        self._shifts = {shift.id: f"{kind.name} on {day_text(shift.date)}" for shift, kind in planned}
        self._starts = {shift.id: instant(shift.date, kind.start, zone) for shift, kind in planned}

    def between(self, earlier: VersionHead, later: VersionHead, reason: str) -> Iterator[Told]:
        before, after = (self._roles_of(head) for head in (earlier, later))
        assert later.told_at is not None
        for place in sorted(before.keys() | after.keys(), key=lambda place: (self._starts[place[1]], place)):
            was, now = before.get(place), after.get(place)
            if was != now:
                notice = self._starts[place[1]] - int(later.told_at.timestamp()) // 60
                person, shift = self._people[place[0]], self._shifts[place[1]]
                yield Told(later.told_at, later.author, reason, person, shift, self._what(was, now), notice)

    def _roles_of(self, head: VersionHead) -> Mapping[tuple[str, str], str]:
        rows = self._work.versions.rows(self._schedule, head.number)
        return {(row.employee, row.planned_shift): row.role for row in rows}

    def _what(self, was: str | None, now: str | None) -> str:
        if was is None or now is None:
            return "newly works" if now else "no longer works"
        return f"works as {self._roles[now]} instead of {self._roles[was]}"
