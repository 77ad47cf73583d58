"""The command: what it refuses, what it leaves out, what it leaves behind."""

import sys
from pathlib import Path

import pytest

from benchmarks.solver import __main__ as command
from benchmarks.solver import store
from benchmarks.solver.contract import DoesNotFit, Ready, Solver

NONE = "it takes no rosters"


def call(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["benchmarks.solver", *words])
    return command.main()


def refuse(*_: object) -> Ready:
    raise DoesNotFit(NONE)


def test_an_unknown_instance_is_refused_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "--instances", "nonsense", "--out", str(tmp_path / "out")) == 2
    assert "nonsense" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_instances_only_the_page_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert call(monkeypatch, "--instances", "--out", str(tmp_path / "out")) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["README.md"]


def test_solvers_that_are_missing_or_do_not_fit_are_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = Solver("Missing", refuse, "", why_not=lambda: "java not found")
    monkeypatch.setitem(solvers := dict(command.SOLVERS), "cbc", missing)
    monkeypatch.setitem(solvers, "scip", Solver("Narrow", refuse, ""))
    monkeypatch.setattr(command, "SOLVERS", solvers)
    words = (
        "--instances",
        "restaurant",
        "--solvers",
        "cbc",
        "scip",
        "highs",
        "--seconds",
        "60",
        "--out",
        str(tmp_path),
    )
    assert call(monkeypatch, *words) == 0
    page, said = (tmp_path / "README.md").read_text(), capsys.readouterr().out
    for sentence in ("Left out: Missing, java not found.", f"Left out: Narrow on restaurant, {NONE}."):
        assert sentence in page
        assert sentence in said
    (row,) = store.runs(tmp_path)
    assert (row.solver, row.status, row.note) == ("highs", "OPTIMAL", "")
    assert row.penalty == row.bound
