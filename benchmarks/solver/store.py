"""Where results are kept: a row for each run, and the path of each run in a file of its own."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, get_type_hints

from benchmarks.solver.runs import Point, Run

RUNS, PATHS = "runs.csv", "paths"
COLUMNS = tuple(field.name for field in fields(Run))


def keep(folder: Path, run: Run, path: Iterable[Point]) -> None:
    """Add a run; nothing of what is there is lost when a later one fails."""
    table, track = folder / RUNS, path_file(folder, run)
    is_new = not table.exists()
    track.parent.mkdir(parents=True, exist_ok=True)
    with table.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(run))
    with track.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("seconds", "objective", "bound"), *path])


def runs(folder: Path) -> list[Run]:
    """Every run that is kept, the latest where one was repeated."""
    table = folder / RUNS
    if not table.exists():
        return []
    with table.open(newline="") as file:
        kept = [_typed(row) for row in csv.DictReader(file)]
    return list({(run.instance, run.seconds, run.solver, run.seed): run for run in kept}.values())


def path_of(folder: Path, run: Run) -> list[Point]:
    with path_file(folder, run).open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [(float(row["seconds"]), _whole(row["objective"]), _whole(row["bound"])) for row in rows]


def path_file(folder: Path, run: Run) -> Path:
    return folder / PATHS / run.instance.replace("/", "_") / f"{run.solver}-{run.seconds}s-seed{run.seed}.csv"


def _typed(row: dict[str, str]) -> Run:
    hints = get_type_hints(Run)
    return Run(**{name: _cell(text, hints[name]) for name, text in row.items()})


def _cell(text: str, kind: Any) -> Any:
    if kind is str:
        return text
    return None if text == "" else float(text) if kind in (float, float | None) else int(text)


def _whole(text: str) -> int | None:
    return int(text) if text else None
