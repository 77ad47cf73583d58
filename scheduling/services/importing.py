"""Import: files from outside become a site with its schedule, rules and weights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.services.names import check_names
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions
from scheduling.services.records import ProfileRecord

LARGEST_BYTES = 20_000_000
MOST_PEOPLE, MOST_SHIFTS, LARGEST_NUMBER = 5_000, 50_000, 2**31 - 1


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

    def look(self, actor: Actor, files: Sequence[File]) -> FileSet:
        """What some files are together, before anything is written.

        Raises
        ------
        UnreadableFile, InvalidInput
            When one cannot be read, or they do not go together.
        """
        actor.must(Action.IMPORT)
        _check_sizes(files)
        return self._reader.look(files)

    def store(self, actor: Actor, files: Sequence[File], weeks: Sequence[str] = ()) -> Imported:
        """Write the problem in some files as a new site with one schedule and a default profile.

        Raises
        ------
        UnreadableFile
            With file, line and reason; nothing is written then.
        InvalidInput
            When files are missing or do not go together, or a site of this name is there already.
        """
        actor.must(Action.IMPORT)
        _check_sizes(files)
        problem, settings = self._reader.read(files, weeks)
        check_names(problem)
        _check_amounts(problem, settings)
        profile = ProfileRecord("", "", "Standard", SolveOptions(), is_default=True)
        with self._transactions() as unit:
            name = problem.name
            if any(site.name == name for site in unit.schedules.sites()):
                raise InvalidInput(f"There is a site called {name} already. Rename the file to import it once more.")
            site, schedule = unit.problems.store(name, problem, settings, "import", profiles=[profile])
            subject = files[0].name if len(files) == 1 else name
            sizes = {"people": problem.employees, "shifts": problem.shifts, "rules": settings}
            after = "; ".join(f"{what}: {len(made):,}" for what, made in sizes.items())
            unit.log.add(actor, "file imported", subject, site=site, week=schedule, after=f"site: {name}; {after}")
            unit.commit()
        return Imported(site, schedule, name, len(problem.employees), len(problem.shifts), len(settings))


def _check_sizes(files: Sequence[File]) -> None:
    for file in files:
        if len(file.content) > LARGEST_BYTES:
            raise UnreadableFile(file.name, 0, f"the file is larger than {LARGEST_BYTES // 1_000_000} MB")


def _check_amounts(problem: Problem, settings: Sequence[RuleSetting]) -> None:
    """Refuse what no page could show, and numbers that no database keeps."""
    for count, most, what in (
        (len(problem.employees), MOST_PEOPLE, "people"),
        (len(problem.shifts), MOST_SHIFTS, "shifts"),
    ):
        if count > most:
            raise InvalidInput(f"There are {count:,} {what} in this; {most:,} are the most. Leave some out.")
    for number in _numbers(problem, settings):
        if abs(number) > LARGEST_NUMBER:
            raise InvalidInput(f"The number {number:,} in this is too large; {LARGEST_NUMBER:,} is the largest.")


def _numbers(problem: Problem, settings: Sequence[RuleSetting]) -> Iterator[int]:
    """Weights, heads and costs, as far as a file says them."""
    yield from (wish.weight for wish in problem.requests)
    yield from (wish.weight for wish in problem.preferences)
    yield from (wish.weight for wish in problem.availability)
    for shift in problem.shifts:
        for one in shift.demands:
            said = (one.minimum, one.target, one.maximum, one.under_cost, one.over_cost, one.priority)
            yield from (number for number in said if number is not None)
    for setting in settings:
        yield setting.weight or 0
