"""The commands: what they are called, what they take, what they print and how they exit."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from scheduling.checker import score
from scheduling.cli.instances import Instance, handed_in, opened
from scheduling.cli.journal import Journal
from scheduling.cli.replaying import again
from scheduling.domain.errors import ShiftwrightError
from scheduling.domain.files import File
from scheduling.domain.roster import Score
from scheduling.domain.runs import SolveOptions, SolveResult
from scheduling.formats.lines import read_file
from scheduling.services.bundle import unpack
from scheduling.services.reference import access_table, reference
from scheduling.solver import solve as search

BROKEN, UNREADABLE = 1, 2
MOST_LISTED = 20

Place: TypeAlias = Annotated[Path, typer.Argument(help="NRP instance, or a folder of INRC-II files")]
History: TypeAlias = Annotated[str | None, typer.Option(help="INRC-II: number of the history")]
Weeks: TypeAlias = Annotated[str | None, typer.Option(help="INRC-II: numbers of the week files, like 1-2-3-3")]


def build(import_files: Callable[[Sequence[File], Sequence[str]], str]) -> typer.Typer:
    """The commands. `import_files` stores files, with the week files chosen by name, and says where they went."""
    app = typer.Typer(add_completion=False, help="Solve, check and import roster instances.")

    @app.command()
    def solve(
        instance: Place,
        history: History = None,
        weeks: Weeks = None,
        time_limit: Annotated[int, typer.Option(help="Seconds")] = 60,
        threads: Annotated[int, typer.Option(help="Search threads")] = 2,
        seed: Annotated[int, typer.Option(help="Random seed")] = 1,
        out: Annotated[
            Path | None, typer.Option(help="Write the roster here: JSON, or a folder of INRC-II solutions")
        ] = None,
        progress: Annotated[Path | None, typer.Option(help="Write objective and bound here, a JSON line each")] = None,
    ) -> None:
        """Find the best roster for an instance; the last line printed is the result as JSON."""
        found = opened(instance, history, weeks)
        options = SolveOptions(time_limit=time_limit, threads=threads, seed=seed)
        if out is not None:
            found.check_place(out)
        with Journal(progress) as journal:
            result = search(found.problem, found.settings, options, on_progress=journal.note)
        if result.roster is not None and out is not None:
            found.write_roster(out, result.roster)
        _tell(result)
        if result.roster is None:
            raise typer.Exit(BROKEN)

    @app.command()
    def check(
        instance: Place,
        roster: Annotated[Path, typer.Argument(help="JSON, or a folder of INRC-II solutions")],
        history: History = None,
        weeks: Weeks = None,
    ) -> None:
        """Say what a roster costs, term by term, and every hard rule that it breaks."""
        found = opened(instance, history, weeks)
        verdict = score(found.problem, found.read_roster(roster), found.settings)
        _report(found, verdict)
        if verdict.hard:
            raise typer.Exit(BROKEN)

    @app.command("import")
    def import_(instance: Place, history: History = None, weeks: Weeks = None) -> None:
        """Store an instance as a schedule with its rules and weights."""
        typer.echo(import_files(*handed_in(instance, history, weeks)))

    @app.command()
    def replay(
        bundle: Annotated[Path, typer.Argument(help="The zip file of a run, as the page Runs offers it")],
        time_limit: Annotated[int | None, typer.Option(help="Seconds, instead of the run's own")] = None,
    ) -> None:
        """Search a run again on its own inputs, and say whether it ends with the same penalty."""
        raise typer.Exit(again(unpack(bundle.name, read_file(bundle)), time_limit))

    _references(app)
    return app


def _references(app: typer.Typer) -> None:
    """Commands that print pages of the docs."""

    @app.command()
    def rules() -> None:
        """Print the reference of all rules, in Markdown."""
        typer.echo(reference(), nl=False)

    @app.command()
    def access() -> None:
        """Print the table of who may do what, in Markdown."""
        typer.echo(access_table(), nl=False)


def run(app: typer.Typer) -> None:
    """Run the commands; an error on purpose is one sentence and exit code 2."""
    try:
        app()
    except ShiftwrightError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(UNREADABLE)


def _tell(result: SolveResult) -> None:
    if result.reason:
        typer.echo(result.reason)
    answer = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "seconds": round(result.seconds, 3),
    }
    typer.echo(json.dumps(answer))


def _report(instance: Instance, verdict: Score) -> None:
    for name, cost in instance.costs(verdict):
        typer.echo(f"{name}: {cost}")
    broken = [v for v in verdict.violations if v.hard]
    for violation in broken[:MOST_LISTED]:
        typer.echo(f"BROKEN {violation.code}: {violation.message}")
    if len(broken) > MOST_LISTED:
        typer.echo(f"and {len(broken) - MOST_LISTED} more broken hard rules")
    typer.echo(f"Total: {verdict.penalty}, hard rules broken: {verdict.hard}")
