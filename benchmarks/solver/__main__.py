"""`python -m benchmarks.solver`: solve chosen problems with chosen solvers and seeds, check, and write the results."""

import sys
from argparse import ArgumentDefaultsHelpFormatter, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.solver import page, store
from benchmarks.solver.cases import FOLDER, ROOT, Case, case
from benchmarks.solver.contract import DoesNotFit, Limits
from benchmarks.solver.runs import run
from benchmarks.solver.solvers import SOLVERS
from data.demo import DEMOS
from scheduling.domain.errors import ShiftwrightError


def main() -> int:
    """Run, and print each result as it comes; those already there stay."""
    said = options()
    try:
        cases = [case(name, said.folder) for name in said.instances]
    except ShiftwrightError as error:
        print(error, file=sys.stderr)
        return 2
    said.out.mkdir(parents=True, exist_ok=True)
    reasons = {key: reason for key in said.solvers if (reason := SOLVERS[key].why_not())}
    left_out = [f"{SOLVERS[key].title}, {reason}" for key, reason in reasons.items()]
    for sentence in left_out:
        print(f"Left out: {sentence}.", flush=True)
    page.write(said.out, left_out)
    for one in cases:
        left_out += measure(one, [key for key in said.solvers if key not in reasons], said)
        page.write(said.out, left_out)
    print(f"The results are in {said.out / page.PAGE}.")
    return 0


def options() -> Namespace:
    parser = ArgumentParser("python -m benchmarks.solver", formatter_class=ArgumentDefaultsHelpFormatter)
    parser.add_argument(
        "--instances",
        nargs="*",
        default=list(DEMOS),
        help="numbers, scenario/history/weeks, demos; none: the page only",
    )
    parser.add_argument("--solvers", nargs="+", choices=SOLVERS, default=list(SOLVERS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[1])
    parser.add_argument("--seconds", type=int, default=60, help="from the start of each process")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the public instances lie")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "solver-benchmarks", help="where the results go")
    return parser.parse_args()


def measure(one: Case, solvers: Sequence[str], said: Namespace) -> list[str]:
    """Every solver and seed on one problem; tells which solvers cannot be given it, and why."""
    left_out = []
    with TemporaryDirectory(prefix="shiftwright-benchmark-") as name:
        for key in solvers:
            try:
                ready = SOLVERS[key].ready(one, Path(name))
            except DoesNotFit as reason:
                left_out.append(f"{SOLVERS[key].title} on {one.name}, {reason}")
                print(f"Left out: {left_out[-1]}.", flush=True)
                continue
            for seed in said.seeds:
                limits = Limits(said.seconds, said.threads, seed)
                row, path = run(one, key, SOLVERS[key], ready, limits, Path(name))
                store.keep(said.out, row, path)
                figures = f"{row.penalty} ({row.bound}), first {row.first} s, best {row.best} s, ended {row.ended} s"
                print(f"{one.name:<12} {key:<12} seed {seed}  {row.status:<10} {figures}  {row.note}", flush=True)
    return left_out


if __name__ == "__main__":
    sys.exit(main())
