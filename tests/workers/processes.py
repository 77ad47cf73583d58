"""Helpers that start, watch and count real processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from data.settings import Settings

ROOT = Path(__file__).parents[2]


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.02)


def clean_environment(**variables: str) -> dict[str, str]:
    """The environment without settings of this application, plus some."""
    own = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in own} | variables


@contextmanager
def started(command: Sequence[str], output: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python command in the background, its output in a file; nothing of it is left behind."""
    with output.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, env=environment
        )
    tree: list[psutil.Process] = []
    try:
        yield process
    finally:
        tree = family(process.pid)
        for member in tree:
            member.kill()
        process.kill()
        process.wait()


def family(pid: int) -> list[psutil.Process]:
    """All descendants of a process."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def none_left(members: Sequence[psutil.Process]) -> bool:
    """Whether all of these have ended (a zombie counts as ended)."""
    return not any(is_running(member) for member in members)


def is_running(member: psutil.Process) -> bool:
    """Whether this very process still runs."""
    try:
        return member.is_running() and member.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
