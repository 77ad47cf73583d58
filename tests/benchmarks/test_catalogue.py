"""Every benchmark is found, says what it measures and is told of in the documentation."""

import os
from pathlib import Path

import pytest

from benchmarks.catalogue import catalogue, fresh, title

CASES = Path(__file__).parents[2] / "benchmarks" / "cases"
DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text()


def test_every_file_is_found() -> None:
    files = {path.stem for path in CASES.glob("*.py")} - {"__init__"}
    assert set(catalogue()) == files != set()


@pytest.mark.parametrize("name", catalogue())
def test_a_benchmark_says_what_it_measures(name: str) -> None:
    module = catalogue()[name]
    assert title(name).endswith("."), f"{name}: the first line of its docstring is no sentence"
    assert module.measure.__doc__
    assert f"`{name}`" in DOCUMENTATION


def test_a_benchmark_runs_in_a_process_of_its_own() -> None:
    assert fresh(os.getpid) != os.getpid()
