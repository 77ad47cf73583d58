"""The scenario of a nurse rostering instance of the second competition: who there is, and what always holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from scheduling.formats.inrc2_text import by_name, formed, read_sections, span
from scheduling.formats.lines import Line

Span: TypeAlias = tuple[int, int]
"""The least and the most."""
LONGEST = 53
"""Weeks that can be planned at once."""


@dataclass(frozen=True)
class Terms:
    """A contract: least and most shifts in all, working days and days off in a row; weekends; whole ones or not."""

    total: Span
    working: Span
    off: Span
    weekends: int
    whole: bool


@dataclass(frozen=True)
class Scenario:
    """Who there is and what always holds. `shift_types` gives the length of runs, `nurses` contract and skills."""

    name: str
    weeks: int
    skills: tuple[str, ...]
    shift_types: Mapping[str, Span]
    forbidden: tuple[tuple[str, str], ...]
    contracts: Mapping[str, Terms]
    nurses: Mapping[str, tuple[str, tuple[str, ...]]]


def read_scenario(name: str, content: bytes) -> Scenario:
    """The scenario in a file; UnreadableFile with file, line, section and reason."""
    sections = read_sections(name, content, "SCENARIO")
    weeks = sections["WEEKS"].head.whole(0, "the number of weeks")
    if not 1 <= weeks <= LONGEST:
        raise sections["WEEKS"].head.wrong(f"{weeks} weeks are not possible; 1 to {LONGEST} are")
    skills = tuple(by_name(sections["SKILLS"].rows))
    rows = by_name(sections["SHIFT_TYPES"].rows)
    types = {one: _run(formed(row, "Shift (least,most)"), 1, "days in a row") for one, row in rows.items()}
    contracts = {one: _terms(row) for one, row in by_name(sections["CONTRACTS"].rows).items()}
    nurses = {one: _nurse(row, contracts, skills) for one, row in by_name(sections["NURSES"].rows).items()}
    forbidden = _forbidden(sections["FORBIDDEN_SHIFT_TYPES_SUCCESSIONS"].rows, types)
    return Scenario(sections["SCENARIO"].head.fields[0], weeks, skills, types, forbidden, contracts, nurses)


def week_of(row: Line, scenario: Scenario) -> int:
    """The week number in a line `week scenario`, which must be about this scenario."""
    same_scenario(row, 1, scenario)
    week = row.whole(0, "the week")
    if week >= scenario.weeks:
        raise row.wrong(f"week {week} is outside the {scenario.weeks} weeks of the scenario (weeks count from 0)")
    return week


def same_scenario(row: Line, position: int, scenario: Scenario) -> None:
    """Refuse a line whose field at `position` names another scenario."""
    if row.fields[position] != scenario.name:
        raise row.wrong(f"this file belongs to the scenario {row.fields[position]}, not to {scenario.name}")


def _run(row: Line, position: int, what: str) -> Span:
    least, most = span(row, position, what)
    if most == 0:
        raise row.wrong(f"{what} is '{row.fields[position]}', at most 0 in a row leaves nothing")
    return least, most


def _terms(row: Line) -> Terms:
    formed(row, "Contract (least,most) (least,most) (least,most) weekends 0|1")
    whole = row.whole(5, "whole weekends")
    if whole > 1:
        raise row.wrong(f"whole weekends is {whole}, 0 (no) or 1 (yes) is expected")
    runs = _run(row, 2, "working days in a row"), _run(row, 3, "days off in a row")
    return Terms(span(row, 1, "the number of shifts"), *runs, row.whole(4, "the number of weekends"), bool(whole))


def _nurse(row: Line, contracts: Collection[str], skills: Collection[str]) -> tuple[str, tuple[str, ...]]:
    formed(row, "Nurse Contract number Skill", more=True)
    held = tuple(row.known(position, skills, "the skill") for position in range(3, len(row.fields)))
    if row.whole(2, "the number of skills") != len(held):
        raise row.wrong(f"{row.fields[2]} skills are announced, {len(held)} follow")
    return row.known(1, contracts, "the contract"), held


def _forbidden(rows: Collection[Line], types: Collection[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for row in by_name(rows).values():
        formed(row, "Shift number", more=True)
        first = row.known(0, types, "the shift type")
        followers = [row.known(position, types, "the shift type") for position in range(2, len(row.fields))]
        if row.whole(1, "the number of followers") != len(followers):
            raise row.wrong(f"{row.fields[1]} shift types are announced, {len(followers)} follow")
        pairs += [(first, follower) for follower in followers]
    return tuple(pairs)
