"""NRP shift-scheduling instances, stated wholly in rules of the catalogue.

The format is described at schedulingbenchmarks.org. Days count from a Monday; shifts have a length but no time
of day, so all of them start at eight and none crosses midnight.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from scheduling.domain.clock import MINUTES_PER_DAY, hours_text, instant
from scheduling.domain.problem import (
    AvailabilityInterval,
    AvailabilityKind,
    Contract,
    Demand,
    Employee,
    Problem,
    Role,
    Shift,
    ShiftRequest,
    ShiftTemplate,
)
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.formats.nrp_text import Line, read_sections

START = date(2014, 1, 6)
ZONE = ZoneInfo("UTC")
FIRST_MINUTE = 8 * 60
ROLE = Role("staff", "Staff")


def read(name: str, content: bytes) -> tuple[Problem, tuple[RuleSetting, ...]]:
    """An instance as a problem and its rule settings; ids are the file's own names.

    Raises
    ------
    UnreadableFile
        With file, line, section and reason.
    """
    sections = read_sections(name, content)
    days = sections["SECTION_HORIZON"][0].whole(0, "the horizon")
    if not 1 <= days <= 366:
        raise sections["SECTION_HORIZON"][0].wrong(f"the horizon is {days} days; 1 to 366 are possible")
    templates = {line.fields[0]: _template(line) for line in sections["SECTION_SHIFTS"]}
    staff = {line.fields[0]: line for line in sections["SECTION_STAFF"]}
    terms = _terms(staff)
    contracts = {
        fields: Contract(f"c{k}", _terms_text(fields)) for k, fields in enumerate(dict.fromkeys(terms.values()))
    }
    problem = Problem(
        name=name.removesuffix(".txt"),
        timezone="UTC",
        start=START,
        days=days,
        roles=(ROLE,),
        contracts=tuple(contracts.values()),
        templates=tuple(templates.values()),
        employees=tuple(Employee(who, who, frozenset({ROLE.id}), contracts[terms[who]].id) for who in staff),
        shifts=tuple(_shifts(days, templates, sections["SECTION_COVER"])),
        availability=tuple(_days_off(days, staff, sections.get("SECTION_DAYS_OFF", []))),
        requests=tuple(
            request
            for section, on in (("SECTION_SHIFT_ON_REQUESTS", True), ("SECTION_SHIFT_OFF_REQUESTS", False))
            for line in sections.get(section, [])
            for request in [_request(line, days, staff, templates, on)]
        ),
    )
    return problem, tuple(_settings(templates, sections["SECTION_SHIFTS"], contracts, staff))


_Terms = tuple[str, ...]


def _terms(staff: Mapping[str, Line]) -> dict[str, _Terms]:
    """What each person's line says after the name; equal terms become one contract."""
    return {who: line.fields[1:] for who, line in staff.items()}


def _terms_text(terms: _Terms) -> str:
    _, most, least, run, short, off, weekends = terms
    hours = f"{hours_text(int(least))} to {hours_text(int(most))}" if least.isdigit() and most.isdigit() else ""
    return f"{hours}, {short}-{run} days on, {off}+ off, {weekends} weekends ({terms[0].replace('|', ' ')})"[:120]


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


def _shifts(days: int, templates: Mapping[str, ShiftTemplate], cover: list[Line]) -> Iterator[Shift]:
    """Every template on every day: one without cover may still be worked, at no cost of its own."""
    wanted: dict[tuple[date, str], Demand] = {}
    for line in cover:
        day, name = _day(line, 0, days), line.known(1, dict(templates), "the shift")
        target, under, over = (
            line.whole(k, what) for k, what in ((2, "the requirement"), (3, "the weight under"), (4, "the weight over"))
        )
        wanted[day, name] = Demand(ROLE.id, 0, target, None, under, over)
    for index in range(days):
        day = START + timedelta(days=index)
        for template in templates.values():
            start, end = (instant(day, minute, ZONE) for minute in (template.start, template.end))
            demand = wanted.get((day, template.id), Demand(ROLE.id))
            yield Shift(f"{index}-{template.id}", template.id, day, start, end, (demand,))


