"""Instances on disk: a file is an NRP instance, a folder holds INRC-II instances."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster, Score
from scheduling.domain.settings import RuleSetting
from scheduling.formats import inrc2, inrc2_folder, inrc2_rules, nrp
from scheduling.formats.lines import read_file, write_file
from scheduling.formats.nrp_roster import read_roster, write_roster
from scheduling.rules.catalogue import catalogue


class Instance(Protocol):
    """An instance with its own way to write rosters down."""

    @property
    def problem(self) -> Problem: ...

    @property
    def settings(self) -> tuple[RuleSetting, ...]: ...

    def read_roster(self, path: Path) -> Roster: ...

    def check_place(self, path: Path) -> None:
        """UnreadableFile where a roster could not be written, told before a search rather than after it."""
        ...

    def write_roster(self, path: Path, roster: Roster) -> None: ...

    def costs(self, verdict: Score) -> Iterator[tuple[str, int]]:
        """What a roster costs, by the names that the format has for it."""
        ...


@dataclass(frozen=True)
class NrpInstance:
    problem: Problem
    settings: tuple[RuleSetting, ...]

    def read_roster(self, path: Path) -> Roster:
        return read_roster(path.name, read_file(path), self.problem)

    def check_place(self, path: Path) -> None:
        _check_parent(path)

    def write_roster(self, path: Path, roster: Roster) -> None:
        write_file(path, write_roster(self.problem, roster))

    def costs(self, verdict: Score) -> Iterator[tuple[str, int]]:
        yield from ((catalogue()[code].label, penalty) for code, penalty in sorted(verdict.penalty_by_code.items()))


@dataclass(frozen=True)
class Inrc2Instance:
    read: inrc2.Instance

    @property
    def problem(self) -> Problem:
        return self.read.problem

    @property
    def settings(self) -> tuple[RuleSetting, ...]:
        return self.read.settings

    def read_roster(self, path: Path) -> Roster:
        return inrc2_folder.read_solution_folder(self.read, path)

    def check_place(self, path: Path) -> None:
        _check_parent(path)
        if path.exists() and not path.is_dir():
            raise UnreadableFile(str(path), 0, "is a file; a folder for the solutions of the weeks is expected")

    def write_roster(self, path: Path, roster: Roster) -> None:
        inrc2_folder.write_solution_folder(self.read, roster, path)

    def costs(self, verdict: Score) -> Iterator[tuple[str, int]]:
        for constraint, penalty in inrc2_rules.costs(verdict).items():
            yield f"{constraint} {inrc2_rules.CONSTRAINTS[constraint]}", penalty


def opened(path: Path, history: str | None, weeks: str | None) -> Instance:
    """The instance at a path; history and weeks choose among those of a folder.

    Raises
    ------
    UnreadableFile
        With file, line and reason.
    InvalidInput
        When history or weeks are missing, or given for a file.
    """
    if path.is_dir():
        return Inrc2Instance(inrc2_folder.read_folder(path, *_chosen(path, history, weeks)))
    _refuse_choice(path, history, weeks)
    return NrpInstance(*nrp.read(path.name, read_file(path)))


def handed_in(path: Path, history: str | None, weeks: str | None) -> tuple[list[File], list[str]]:
    """The files of the instance at a path, each once, and the names of the week files in their order."""
    if not path.is_dir():
        _refuse_choice(path, history, weeks)
        return [File(path.name, read_file(path))], []
    scenario, past, data = inrc2_folder.files_of(path, *_chosen(path, history, weeks))
    return [scenario, past, *dict.fromkeys(data)], [file.name for file in data]


def _chosen(folder: Path, history: str | None, weeks: str | None) -> tuple[str, str]:
    if history is None or weeks is None:
        raise InvalidInput(f"{folder} is a folder; choose its history and weeks, as in --history 0 --weeks 1-2-3-3.")
    return history, weeks


def _refuse_choice(file: Path, history: str | None, weeks: str | None) -> None:
    if history is not None or weeks is not None:
        raise InvalidInput(f"--history and --weeks choose among the files of a folder, and {file} is none.")


def _check_parent(path: Path) -> None:
    if not path.parent.is_dir():
        raise UnreadableFile(str(path), 0, "cannot be written (its folder does not exist)")
