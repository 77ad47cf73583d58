"""Import: a file from outside becomes a site with its week, rules and weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeAlias

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.services.ports import Transactions
from scheduling.services.records import ProfileRecord

Reader: TypeAlias = Callable[[str, bytes], tuple[Problem, Sequence[RuleSetting]]]
"""Reads a file's content (second) that came under a name (first); raises UnreadableFile."""

LARGEST_BYTES = 20_000_000


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
    def __init__(self, transactions: Transactions, read: Reader) -> None:
        self._transactions, self._read = transactions, read

    def store(self, file_name: str, content: bytes, actor: str) -> Imported:
        """Write a file's problem as a new site with one schedule and a default profile.

        Raises
        ------
        UnreadableFile
            With file, line and reason; nothing is written then.
        InvalidInput
            When a site of this name is there already.
        """
        if len(content) > LARGEST_BYTES:
            raise UnreadableFile(file_name, 0, f"the file is larger than {LARGEST_BYTES // 1_000_000} MB")
        problem, settings = self._read(file_name, content)
        name = PurePath(file_name).stem
        profile = ProfileRecord("", "", "Standard", SolveOptions(), is_default=True)
        with self._transactions() as unit:
            if any(site.name == name for site in unit.schedules.sites()):
                raise InvalidInput(f"There is a site called {name} already. Rename the file to import it once more.")
            site, schedule = unit.problems.store(name, problem, settings, "import", profiles=[profile])
            unit.log.add(actor, "file imported", file_name, site=site)
            unit.commit()
        return Imported(site, schedule, name, len(problem.employees), len(problem.shifts), len(settings))
