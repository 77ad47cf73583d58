"""What changes from week to week in an instance of the second competition: the history, and each week's data."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduling.domain.errors import UnreadableFile
from scheduling.formats.inrc2_scenario import LONGEST, Scenario, Span, same_scenario, week_of
from scheduling.formats.inrc2_text import DAYS, by_name, formed, only_row, read_sections, span
from scheduling.formats.lines import Line

ANY, NONE = "Any", "None"


@dataclass(frozen=True)
class Counters:
    """What the history says of a nurse on the eve of the first week; `last` is empty after a day off.

    `same` are the days of that shift type in a row, `working` those of any, `off` the days off in a row.
    """

    shifts: int
    weekends: int
    last: str
    same: int
    working: int
    off: int


@dataclass(frozen=True)
class HistoryFile:
    """`week` weeks of the scenario are over."""

    week: int
    nurses: Mapping[str, Counters]


@dataclass(frozen=True)
class WeekFile:
    """Least and best heads by shift type, skill and day (0 is Monday); who would rather not work what when."""

    cover: Mapping[tuple[str, str, int], Span]
    requests: frozenset[tuple[str, str, int]]


def read_history(name: str, content: bytes, scenario: Scenario) -> HistoryFile:
    """The history in a file, with everybody of the scenario in it."""
    sections = read_sections(name, content, "HISTORY")
    week = week_of(only_row(sections["HISTORY"], "week scenario"), scenario)
    rows = by_name(sections["NURSE_HISTORY"].rows)
    for row in rows.values():
        row.known(0, scenario.nurses, "the nurse")
    for nurse in scenario.nurses:
        if nurse not in rows:
            raise UnreadableFile(name, 0, f"NURSE_HISTORY: a line for {nurse} is missing")
    return HistoryFile(week, {nurse: _counters(rows[nurse], scenario) for nurse in scenario.nurses})


def read_week(name: str, content: bytes, scenario: Scenario) -> WeekFile:
    """The data of one week in a file."""
    sections = read_sections(name, content, "WEEK_DATA")
    same_scenario(only_row(sections["WEEK_DATA"], "scenario"), 0, scenario)
    cover: dict[tuple[str, str, int], Span] = {}
    for row in sections["REQUIREMENTS"].rows:
        formed(row, f"Shift Skill {' '.join(['(least,best)'] * len(DAYS))}")
        shift = row.known(0, scenario.shift_types, "the shift type")
        skill = row.known(1, scenario.skills, "the skill")
        if (shift, skill, 0) in cover:
            raise row.wrong(f"'{shift} {skill}' is there a second time")
        cover |= {(shift, skill, day): span(row, 2 + day, DAYS[day]) for day in range(len(DAYS))}
    requests = {_request(row, scenario) for row in sections["SHIFT_OFF_REQUESTS"].rows}
    return WeekFile(cover, frozenset(requests))


def _counters(row: Line, scenario: Scenario) -> Counters:
    formed(row, "Nurse shifts weekends last same working off")
    shifts, weekends = row.whole(1, "the number of shifts"), row.whole(2, "the number of weekends")
    last = "" if row.fields[3] == NONE else row.known(3, scenario.shift_types, "the last shift type")
    names = ("days of one shift type in a row", "working days in a row", "days off in a row")
    same, working, off = (row.whole(4 + k, what) for k, what in enumerate(names))
    if max(same, working, off) > LONGEST * len(DAYS):
        raise row.wrong(f"more than {LONGEST * len(DAYS)} days in a row are not possible")
    if last and not (1 <= same <= working and off == 0):
        raise row.wrong(
            f"after a day with {last}, 1 or more days of it, as many working days and 0 days off are expected"
        )
    if not last and not (same == working == 0 < off):
        raise row.wrong(
            "after a day off (None), 0 days of one type, 0 working days and 1 or more days off are expected"
        )
    if working > same and len(scenario.shift_types) == 1:
        raise row.wrong(f"{working} working days, but {same} of the only shift type")
    return Counters(shifts, weekends, last, same, working, off)


def _request(row: Line, scenario: Scenario) -> tuple[str, str, int]:
    formed(row, "Nurse Shift Day")
    nurse = row.known(0, scenario.nurses, "the nurse")
    shift = row.known(1, (*scenario.shift_types, ANY), "the shift type")
    return nurse, shift, DAYS.index(row.known(2, DAYS, "the day"))
