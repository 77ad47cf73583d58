"""`python -m tests.mutation [files]`: which small mistakes in the rules no test notices."""

import argparse
import os
from pathlib import Path

from tests.mutation.near import ROOT, files
from tests.mutation.report import show
from tests.mutation.running import run

RESULTS = ROOT / ".mutation" / "results.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files of scheduling/rules, or all with the checker")
    parser.add_argument("--again", action="store_true", help="try the survivors again, after a new test")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--show", action="store_true", help="only show what is known")
    given = parser.parse_args()
    chosen = [file.resolve() for file in given.files] or files()
    status = 0 if given.show else run(chosen, given.results, given.jobs, given.again)
    print(show(given.results))
    return status


if __name__ == "__main__":
    raise SystemExit(main())
