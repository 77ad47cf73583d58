"""A process is heard line by line, with times, and never left behind."""

import sys
import time
from pathlib import Path

import psutil
import pytest

from benchmarks.solver.logs import from_json
from benchmarks.solver.watch import Watched, watch


def watched(folder: Path, text: str, kill_after: float = 20.0) -> Watched:
    return watch((sys.executable, "-c", text), folder, from_json, kill_after)


def test_each_line_is_noted_when_it_is_written(tmp_path: Path) -> None:
    run = watched(tmp_path, "import time\nprint('{\"bound\": 1}')\ntime.sleep(0.5)\nprint('{\"bound\": 2}')")
    (first, one), (second, two) = run.said
    assert (one, two) == ({"bound": 1}, {"bound": 2})
    assert second - first == pytest.approx(0.5, abs=0.4)
    assert second <= run.seconds
    assert not run.killed


def test_what_native_code_prints_is_not_held_back(tmp_path: Path) -> None:
    text = "import ctypes, time\nctypes.CDLL(None).puts(b'{\"bound\": 1}')\ntime.sleep(1)\nprint('{\"bound\": 2}')"
    (first, _), (second, _) = watched(tmp_path, text).said
    assert second - first > 0.5


def test_a_process_that_does_not_end_is_killed_with_its_children(tmp_path: Path) -> None:
    text = (
        "import subprocess, time\nchild = subprocess.Popen(['sleep', '60'])\n"
        "print(child.pid, file=open('child', 'w'))\ntime.sleep(60)"
    )
    began = time.perf_counter()
    assert watched(tmp_path, text, kill_after=2.0).killed
    assert time.perf_counter() - began < 20
    child = int((tmp_path / "child").read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_memory_is_that_of_the_process_and_its_children(tmp_path: Path) -> None:
    run = watched(tmp_path, "import time\nheld = bytearray(200 * 2**20)\ntime.sleep(1)")
    assert 200 < run.memory < 400


def test_last_words_tell_why_a_process_failed(tmp_path: Path) -> None:
    assert watched(tmp_path, "raise SystemExit('no licence')").last_words == "no licence"
