"""On what, and with which versions, a run was made."""

import subprocess
from functools import cache
from importlib.metadata import distributions, version

from benchmarks.machine import machine
from benchmarks.solver.cases import ROOT

PEERS = ROOT / ".peers"
INSTALLED = ("ortools", "highspy")


@cache
def where() -> str:
    """Processor, cores, memory, system and Python."""
    about = machine()
    return f"{about['machine']}, {about['system']}, Python {about['python']}"


@cache
def versions() -> str:
    """The state of this project and the versions of the solvers."""
    peers = {one.name: one.version for one in distributions(path=[str(PEERS)])}
    found = {"shiftwright": _revision(), **{name: version(name) for name in INSTALLED}, **peers}
    return ", ".join(f"{name} {number}" for name, number in found.items() if number)


def _revision() -> str:
    """The commit that is checked out, with a + where something was changed since; nothing without Git."""
    command = ("git", "describe", "--always", "--dirty=+")
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
