"""Instances and solutions of the second nurse rostering competition as folders of files, named as it names them."""

from collections.abc import Sequence
from pathlib import Path

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.roster import Roster
from scheduling.formats.inrc2 import Instance, read
from scheduling.formats.inrc2_solution import read_solution, solution_name, write_solution
from scheduling.formats.lines import read_file, write_file


def files_of(folder: Path, history: str, weeks: str) -> tuple[File, File, Sequence[File]]:
    """Scenario, history and week files of an instance, `weeks` being numbers like `1-2-3-3`.

    Raises
    ------
    UnreadableFile
        When one of them is not there, or cannot be opened.
    InvalidInput
        When `weeks` is no list of numbers.
    """
    numbers = weeks.split("-")
    if not all(number.isdecimal() for number in numbers):
        raise InvalidInput(f"The weeks '{weeks}' cannot be read; name the week files by number, as in 1-2-3-3.")
    scenario = _only(folder, "Sc-*.txt", "scenario")
    past = _only(folder, f"H0-*-{history}.txt", f"history {history}")
    return scenario, past, [_only(folder, f"WD-*-{number}.txt", f"data of week {number}") for number in numbers]


def read_folder(folder: Path, history: str, weeks: str) -> Instance:
    """The instance that some of the files in a folder make; errors as those of `files_of` and `inrc2.read`."""
    return read(*files_of(folder, history, weeks))


def read_solution_folder(instance: Instance, folder: Path) -> Roster:
    """The roster in a folder with a solution of each week; UnreadableFile when one is missing or does not fit."""
    names = [solution_name(instance, week) for week in range(len(instance.weeks))]
    return read_solution(instance, [File(name, read_file(folder / name)) for name in names])


def write_solution_folder(instance: Instance, roster: Roster, folder: Path) -> None:
    """Write a solution of each week into a folder, which is made where it is missing."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UnreadableFile(str(folder), 0, f"cannot be written ({error.strerror})") from None
    for name, text in write_solution(instance, roster).items():
        write_file(folder / name, text)


def _only(folder: Path, pattern: str, what: str) -> File:
    found = sorted(folder.glob(pattern))
    if not found:
        raise UnreadableFile(str(folder), 0, f"there is no {what} in this folder (a file {pattern})")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise UnreadableFile(str(folder), 0, f"there is more than one {what} in this folder ({names})")
    return File(found[0].name, read_file(found[0]))
