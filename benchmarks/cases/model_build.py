"""Time and memory to state a large problem for the solver: 120 people, 28 days, 18 templates, the NRP rules.

The rules are those of the NRP text format: targets, requests, days off, one shift a day, forbidden successions,
minutes, days worked and off in a row, weekends, and shifts per template, stated once for each of 120 contracts.
Below it the floor: as many bare boolean variables and constraints, as long as the model's are on average, made
through the same interface without any rule. Each is built in a fresh process. Memory is what the process's peak lies
above what it held before, so imports and the instance itself are not counted; CPU is the median of the processor
seconds, which other work on the machine disturbs less.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
from ortools.sat.python import cp_model

from benchmarks.catalogue import fresh
from benchmarks.figures import percentile
from benchmarks.instance import nrp_text
from benchmarks.report import Cell, Report
from scheduling.formats import nrp
from scheduling.rules.catalogue import catalogue
from scheduling.solver.model import RosterModel

BUILDS = 5
Size = tuple[int, int, int]
Built = tuple[float, float, float, Size]


def measure() -> Report:
    """Build the model and then the floor, several times over, taking turns."""
    whole: list[Built] = []
    bare_items: list[Built] = []
    for _ in range(BUILDS):
        whole.append(fresh(rules))
        bare_items.append(fresh(floor, whole[-1][-1]))
    return Report(
        f"RosterModel(problem, settings) on an instance made by benchmarks/instance.py, {BUILDS} builds each.",
        ("built", "median, s", "slowest, s", "CPU, s", "memory, MiB", "variables", "constraints", "terms"),
        (summary("model with rules", whole), summary("floor: bare items", bare_items)),
    )


def summary(name: str, builds: Sequence[Built]) -> tuple[Cell, ...]:
    """A row of the table."""
    seconds, cpu, memory, sizes = zip(*builds, strict=True)
    return name, percentile(seconds, 50), max(seconds), percentile(cpu, 50), max(memory), *sizes[0]


def rules() -> Built:
    """The model of the whole problem."""
    problem, settings = nrp.read("benchmark", nrp_text().encode())
    catalogue()  # a worker has imported the rules long before
    return built(lambda: RosterModel(problem, settings).cp)


def floor(size: Size) -> Built:
    """So many variables and constraints, with about so many terms, that say nothing."""
    variables, constraints, terms = size
    return built(lambda: bare(variables, constraints, terms // constraints))


def bare(variables: int, constraints: int, length: int) -> cp_model.CpModel:
    model = cp_model.CpModel()
    made = [model.new_bool_var("") for _ in range(variables)]
    for number in range(constraints):
        first = number % (variables - length)
        model.add_at_most_one(made[first : first + length])
    return model


def built(build: Callable[[], cp_model.CpModel]) -> Built:
    """Seconds, processor seconds, MiB and size of what is built."""
    before = psutil.Process().memory_info().rss
    began, began_cpu = time.perf_counter(), time.process_time()
    model = build()
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    return seconds, cpu, (peak_bytes() - before) / 2**20, size_of(model)


def size_of(model: cp_model.CpModel) -> Size:
    """Variables, constraints, and terms in all constraints together."""
    constraints = list(model.proto.constraints)
    terms = sum(
        len(c.at_most_one.literals) + len(c.bool_or.literals) + len(c.linear.vars) + len(c.lin_max.exprs)
        for c in constraints
    )
    return len(model.proto.variables), len(constraints), terms


def peak_bytes() -> int:
    """The most memory that this process has ever held."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
