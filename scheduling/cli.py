"""The command line: solve and check instance files without server, queue or database."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from scheduling.checker import score
from scheduling.domain.errors import ShiftwrightError, UnreadableFile
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Score
from scheduling.domain.runs import Progress, SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.formats import nrp
from scheduling.formats.nrp_roster import read_roster, write_roster
from scheduling.formats.nrp_text import read_file
from scheduling.rules.catalogue import catalogue
from scheduling.solver import solve as search

BROKEN, UNREADABLE = 1, 2
MOST_LISTED = 20


def build(import_file: Callable[[str, bytes], str]) -> typer.Typer:
    """The commands. `import_file` stores a file's content under its name and says where it went."""
    app = typer.Typer(add_completion=False, help="Solve, check and import roster instances.")

    @app.command()
    def solve(
        file: Annotated[Path, typer.Argument(help="NRP instance")],
        time_limit: Annotated[int, typer.Option(help="Seconds")] = 60,
        threads: Annotated[int, typer.Option(help="Search threads")] = 2,
        seed: Annotated[int, typer.Option(help="Random seed")] = 1,
        out: Annotated[Path | None, typer.Option(help="Write the roster here, as JSON")] = None,
        progress: Annotated[Path | None, typer.Option(help="Write objective and bound here, a JSON line each")] = None,
    ) -> None:
        """Find the best roster for an instance; the last line printed is the result as JSON."""
        problem, settings = _read(file)
        options = SolveOptions(time_limit=time_limit, threads=threads, seed=seed)
        if out is not None and not out.parent.is_dir():
            raise UnreadableFile(str(out), 0, "cannot be written (its folder does not exist)")
        with Journal(progress) as journal:
            result = search(problem, settings, options, on_progress=journal.note)
        if result.roster is not None and out is not None:
            _write(out, write_roster(problem, result.roster))
        if result.reason:
            typer.echo(result.reason)
        answer = {
            "status": result.status.value,
            "objective": result.objective,
            "bound": result.bound,
            "seconds": round(result.seconds, 3),
        }
        typer.echo(json.dumps(answer))
        if result.roster is None:
            raise typer.Exit(BROKEN)

    @app.command()
    def check(file: Annotated[Path, typer.Argument()], roster: Annotated[Path, typer.Argument()]) -> None:
        """Say what a roster costs, rule by rule, and every hard rule that it breaks."""
        problem, settings = _read(file)
        verdict = score(problem, read_roster(roster.name, read_file(roster), problem), settings)
        _report(verdict)
        if verdict.hard:
            raise typer.Exit(BROKEN)

    @app.command("import")
    def import_(file: Annotated[Path, typer.Argument(help="NRP instance")]) -> None:
        """Store an instance as a schedule with its rules and weights."""
        typer.echo(import_file(file.name, read_file(file)))

    return app


def run(app: typer.Typer) -> None:
    """Run the commands; an error on purpose is one sentence and exit code 2."""
    try:
        app()
    except ShiftwrightError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(UNREADABLE)


class Journal:
    """Writes progress lines as they come, so that they can be followed."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> "Journal":
        try:
            self._file = None if self._path is None else self._path.open("w", buffering=1)
        except OSError as error:
            raise UnreadableFile(str(self._path), 0, f"cannot be written ({error.strerror})") from None
        return self

    def note(self, progress: Progress) -> None:
        if self._file is not None:
            line = {"seconds": round(progress.seconds, 3), "objective": progress.objective, "bound": progress.bound}
            self._file.write(json.dumps(line) + "\n")

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()


def _read(file: Path) -> tuple[Problem, tuple[RuleSetting, ...]]:
    return nrp.read(file.name, read_file(file))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text)
    except OSError as error:
        raise UnreadableFile(str(path), 0, f"cannot be written ({error.strerror})") from None


def _report(verdict: Score) -> None:
    for code, penalty in sorted(verdict.penalty_by_code.items()):
        typer.echo(f"{catalogue()[code].label}: {penalty}")
    broken = [v for v in verdict.violations if v.hard]
    for violation in broken[:MOST_LISTED]:
        typer.echo(f"BROKEN {violation.code}: {violation.message}")
    if len(broken) > MOST_LISTED:
        typer.echo(f"and {len(broken) - MOST_LISTED} more broken hard rules")
    typer.echo(f"Total: {verdict.penalty}, hard rules broken: {verdict.hard}")
