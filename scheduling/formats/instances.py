"""Files that people hand in for import: which kinds they are, and the problem that they make together."""

from collections.abc import Mapping, Sequence

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.formats import inrc2, nrp
from scheduling.formats.inrc2_scenario import Scenario, read_scenario
from scheduling.formats.inrc2_text import kind_of
from scheduling.formats.inrc2_weeks import read_history, read_week
from scheduling.services.importing import FileSet

NRP = "NRP"
Sorted = Mapping[str, Sequence[File]]


def look(files: Sequence[File]) -> FileSet:
    """What each of the files is, what is missing, and how many weeks are to be chosen.

    Raises
    ------
    UnreadableFile
        When a file is of no known kind, or cannot be read.
    InvalidInput
        When the files do not go together.
    """
    by_kind = _sorted(files)
    if by_kind[NRP]:
        return FileSet({file.name: "a shift-scheduling instance (NRP text)" for file in by_kind[NRP]})
    notes = {file.name: "the data of a week" for file in by_kind["WEEK_DATA"]}
    if not by_kind["SCENARIO"]:
        notes |= {file.name: "a history" for file in by_kind["HISTORY"]}
        return FileSet(notes, missing="The scenario is missing (in the competition's folder a file Sc-….txt).")
    (file,) = by_kind["SCENARIO"]
    scenario = read_scenario(file.name, file.content)
    notes[file.name] = f"the scenario {scenario.name}: {len(scenario.nurses)} people, {scenario.weeks} weeks"
    for week in by_kind["WEEK_DATA"]:
        read_week(week.name, week.content, scenario)
    if not by_kind["HISTORY"]:
        return FileSet(notes, missing=f"The history of {scenario.name} is missing (a file H0-….txt).")
    over = _weeks_over(by_kind["HISTORY"][0], scenario)
    notes[by_kind["HISTORY"][0].name] = f"the history: {over} of {scenario.weeks} weeks are over"
    missing = "" if by_kind["WEEK_DATA"] else f"The week files of {scenario.name} are missing (files WD-….txt)."
    return FileSet(notes, tuple(week.name for week in by_kind["WEEK_DATA"]), scenario.weeks - over, missing)


def read(files: Sequence[File], weeks: Sequence[str] = ()) -> tuple[Problem, Sequence[RuleSetting]]:
    """The problem and settings in some files, the weeks being the names of the week files in their order.

    Raises
    ------
    UnreadableFile
        With file, line and reason.
    InvalidInput
        When a file is missing, or the files do not go together.
    """
    by_kind = _sorted(files)
    if by_kind[NRP]:
        return nrp.read(by_kind[NRP][0].name, by_kind[NRP][0].content)
    missing = look(files).missing
    if missing:
        raise InvalidInput(missing)
    known = {file.name: file for file in by_kind["WEEK_DATA"]}
    for week in weeks:
        if week not in known:
            raise InvalidInput(f"There is no week file called {week} among the files; add it, or choose another.")
    instance = inrc2.read(by_kind["SCENARIO"][0], by_kind["HISTORY"][0], [known[week] for week in weeks])
    return instance.problem, instance.settings


def _sorted(files: Sequence[File]) -> Sorted:
    """The files by kind; NRP stands alone, and there is at most one scenario and one history."""
    by_kind: dict[str, list[File]] = {kind: [] for kind in (NRP, "SCENARIO", "HISTORY", "WEEK_DATA")}
    for file in files:
        kind = kind_of(file.content) or (NRP if b"SECTION_" in file.content else "")
        if kind not in by_kind:
            raise UnreadableFile(
                file.name,
                0,
                "this is no instance; an NRP text has a line SECTION_HORIZON, and the files of an INRC-II instance "
                "begin with SCENARIO, HISTORY or WEEK_DATA",
            )
        if any(file.name == other.name for other in by_kind[kind]):
            raise InvalidInput(f"{file.name} is there twice; remove one of the two.")
        by_kind[kind].append(file)
    if by_kind[NRP] and len(files) > 1:
        raise InvalidInput(f"{by_kind[NRP][0].name} is an instance of its own; import it without the other files.")
    for kind, what in (("SCENARIO", "scenarios"), ("HISTORY", "histories")):
        if len(by_kind[kind]) > 1:
            names = " and ".join(file.name for file in by_kind[kind])
            raise InvalidInput(f"{names} are different {what}; keep one of them.")
    return by_kind


def _weeks_over(file: File, scenario: Scenario) -> int:
    return read_history(file.name, file.content, scenario).week
