"""The command line of the benchmarks."""

from functools import partial
from pathlib import Path

from benchmarks.catalogue import catalogue, title
from tests.commands import command as any_command

command = partial(any_command, "benchmarks")


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
