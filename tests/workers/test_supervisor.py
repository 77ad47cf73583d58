"""The supervisor over real processes."""

from __future__ import annotations

import json
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest

from tests.workers.processes import clean_environment, family, none_left, started, until

pytestmark = pytest.mark.processes

WAIT = "import time; print('at work'); time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAIT
WITH_CHILD = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); " + WAIT
SAYS_GOODBYE = (
    "import signal, sys, time\ndef end(*_): print('goodbye'); sys.exit(0)\nsignal.signal(signal.SIGTERM, end)\n" + WAIT
)


class House:
    """A running supervisor and what it has written."""

    def __init__(self, process: Popen[bytes], log: Path) -> None:
        self.process = process
        self._log = log

    def lines(self) -> list[str]:
        return self._log.read_text().splitlines()

    def wait_for(self, line: str, times: int = 1) -> None:
        until(lambda: self.lines().count(line) >= times)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        self.process.send_signal(number)
        assert self.process.wait(10) == 0


@contextmanager
def house(tmp_path: Path, *stages: list[tuple[str, str]]) -> Iterator[House]:
    log = tmp_path / "log"
    command = ("-m", "tests.workers.small_house", json.dumps(stages))
    with started(command, log, clean_environment()) as process:
        yield House(process, log)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_stopping_leaves_no_process(tmp_path: Path, number: signal.Signals) -> None:
    with house(tmp_path, [("store", WAIT)], [("one", WITH_CHILD), ("two", WAIT)]) as running:
        for name in ("store", "one  ", "two  "):
            running.wait_for(f"{name} | at work")
        members = family(running.process.pid)
        assert len(members) == 4
        running.stop(number)
        assert none_left(members)


def test_killing_the_supervisor_leaves_no_process(tmp_path: Path) -> None:
    with house(tmp_path, [("one", WAIT), ("two", STUBBORN)]) as running:
        running.wait_for("one | at work")
        running.wait_for("two | at work")
        members = family(running.process.pid)
        assert len(members) == 2
        running.process.kill()
        until(lambda: none_left(members), 5)


def test_stages_start_in_order_and_stop_in_reverse(tmp_path: Path) -> None:
    with house(tmp_path, [("store", SAYS_GOODBYE)], [("user", SAYS_GOODBYE)]) as running:
        running.wait_for("store | at work")
        running.wait_for("user  | at work")
        running.stop()
        goodbyes = [line for line in running.lines() if line.endswith("goodbye")]
        assert goodbyes == ["user  | goodbye", "store | goodbye"]


def test_a_child_that_refuses_to_end_is_killed_and_named(tmp_path: Path) -> None:
    with house(tmp_path, [("mule", STUBBORN)]) as running:
        running.wait_for("mule | at work")
        members = family(running.process.pid)
        running.stop()
        assert none_left(members)
        assert "mule | did not end within 1 s; killed" in running.lines()


def test_a_crashing_child_is_started_again_after_growing_waits(tmp_path: Path) -> None:
    with house(tmp_path, [("crash", "raise SystemExit(3)"), ("calm", WAIT)]) as running:
        running.wait_for("crash | ended with code 3; starting again in 0.4 s", times=2)
        waits = [match[1] for line in running.lines() if (match := re.search(r"again in (\S+) s", line))]
        assert waits[:4] == ["0.1", "0.2", "0.4", "0.4"]
        assert running.lines().count("calm  | at work") == 1
        running.stop()


def test_a_killed_child_comes_back_and_takes_its_leftovers_along(tmp_path: Path) -> None:
    with house(tmp_path, [("one", WITH_CHILD)]) as running:
        running.wait_for("one | at work")
        before = family(running.process.pid)
        assert len(before) == 2
        before[0].kill()
        running.wait_for("one | at work", times=2)
        assert none_left(before)
        assert "one | ended with signal SIGKILL; starting again in 0.1 s" in running.lines()
        running.stop()


def test_standard_error_and_overlong_lines_do_not_break_the_log(tmp_path: Path) -> None:
    chatty = "import sys; sys.stderr.write('to stderr\\n'); print('x' * 3_000_000); " + WAIT
    with house(tmp_path, [("loud", chatty)]) as running:
        running.wait_for("loud | to stderr")
        running.wait_for("loud | at work")
        running.stop()
        assert all(line.startswith("loud | ") or line == "everything is up" for line in running.lines())
