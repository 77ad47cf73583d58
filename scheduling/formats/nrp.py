"""NRP shift-scheduling instances, stated wholly in rules of the catalogue.

The format is described at schedulingbenchmarks.org. Days count from a Monday; shifts have a length but no time
of day, so all of them start at eight and none crosses midnight.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import MINUTES_PER_DAY, instant
from scheduling.domain.problem import (
    AvailabilityInterval,
    AvailabilityKind,
    Demand,
    Employee,
    Problem,
    Role,
    Shift,
    ShiftRequest,
    ShiftTemplate,
)
from scheduling.domain.settings import RuleSetting
from scheduling.formats.lines import Line
from scheduling.formats.nrp_terms import contracts_of, forbidden_pairs, read_terms, settings_of
from scheduling.formats.nrp_text import read_sections

START = date(2014, 1, 6)
ZONE = ZoneInfo("UTC")
FIRST_MINUTE = 8 * 60
LONGEST_HORIZON = 366
ROLE = Role("staff", "Staff")


def read(name: str, content: bytes) -> tuple[Problem, tuple[RuleSetting, ...]]:
    """An instance as a problem and its rule settings; ids are the file's own names.

    Raises
    ------
    UnreadableFile
        With file, line, section and reason.
    """
    sections = read_sections(name, content)
    days = _horizon(sections["SECTION_HORIZON"])
    templates = {shift: _template(line) for shift, line in _by_name(sections["SECTION_SHIFTS"]).items()}
    staff = {who: read_terms(line, templates) for who, line in _by_name(sections["SECTION_STAFF"]).items()}
    pairs = forbidden_pairs(sections["SECTION_SHIFTS"], templates)
    contracts = contracts_of(tuple(staff.values()), days)
    problem = Problem(
        name=name.removesuffix(".txt"),
        timezone=ZONE.key,
        start=START,
        days=days,
        roles=(ROLE,),
        contracts=tuple(contracts.values()),
        templates=tuple(templates.values()),
        employees=tuple(Employee(who, who, frozenset({ROLE.id}), contracts[terms].id) for who, terms in staff.items()),
        shifts=tuple(_shifts(days, templates, sections["SECTION_COVER"])),
        availability=tuple(dict.fromkeys(_days_off(days, staff, sections.get("SECTION_DAYS_OFF", [])))),
        requests=_requests(days, staff, templates, sections),
    )
    return problem, settings_of(pairs, contracts)


def _horizon(lines: Sequence[Line]) -> int:
    days = lines[0].whole(0, "the number of days")
    if not 1 <= days <= LONGEST_HORIZON:
        raise lines[0].wrong(f"{days} days are not possible; 1 to {LONGEST_HORIZON} are")
    if len(lines) > 1:
        raise lines[1].wrong("one line with the number of days is expected, this is a second one")
    return days


def _by_name(lines: Sequence[Line]) -> Mapping[str, Line]:
    """Lines by their first field, which must be there and may occur once."""
    found: dict[str, Line] = {}
    for line in lines:
        if not line.fields[0]:
            raise line.wrong("the first field, a name, is empty")
        if line.fields[0] in found:
            raise line.wrong(f"'{line.fields[0]}' is defined a second time")
        found[line.fields[0]] = line
    return found


def _template(line: Line) -> ShiftTemplate:
    minutes = line.whole(1, "the length")
    if not 0 < minutes <= MINUTES_PER_DAY:
        raise line.wrong(f"a length of {minutes} minutes is not possible; 1 to {MINUTES_PER_DAY} are")
    start = min(FIRST_MINUTE, MINUTES_PER_DAY - minutes)
    return ShiftTemplate(line.fields[0], f"Shift {line.fields[0]}", line.fields[0], start, start + minutes)


def _day(line: Line, position: int, days: int) -> date:
    index = line.whole(position, "the day")
    if index >= days:
        raise line.wrong(f"day {index} is outside the horizon of {days} days (days count from 0)")
    return START + timedelta(days=index)


def _shifts(days: int, templates: Mapping[str, ShiftTemplate], cover: Sequence[Line]) -> Iterator[Shift]:
    """Every template on every day: one without cover may still be worked, at no cost of its own."""
    wanted: dict[tuple[date, str], Demand] = {}
    for line in cover:
        at = _day(line, 0, days), line.known(1, templates, "the shift")
        if at in wanted:
            raise line.wrong(f"day {line.fields[0]} and shift '{at[1]}' have a requirement already")
        target, under, over = (
            line.whole(k, what) for k, what in ((2, "the requirement"), (3, "the weight under"), (4, "the weight over"))
        )
        wanted[at] = Demand(ROLE.id, 0, target, None, under, over)
    for index in range(days):
        day = START + timedelta(days=index)
        for template in templates.values():
            start, end = (instant(day, minute, ZONE) for minute in (template.start, template.end))
            demand = wanted.get((day, template.id), Demand(ROLE.id))
            yield Shift(f"{index}-{template.id}", template.id, day, start, end, (demand,))


def _days_off(days: int, staff: Collection[str], lines: Sequence[Line]) -> Iterator[AvailabilityInterval]:
    for line in lines:
        who = line.known(0, staff, "the employee")
        for position in range(1, len(line.fields)):
            midnight = instant(_day(line, position, days), 0, ZONE)
            yield AvailabilityInterval(who, midnight, midnight + MINUTES_PER_DAY, AvailabilityKind.UNAVAILABLE)


def _requests(
    days: int, staff: Collection[str], templates: Collection[str], sections: Mapping[str, Sequence[Line]]
) -> tuple[ShiftRequest, ...]:
    """What people asked for. The same wish stated twice costs twice, so its weights add up."""
    weights: Counter[tuple[str, date, str, bool]] = Counter()
    for section, on in (("SECTION_SHIFT_ON_REQUESTS", True), ("SECTION_SHIFT_OFF_REQUESTS", False)):
        for line in sections.get(section, ()):
            who, template = line.known(0, staff, "the employee"), line.known(2, templates, "the shift")
            weights[who, _day(line, 1, days), template, on] += line.whole(3, "the weight")
    return tuple(ShiftRequest(*wish, weight) for wish, weight in weights.items())
