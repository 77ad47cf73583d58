"""`python -m benchmarks [NAME…]`: measure, and print a table for each benchmark."""

import json
from dataclasses import asdict
from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer

from benchmarks.catalogue import catalogue, run, title
from benchmarks.machine import machine
from benchmarks.report import Report, table

WIDTH = 110


def main(
    names: Annotated[list[str] | None, typer.Argument(help="Which to run; all when none is named")] = None,
    show: Annotated[bool, typer.Option("--list", help="List the benchmarks and run none")] = False,
    out: Annotated[Path | None, typer.Option(help="Write the numbers here too, as JSON")] = None,
) -> None:
    """Measure, and print each number with how it was measured and on what. Nothing is written unless asked for."""
    if show:
        for name in catalogue():
            print(f"{name:<20}{title(name)}")
        return
    wanted = names or list(catalogue())
    refuse_unknown(wanted)
    if out is not None and not out.parent.is_dir():
        raise typer.BadParameter(f"{out} cannot be written (its folder does not exist).")
    about = machine()
    for fact, value in about.items():
        print(f"{fact:<13}{value}")
    reports = {name: measured(name) for name in wanted}
    if out is not None:
        results = {name: asdict(report) for name, report in reports.items()}
        out.write_text(json.dumps({**about, "benchmarks": results}, indent=1) + "\n")


def refuse_unknown(names: list[str]) -> None:
    unknown = [name for name in names if name not in catalogue()]
    if unknown:
        raise typer.BadParameter(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(catalogue())}.")


def measured(name: str) -> Report:
    print(f"\n{name}: {title(name)}", flush=True)
    report = run(name)
    load = "Load of the machine: {:.1f} before, {:.1f} at the end.".format(*report.load)
    print(f"{fill(report.setting, WIDTH)}\n{load}\n\n{table(report)}", flush=True)
    return report


if __name__ == "__main__":
    typer.run(main)
