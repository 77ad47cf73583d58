"""Import: files from outside become a site with its schedule, rules and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.services.ports import Transactions
from scheduling.services.records import ProfileRecord

LARGEST_BYTES = 20_000_000


@dataclass(frozen=True)
class FileSet:
    """What some files are together.

    `kinds` says what each file is, by name. `weeks` week files are to be chosen in their order from `week_files`,
    none where one file says all. `missing` is a sentence, empty when nothing is.
    """

    kinds: Mapping[str, str]
    week_files: tuple[str, ...] = ()
    weeks: int = 0
    missing: str = ""


class Reader(Protocol):
    """Knows the formats; both raise UnreadableFile with file, line and reason, InvalidInput for a wrong set."""

    def look(self, files: Sequence[File]) -> FileSet:
        """What the files are, and what is missing or to be chosen."""
        ...

    def read(self, files: Sequence[File], weeks: Sequence[str] = ()) -> tuple[Problem, Sequence[RuleSetting]]:
        """The problem in the files, with the chosen week files by name."""
        ...


@dataclass(frozen=True)
class Imported:
    """What an import made."""

    site: str
    schedule: str
    name: str
    people: int
    shifts: int
    rules: int


class ImportService:
    def __init__(self, transactions: Transactions, reader: Reader) -> None:
        self._transactions, self._reader = transactions, reader

    def look(self, files: Sequence[File]) -> FileSet:
        """What some files are together, before anything is written.

        Raises
        ------
        UnreadableFile, InvalidInput
            When one cannot be read, or they do not go together.
        """
        _check_sizes(files)
        return self._reader.look(files)

    def store(self, files: Sequence[File], actor: str, weeks: Sequence[str] = ()) -> Imported:
        """Write the problem in some files as a new site with one schedule and a default profile.

        Raises
        ------
        UnreadableFile
            With file, line and reason; nothing is written then.
        InvalidInput
            When files are missing or do not go together, or a site of this name is there already.
        """
        _check_sizes(files)
        problem, settings = self._reader.read(files, weeks)
        profile = ProfileRecord("", "", "Standard", SolveOptions(), is_default=True)
        with self._transactions() as unit:
            name = problem.name
            if any(site.name == name for site in unit.schedules.sites()):
                raise InvalidInput(f"There is a site called {name} already. Rename the file to import it once more.")
            site, schedule = unit.problems.store(name, problem, settings, "import", profiles=[profile])
            subject = files[0].name if len(files) == 1 else name
            unit.log.add(actor, "file imported", subject, site=site)
            unit.commit()
        return Imported(site, schedule, name, len(problem.employees), len(problem.shifts), len(settings))


def _check_sizes(files: Sequence[File]) -> None:
    for file in files:
        if len(file.content) > LARGEST_BYTES:
            raise UnreadableFile(file.name, 0, f"the file is larger than {LARGEST_BYTES // 1_000_000} MB")
