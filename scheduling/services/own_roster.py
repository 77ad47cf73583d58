"""A roster from a spreadsheet, in the form that pages offer for download: people down, dates across, codes in cells."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from scheduling.domain.clock import day_text
from scheduling.domain.errors import UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Assignment, Employee, Problem, Shift
from scheduling.domain.roster import Roster

CELL = re.compile(r"\s*([^()]+?)\s*(?:\(([^()]*)\))?\s*")
LONGEST = 5_000_000
"""Bytes; no roster of people is larger."""


@dataclass(frozen=True)
class _Place:
    """A cell that is read: who works which shift, and the roles that may be meant."""

    person: Employee
    shift: Shift
    roles: tuple[str, ...]


def read_roster(file: File, problem: Problem) -> Roster:
    """The roster that a file says.

    Each cell holds codes of shift templates, with `+` between two and a role in brackets behind a code where one is
    said. A role that is not said is the one of those that the person holds and the shift wants whose head is missing
    most; where they hold none of them, the first that the shift wants, for the check to find.

    Raises
    ------
    UnreadableFile
        With the line, when a person, date, code or role is not known, or no such shift is planned.
    """
    lines = _lines(file)
    dates = _dates(file, lines[0], problem)
    people = _people(problem)
    places = [
        place
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
        for place in _row(file, number, line, dates, people, problem)
    ]
    return frozenset(_assigned(problem, places))


def _lines(file: File) -> list[list[str]]:
    if len(file.content) > LONGEST:
        raise UnreadableFile(file.name, 0, "this file is too large for a roster")
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(file.name, 0, "this is no text in UTF-8; save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    marks = max((",", ";", "\t"), key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=marks))
    except csv.Error as error:
        raise UnreadableFile(file.name, 0, f"this is no CSV file ({error})") from None
    if len(lines) < 2 or len(lines[0]) < 2:
        raise UnreadableFile(file.name, 1, "a line with dates and a line for each person are expected")
    return lines


def _dates(file: File, head: list[str], problem: Problem) -> list[date | None]:
    """The date of each column behind the names; None for an empty one."""
    found: list[date | None] = []
    for text in (cell.strip() for cell in head[1:]):
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            raise UnreadableFile(file.name, 1, f"'{text}' is no date like 2026-11-30") from None
        if day is not None and day not in problem.dates:
            raise UnreadableFile(file.name, 1, f"{day_text(day)} is not in this week")
        if day is not None and day in found:
            raise UnreadableFile(file.name, 1, f"{day_text(day)} stands there twice")
        found.append(day)
    return found


def _people(problem: Problem) -> Mapping[str, list[Employee]]:
    """People by name; those who share one in the problem's order, as the download lists them."""
    found: dict[str, list[Employee]] = defaultdict(list)
    for person in problem.employees:
        found[person.name.casefold()].append(person)
    return found


def _row(
    file: File,
    number: int,
    line: list[str],
    dates: list[date | None],
    people: Mapping[str, list[Employee]],
    problem: Problem,
) -> Iterator[_Place]:
    name = line[0].strip().removeprefix("'")
    waiting = people.get(name.casefold())
    if waiting is None:
        raise UnreadableFile(file.name, number, f"nobody here is called '{name}'")
    if not waiting:
        raise UnreadableFile(file.name, number, f"{name} stands there more often than people have this name")
    person = waiting.pop(0)
    if len(line) - 1 > len(dates) and any(cell.strip() for cell in line[1 + len(dates) :]):
        raise UnreadableFile(file.name, number, f"{name} has more cells than there are dates")
    for day, cell in zip(dates, line[1:], strict=False):
        for part in filter(str.strip, cell.removeprefix("'").split("+")):
            if day is None:
                raise UnreadableFile(file.name, number, f"'{part.strip()}' of {name} stands under no date")
            yield _place(file, number, problem, person, day, part)


def _place(file: File, number: int, problem: Problem, person: Employee, day: date, part: str) -> _Place:
    found = CELL.fullmatch(part)
    code, role = (found[1], found[2]) if found else (part.strip(), None)
    templates = {t.id for t in problem.templates if t.code.casefold() == code.casefold()}
    if not templates:
        raise UnreadableFile(file.name, number, f"'{code}' of {person.name} on {day_text(day)} is no code of a shift")
    shift = next((s for s in problem.shifts if s.date == day and s.template in templates), None)
    if shift is None:
        raise UnreadableFile(file.name, number, f"{person.name} has {code} on {day_text(day)}, where none is planned")
    known = {one.name.casefold(): one.id for one in problem.roles}
    if role is not None and role.strip().casefold() not in known:
        raise UnreadableFile(file.name, number, f"'{role}' of {person.name} on {day_text(day)} is no role")
    wanted = [demand.role for demand in shift.demands]
    # Where somebody holds none of them, the check is to find it.
    held = [one for one in wanted if one in person.roles] or wanted[:1]
    roles = held if role is None else [known[role.strip().casefold()]]
    if not roles:
        raise UnreadableFile(file.name, number, f"{person.name} has {code} on {day_text(day)}, which wants nobody")
    return _Place(person, shift, tuple(roles))


def _assigned(problem: Problem, places: list[_Place]) -> Iterator[Assignment]:
    """Roles for all: those that are said or can be one only first, then where heads are missing most."""
    missing = {
        (shift.id, demand.role): demand.minimum if demand.target is None else demand.target
        for shift in problem.shifts
        for demand in shift.demands
    }
    for place in sorted(places, key=lambda place: len(place.roles)):
        role = max(place.roles, key=lambda role: missing.get((place.shift.id, role), 0))
        missing[place.shift.id, role] = missing.get((place.shift.id, role), 0) - 1
        yield Assignment(place.person.id, place.shift.id, role)
