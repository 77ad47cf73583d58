"""Instances of the second nurse rostering competition, stated wholly in rules of the catalogue.

An instance is a scenario, a history and the data of every week that is left, here planned at once. The format is
described by Ceschia, Dang, De Causmaecker, Haspeslagh and Schaerf, "The second international nurse rostering
competition" (2019). Its shift types have no times, so the usual ones are supposed; no allowed succession overlaps.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo

from scheduling.domain.clock import instant
from scheduling.domain.errors import InvalidInput
from scheduling.domain.files import File
from scheduling.domain.problem import Contract, Demand, Employee, Problem, Role, Shift, ShiftRequest, ShiftTemplate
from scheduling.domain.settings import RuleSetting
from scheduling.formats.inrc2_history import history_of
from scheduling.formats.inrc2_rules import settings_of
from scheduling.formats.inrc2_scenario import Scenario, read_scenario
from scheduling.formats.inrc2_text import DAYS
from scheduling.formats.inrc2_weeks import ANY, WeekFile, read_history, read_week

MONDAY = date(2026, 1, 5)
ZONE = ZoneInfo("UTC")
HOURS = {"Early": (6, 14), "Day": (8, 16), "Late": (14, 22), "Night": (22, 30)}
LONGEST_CODE, LONGEST_NAME = 12, 120


@dataclass(frozen=True)
class Instance:
    """A problem whose ids are the files' own names, its settings, and what its solutions are called.

    `file_name` and `scenario` differ where a file was renamed; `first_week` is the week, from 0, of the first day,
    and `weeks` are the last parts of the week files' names.
    """

    file_name: str
    scenario: str
    first_week: int
    weeks: tuple[str, ...]
    problem: Problem
    settings: tuple[RuleSetting, ...]


def read(scenario: File, history: File, weeks: Sequence[File]) -> Instance:
    """The instance in these files; the same week's file may be given several times.

    Raises
    ------
    UnreadableFile
        With file, line, section and reason.
    InvalidInput
        When there are more or fewer weeks than the scenario has left.
    """
    scene = read_scenario(scenario.name, scenario.content)
    past = read_history(history.name, history.content, scene)
    if len(weeks) != scene.weeks - past.week:
        left = f"{scene.name} has {scene.weeks} weeks and {past.week} of them are over in {history.name}"
        raise InvalidInput(f"{left}; choose {scene.weeks - past.week} week files, not {len(weeks)}.")
    data = [read_week(week.name, week.content, scene) for week in weeks]
    start, templates = MONDAY + timedelta(weeks=past.week), _templates(tuple(scene.shift_types))
    file_name, named = _last_part(scenario.name), tuple(_last_part(week.name) for week in weeks)
    problem = Problem(
        name=f"{file_name}, history {_last_part(history.name)}, weeks {'-'.join(named)}"[:LONGEST_NAME],
        timezone=ZONE.key,
        start=start,
        days=len(data) * len(DAYS),
        roles=tuple(Role(skill, name) for skill, name in _spelt(scene.skills)),
        contracts=tuple(Contract(contract, name) for contract, name in _spelt(tuple(scene.contracts))),
        templates=templates,
        employees=tuple(_employees(scene)),
        shifts=tuple(_shifts(start, data, templates, scene.skills)),
        requests=tuple(_requests(start, data, tuple(scene.shift_types))),
        history=history_of(start, past.nurses, templates, ZONE),
    )
    return Instance(file_name, scene.name, past.week, named, problem, settings_of(scene))


def _last_part(file_name: str) -> str:
    """What tells a file from its siblings: `n005w4` of Sc-n005w4.txt, `3` of WD-n005w4-3.txt."""
    return PurePath(file_name).stem.rpartition("-")[2]


def _spelt(names: Sequence[str]) -> list[tuple[str, str]]:
    """Each name with its words apart, `HeadNurse` as "Head nurse", where they remain different."""
    words = [re.sub(r"(?<=[a-z])([A-Z])(?=[a-z])", lambda found: f" {found[1].lower()}", name) for name in names]
    return list(zip(names, words if len(set(words)) == len(names) else names, strict=True))


def _templates(shift_types: Sequence[str]) -> tuple[ShiftTemplate, ...]:
    hours = {name: HOURS.get(name, HOURS["Day"]) for name in shift_types}
    lengths = range(1, LONGEST_CODE + 1)
    short = next((n for n in lengths if len({name[:n] for name in shift_types}) == len(shift_types)), None)
    return tuple(
        ShiftTemplate(
            name,
            name,
            name[:short] if short else f"T{number}",
            hours[name][0] * 60,
            hours[name][1] * 60,
            labels=frozenset({"night"} if hours[name][1] > 24 else ()),
        )
        for number, name in enumerate(shift_types, start=1)
    )


def _employees(scene: Scenario) -> Iterator[Employee]:
    for nurse, (contract, skills) in scene.nurses.items():
        yield Employee(nurse, nurse, frozenset(skills), contract)


def _shifts(
    start: date, weeks: Sequence[WeekFile], templates: Sequence[ShiftTemplate], skills: Sequence[str]
) -> Iterator[Shift]:
    """Every shift type on every day, with a place for every skill: one that nobody asks for costs nothing."""
    for index in range(len(weeks) * len(DAYS)):
        day, cover = start + timedelta(days=index), weeks[index // len(DAYS)].cover
        for template in templates:
            spans = {skill: cover.get((template.id, skill, index % len(DAYS)), (0, 0)) for skill in skills}
            first, last = (instant(day, minute, ZONE) for minute in (template.start, template.end))
            demands = tuple(Demand(skill, least, best) for skill, (least, best) in spans.items())
            yield Shift(shift_id(index, template.id), template.id, day, first, last, demands)


def shift_id(day: int, shift_type: str) -> str:
    """The id of a shift on a day of the plan, counted from 0."""
    return f"{day}-{shift_type}"


def _requests(start: date, weeks: Sequence[WeekFile], shift_types: Sequence[str]) -> Iterator[ShiftRequest]:
    """A day asked off is every shift type asked off: one a day can be worked, so one can be broken."""
    for number, week in enumerate(weeks):
        asked = {
            (nurse, day, shift_type)
            for nurse, said, day in week.requests
            for shift_type in (shift_types if said == ANY else (said,))
        }
        for nurse, day, shift_type in sorted(asked):
            yield ShiftRequest(nurse, start + timedelta(days=len(DAYS) * number + day), shift_type, on=False)
