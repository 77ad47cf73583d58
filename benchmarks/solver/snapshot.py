"""`python -m benchmarks.solver.snapshot FILE`: solve a snapshot just as `python -m scheduling solve` solves a file.

Demo data has no file format of its own, so what a run freezes stands in for one.
"""

import json
from pathlib import Path
from typing import Annotated

import typer

from scheduling.cli.journal import Journal
from scheduling.domain.runs import SolveOptions
from scheduling.services.snapshot import from_text
from scheduling.solver import solve


def main(
    snapshot: Path,
    time_limit: Annotated[int, typer.Option()],
    threads: Annotated[int, typer.Option()],
    seed: Annotated[int, typer.Option()],
    out: Annotated[Path, typer.Option()],
    progress: Annotated[Path, typer.Option()],
) -> None:
    """Solve, leave the roster as triples of ids, and print how it ended."""
    found = from_text(snapshot.read_text())
    options = SolveOptions(time_limit=time_limit, threads=threads, seed=seed)
    with Journal(progress) as journal:
        result = solve(found.problem, found.settings, options, on_progress=journal.note)
    if result.roster is not None:
        out.write_text(json.dumps([[a.employee, a.shift, a.role] for a in sorted(result.roster)]))
    print(json.dumps({"status": result.status.value, "objective": result.objective, "bound": result.bound}))


if __name__ == "__main__":
    typer.run(main)
