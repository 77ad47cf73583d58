"""Compiles the Java program against the jars in the wheel, and starts it."""

import json
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

from benchmarks.solver.cases import Case
from benchmarks.solver.contract import DoesNotFit, Limits, Ready
from benchmarks.solver.setting import PEERS
from benchmarks.solver.timefold.facts import stated
from benchmarks.solver.timefold.grid import NotStated

JARS = PEERS / "timefold" / "solver" / "jars"
CLASSES = PEERS / "classes"
SOURCES = Path(__file__).parent / "peer"
NOT_NEEDED = ("logback", "timefold-solver-python", "jpyinterpreter", "junit", "mockito", "assertj")
"""Jars that are for Python and tests, or would write a log."""


def why_not() -> str:
    """What is missing to run Timefold here; nothing when all is there."""
    if not JARS.is_dir():
        return f"its jars are not in {PEERS.name}/, where make bench-solver installs them"
    missing = [tool for tool in ("java", "javac") if shutil.which(tool) is None]
    return f"{' and '.join(missing)} not found; install a Java development kit, 17 or newer" if missing else ""


def ready(case: Case, folder: Path) -> Ready:
    """The problem as a file of facts.

    Raises
    ------
    DoesNotFit
        When a person may work twice a day, for example.
    """
    compiled()
    try:
        grid, left_out = stated(case.problem, case.settings)
    except NotStated:
        text = "a cell holds one shift a day, one of each template, and nothing pinned in the plan"
        raise DoesNotFit(text) from None
    facts = folder / "facts.txt"
    facts.write_text(grid.text())

    def command(limits: Limits, out: Path) -> tuple[str, ...]:
        until = time.time() + limits.seconds
        words = (str(word) for word in (facts, until, limits.threads, limits.seed, out))
        return ("java", "-cp", f"{CLASSES}:{_jars()}", "peer.Main", *words)

    return Ready(command, lambda out: grid.roster(json.loads(out.read_text())), left_out)


@cache
def compiled() -> None:
    """Compile once for each run of the benchmark; CalledProcessError, with the compiler's words, when that fails."""
    sources = sorted(map(str, SOURCES.glob("*.java")))
    subprocess.run(("javac", "-cp", _jars(), "-d", CLASSES, *sources), check=True)


def _jars() -> str:
    jars = (jar for jar in sorted(JARS.glob("*.jar")) if not jar.name.startswith(NOT_NEEDED))
    return ":".join(map(str, jars))
