"""A whole house in a folder of its own, as a person starts it, to be measured from outside and from within."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks.visitor import choose_password
from data.compose import services
from scheduling.services.container import Services
from tests.workers.processes import ROOT, clean_environment, family, free_port, is_running
from workers import lifetime

LOG = "house.log"
READY = "Shiftwright is ready"
READY_SECONDS, STOP_SECONDS = 120.0, 30.0
POLL_SECONDS = 0.005


@dataclass(frozen=True)
class House:
    """A running house. `ready` is the time in seconds from the command to the banner."""

    address: str
    folder: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]
    ready: float

    @cached_property
    def password(self) -> str:
        """The administrator's, chosen in place of the one that the banner shows at the first start."""
        given = str(re.findall(r"with the password (\S+)", (self.folder / LOG).read_text())[0])
        return choose_password(self.address, given)

    def enter(self) -> Services:
        """The use cases on this house's database and queue; a process can enter one house only."""
        os.environ.clear()
        os.environ.update(self.environment)
        return services()


@contextmanager
def empty_folder() -> Iterator[Path]:
    """A DATA_DIR for the time of a measurement."""
    with TemporaryDirectory(prefix="shiftwright-benchmark-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def house(folder: Path, demo: str) -> Iterator[House]:
    """`python -m workers` with embedded Redis and two workers; stopped with Ctrl-C's signal, nothing left behind.

    Raises
    ------
    RuntimeError
        When the house ends or does not tell that it is ready; its log is in the message.
    """
    port = free_port()
    environment = clean_environment(DATA_DIR=str(folder), PORT=str(port), DEMO=demo, WORKERS="2")
    command = (sys.executable, "-I", "-S", lifetime.__file__, str(os.getpid()), sys.executable, "-m", "workers")
    log = folder / LOG
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        until_ready(log, process)
        yield House(f"http://127.0.0.1:{port}", folder, environment, process, time.perf_counter() - began)
    finally:
        stop(process)


def until_ready(log: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait for the banner, as a person does."""
    deadline = time.monotonic() + READY_SECONDS
    while READY not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The house did not start:\n{log.read_text(errors='replace')}")
        time.sleep(POLL_SECONDS)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the house politely, and whatever is left of it by force."""
    members = family(process.pid)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    left = [member for member in members if is_running(member)]
    for member in left:
        member.kill()
    psutil.wait_procs(left, timeout=STOP_SECONDS)
