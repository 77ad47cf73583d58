"""Runs a solver as a process of its own and writes down what it says, when, and how much memory it holds."""

import os
import pty
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import psutil

from workers import lifetime

FIRST_LOOK, LAST_LOOK = 0.01, 0.2
"""Seconds from look to look: often in the beginning, as some have ended soon, and rarer then, as a look takes time."""
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
Said: TypeAlias = Mapping[str, Any]
"""What a line tells: some of `objective`, `bound` and `status`; nothing where it tells none of them."""
Reading: TypeAlias = Callable[[str], Said]


@dataclass
class Watched:
    """A run: what was said and when (seconds from the start of the process), how long it took, its peak in MiB."""

    said: list[tuple[float, Said]] = field(default_factory=list)
    seconds: float = 0.0
    memory: float = 0.0
    killed: bool = False
    last_words: str = ""


def watch(command: Sequence[str], folder: Path, reading: Reading, kill_after: float) -> Watched:
    """Run a command in a folder until it ends; one that takes longer than `kill_after` seconds is killed.

    It writes to a terminal, because what goes into a pipe is held back by some solvers until the end.
    """
    watched, (master, slave) = Watched(), pty.openpty()
    began = time.perf_counter()
    tied = (sys.executable, "-I", "-S", lifetime.__file__, str(os.getpid()), *command)
    quiet = {"stdin": subprocess.DEVNULL, "stdout": slave, "stderr": slave}
    process = subprocess.Popen(tied, cwd=folder, start_new_session=True, **quiet)
    os.close(slave)
    listener = threading.Thread(target=_listen, args=(master, reading, watched, began))
    listener.start()
    try:
        _wait(process, watched, began + kill_after)
    finally:
        _kill(process)
        watched.seconds = time.perf_counter() - began
        listener.join()
        os.close(master)
    return watched


def _listen(master: int, reading: Reading, watched: Watched, began: float) -> None:
    rest = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the last writer is gone
            piece = b""
        now = time.perf_counter() - began
        *lines, rest = (rest + piece).split(b"\n")
        for line in (raw.decode(errors="replace").strip() for raw in lines):
            watched.last_words = line or watched.last_words
            if told := reading(line):
                watched.said.append((now, told))
        if not piece:
            return


def _wait(process: "subprocess.Popen[bytes]", watched: Watched, until: float) -> None:
    """Looked at now and then for the sum over all its processes; the kernel tells the peak of the greatest exactly.

    A process begins as a copy of this one, so the kernel's peak says nothing until it exceeds what this one has held.
    """
    ours, pause = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, FIRST_LOOK
    while process.returncode is None:
        watched.memory = max(watched.memory, _memory(process.pid))
        if time.perf_counter() > until:
            watched.killed = True
            return
        time.sleep(pause)
        pause = min(pause * 1.5, LAST_LOOK)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss if usage.ru_maxrss > ours else 0
            watched.memory = max(watched.memory, peak * _MAXRSS_UNIT / 2**20)


def _memory(pid: int) -> float:
    """What a process and its children hold now, in MiB."""
    try:
        top = psutil.Process(pid)
        return sum(one.memory_info().rss for one in (top, *top.children(recursive=True))) / 2**20
    except psutil.Error:
        return 0.0


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """The process and all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
