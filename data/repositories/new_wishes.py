"""Writes what a new site's people asked for: availability, shift requests, preferences and time off."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from data.repositories.rows import insert_all, new_id
from data.repositories.wishes import SqlWishes, availability_row
from data.tables import availability, preferences, shift_requests
from scheduling.domain.clock import MINUTES_PER_DAY, instant, wall_clock
from scheduling.domain.problem import AvailabilityInterval, Problem
from scheduling.services.records import AvailabilityRecord, TimeOffKind, TimeOffRecord, TimeOffStatus


def write_wishes(
    connection: Connection, problem: Problem, people: Mapping[str, str], templates: Mapping[str, str]
) -> None:
    """Write availability, requests and preferences; `people` and `templates` give the new ids."""
    stretches = [day for interval in problem.availability for day in _by_day(problem, interval, people)]
    insert_all(connection, availability, [availability_row(stretch) for stretch in stretches])
    insert_all(
        connection,
        shift_requests,
        [
            {
                "employee_id": people[request.employee],
                "date": request.date,
                "template_id": templates[request.template],
                "wanted": request.on,
                "weight": request.weight,
            }
            for request in problem.requests
        ],
    )
    insert_all(
        connection,
        preferences,
        [
            {
                "id": new_id(),
                "employee_id": people[wish.employee],
                "template_id": None if wish.template is None else templates[wish.template],
                "weekday": wish.weekday,
                "from_minute": wish.start,
                "to_minute": wish.end,
                "weight": wish.weight,
                "avoid": wish.avoid,
            }
            for wish in problem.preferences
        ],
    )


def write_time_off(
    connection: Connection, problem: Problem, people: Mapping[str, str], requests: Sequence[TimeOffRecord]
) -> None:
    """Absences become approved requests; `requests` come beside them with the state they have."""
    wishes = SqlWishes(connection)
    for absence in problem.absences:
        kind = TimeOffKind.VACATION if absence.credits else TimeOffKind.OTHER
        starts, ends = (datetime.fromtimestamp(minute * 60, tz=UTC) for minute in (absence.start, absence.end))
        wishes.add_time_off(
            TimeOffRecord(new_id(), people[absence.employee], kind, starts, ends, TimeOffStatus.APPROVED)
        )
    for request in requests:
        wishes.add_time_off(replace(request, id=new_id(), employee=people[request.employee]))


def _by_day(
    problem: Problem, interval: AvailabilityInterval, people: Mapping[str, str]
) -> Iterator[AvailabilityRecord]:
    """The interval cut at midnights, in wall-clock minutes."""
    zone, person = problem.zone, people[interval.employee]
    day = wall_clock(interval.start, zone).date()
    while (midnight := instant(day, 0, zone)) < interval.end:
        following = instant(day, MINUTES_PER_DAY, zone)
        start = 0 if interval.start <= midnight else _minute(problem, interval.start)
        end = MINUTES_PER_DAY if interval.end >= following else _minute(problem, interval.end)
        yield AvailabilityRecord(person, day, start, end, interval.kind, interval.weight)
        day += timedelta(days=1)


def _minute(problem: Problem, epoch_minute: int) -> int:
    clock = wall_clock(epoch_minute, problem.zone)
    return clock.hour * 60 + clock.minute
