"""What solvers tell in lines of text: lines of JSON, and the logs of CBC and SCIP."""

import json
import re

from benchmarks.solver.watch import Said

CBC_SOLUTION = re.compile(r"Integer solution of (\S+) found")
CBC_BOUND = re.compile(r"After \d+ nodes, .* best possible (\S+) \(")
SCIP_ROW = re.compile(r"^\S?\s*\d+(\.\d+)?s\|")
NAMES = ("objective", "bound", "status")


def from_json(line: str) -> Said:
    """The facts in a line of JSON; those that are null are not known yet."""
    if not line.startswith("{"):
        return {}
    try:
        said = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return {name: said[name] for name in NAMES if said.get(name) is not None}


def from_cbc(line: str) -> Said:
    """A line of JSON, a new solution, or the bound of the tree."""
    if found := CBC_SOLUTION.search(line):
        return {"objective": float(found[1])}
    if found := CBC_BOUND.search(line):
        return {"bound": float(found[1])}
    return from_json(line)


def from_scip(line: str) -> Said:
    """A line of JSON, or a row of the table that ends in bound, objective, gap and completion."""
    if not SCIP_ROW.match(line):
        return from_json(line)
    cells = [cell.strip() for cell in line.split("|")]
    named = zip(("bound", "objective"), cells[-4:-2], strict=True)
    return {name: float(cell) for name, cell in named if re.fullmatch(r"[+-]?\d\S*", cell)}