def _days_off(days: int, staff: Mapping[str, Line], lines: list[Line]) -> Iterator[AvailabilityInterval]:
    for line in lines:
        who = line.known(0, dict(staff), "the employee")
        for position in range(1, len(line.fields)):
            midnight = instant(_day(line, position, days), 0, ZONE)
            yield AvailabilityInterval(who, midnight, midnight + MINUTES_PER_DAY, AvailabilityKind.UNAVAILABLE)


def _request(
    line: Line, days: int, staff: Mapping[str, Line], templates: Mapping[str, ShiftTemplate], on: bool
) -> ShiftRequest:
    who, template = line.known(0, dict(staff), "the employee"), line.known(2, dict(templates), "the shift")
    return ShiftRequest(who, _day(line, 1, days), template, on, line.whole(3, "the weight"))


def _settings(
    templates: Mapping[str, ShiftTemplate],
    shifts: list[Line],
    contracts: Mapping[_Terms, Contract],
    staff: Mapping[str, Line],
) -> Iterator[RuleSetting]:
    stated = [
        *_for_everyone(_forbidden_pairs(shifts, templates)),
        *(
            (code, None, Scope(ScopeKind.CONTRACT, (contracts[line.fields[1:]].id,)), params)
            for line in {line.fields[1:]: line for line in staff.values()}.values()
            for code, params in _for_contract(line, templates)
        ),
    ]
    for number, (code, weight, scope, params) in enumerate(stated, start=1):
        yield RuleSetting(f"r{number}", code, weight, scope, params)


_Params = Mapping[str, object]


def _for_everyone(pairs: list[list[str]]) -> Iterator[tuple[str, int | None, Scope, _Params]]:
    everyone = Scope()
    yield "coverage", 1, everyone, {"level": "target", "under": 1, "over": 1}
    yield "availability", 1, everyone, {"kind": "requests"}
    yield "availability", None, everyone, {"kind": "unavailable"}
    yield "max_shifts_per_day", None, everyone, {"maximum": 1}
    if pairs:
        yield "forbidden_succession", None, everyone, {"pairs": pairs}


def _forbidden_pairs(shifts: list[Line], templates: Mapping[str, ShiftTemplate]) -> list[list[str]]:
    pairs = []
    for line in shifts:
        for follower in filter(None, (part.strip() for part in line.fields[2].split("|"))):
            if follower not in templates:
                raise line.wrong(f"the shift '{follower}' that may not follow is not defined")
            pairs.append([line.fields[0], follower])
    return pairs


def _for_contract(line: Line, templates: Mapping[str, ShiftTemplate]) -> Iterator[tuple[str, _Params]]:
    """The hard limits of one line of staff."""
    most, least = line.whole(2, "MaxTotalMinutes"), line.whole(3, "MinTotalMinutes")
    longest, shortest = line.whole(4, "MaxConsecutiveShifts"), line.whole(5, "MinConsecutiveShifts")
    if least > most or shortest > longest:
        raise line.wrong("a minimum is above its maximum")
    yield "working_time", {"minimum": least, "maximum": most, "period": "horizon"}
    yield "consecutive_days", {"minimum": shortest or None, "maximum": longest or None, "edges": "open"}
    yield "consecutive_days_off", {"minimum": line.whole(6, "MinConsecutiveDaysOff") or None, "edges": "open"}
    yield "weekends", {"maximum": line.whole(7, "MaxWeekends")}
    for template, limit in _shift_limits(line, templates):
        yield "shift_count", {"templates": [template], "maximum": limit, "period": "horizon"}


def _shift_limits(line: Line, templates: Mapping[str, ShiftTemplate]) -> Iterator[tuple[str, int]]:
    """`D=14|N=0`: how often each template may be worked."""
    for part in filter(None, line.fields[1].split("|")):
        template, _, number = part.partition("=")
        if template not in templates:
            raise line.wrong(f"MaxShifts names the shift '{template}', which is not defined")
        if not number.isdigit():
            raise line.wrong(f"MaxShifts says '{part}'; a form like {template}=14 is expected")
        yield template, int(number)
