"""A process is heard line by line, with times, and never left behind."""

import resource
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest

from benchmarks.solver.logs import from_json
from benchmarks.solver.watch import Watched, watch
from tests.workers.processes import until


def watched(folder: Path, text: str, kill_after: float = 20.0) -> Watched:
    return watch((sys.executable, "-c", text), folder, from_json, kill_after)


def ended(process: int) -> bool:
    """Whether it is gone, or waits only for its parent to notice."""
    try:
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


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
    assert watched(tmp_path, text, kill_after=2.0).killed
    child = int((tmp_path / "child").read_text())
    until(lambda: ended(child))


def test_memory_is_that_of_the_process_and_its_children_and_not_ours(tmp_path: Path) -> None:
    ours = np.ones(500 * 2**20, dtype=np.uint8)
    run = watched(tmp_path, "import time\nheld = bytearray(200 * 2**20)\ntime.sleep(1)")
    assert 200 < run.memory < 400
    assert ours.all()


def test_the_peak_of_a_process_that_has_ended_before_the_first_look_is_known(tmp_path: Path) -> None:
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 + 200
    assert more < watched(tmp_path, f"held = bytearray({more} * 2**20)").memory < more + 200


def test_last_words_tell_why_a_process_failed(tmp_path: Path) -> None:
    assert watched(tmp_path, "raise SystemExit('no licence')").last_words == "no licence"
