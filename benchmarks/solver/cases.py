"""The problems: public instances that lie in a folder, named as they are there, and the demo data.

`5` is nrp/Instance5.txt; `n012w8/0/3-5-0-2-0-4-5-2` is the folder inrc2/n012w8 with its history and weeks;
`restaurant`, `large` and `ward` are the demos; `drawn/52x150x32` is made up, of so many weeks, people and templates.
Public instances are read where they lie and never copied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.solver.drawn import Drawn
from data.demo import DEMOS
from scheduling.cli.instances import Instance, opened
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting

ROOT = Path(__file__).parents[2]
FOLDER = ROOT.parent / "shared" / "benchmarks"
DRAWN = "drawn/"
MONDAY = date(2026, 11, 30)


@dataclass(frozen=True)
class Case:
    """A problem with its settings.

    `words` are the instance's on the command line of `python -m scheduling`, and `file` reads the rosters that it
    writes; demo data has neither.
    """

    name: str
    problem: Problem
    settings: tuple[RuleSetting, ...]
    words: tuple[str, ...] = ()
    file: Instance | None = None

    @property
    def slug(self) -> str:
        """The name as a part of file names."""
        return self.name.replace("/", "_")


def case(name: str, folder: Path) -> Case:
    """The problem of this name.

    Raises
    ------
    InvalidInput
        When there is none.
    UnreadableFile
        When its file cannot be read.
    """
    if name in DEMOS:
        demo = DEMOS[name](MONDAY)
        return Case(name, demo.problem, demo.settings)
    if name.isdecimal():
        return _from_file(name, folder / "nrp" / f"Instance{name}.txt", ())
    if name.startswith(DRAWN):
        return _drawn(name)
    if name.count("/") == 2:
        scenario, history, weeks = name.split("/")
        return _from_file(name, folder / "inrc2" / scenario, (history, weeks))
    scenario = "a scenario with history and weeks like n012w8/0/3-5-0-2-0-4-5-2"
    known = f"a number, {scenario}, weeks, people and templates like {DRAWN}52x150x32, or {', '.join(DEMOS)}"
    raise InvalidInput(f"There is no instance called {name}; name {known}.")


def _drawn(name: str) -> Case:
    """A plan that is made up, written where the command line can read it."""
    try:
        text = Drawn.called(name.removeprefix(DRAWN)).text()
    except ValueError:
        raise InvalidInput(f"{name} names no plan; say weeks, people and templates, like {DRAWN}52x150x32.") from None
    path = ROOT / "var" / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return _from_file(name, path, ())


def _from_file(name: str, path: Path, choice: Sequence[str]) -> Case:
    if not path.exists():
        raise InvalidInput(f"Instance {name} would be {path}, which is not there; say with --folder where it lies.")
    history, weeks = choice or (None, None)
    read = opened(path, history, weeks)
    words = (str(path), *(("--history", choice[0], "--weeks", choice[1]) if choice else ()))
    return Case(name, read.problem, read.settings, words, read)
