"""The command line, as a separate process sees it."""

import subprocess
import sys
from pathlib import Path

from benchmarks.catalogue import catalogue, title

ROOT = Path(__file__).parents[2]


def command(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_the_list_names_each_benchmark_with_its_title() -> None:
    listed = command("--list")
    assert listed.returncode == 0, listed.stderr
    assert [line.split(maxsplit=1) for line in listed.stdout.splitlines()] == [[n, title(n)] for n in catalogue()]


def test_an_unknown_name_is_refused_before_anything_is_measured() -> None:
    refused = command("start", "nonsense")
    assert refused.returncode == 2
    assert "nonsense" in refused.stderr
    assert refused.stdout == ""


def test_a_folder_that_does_not_exist_is_refused_before_anything_is_measured(tmp_path: Path) -> None:
    refused = command("start", "--out", str(tmp_path / "none" / "out.json"))
    assert refused.returncode == 2
    assert refused.stdout == ""
