"""A worker's end of its solving child: started ahead, told what to solve, watched, ended."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Sequence

import psutil

from scheduling.services.execution import Claim
from workers import lifetime
from workers.child import describe_exit

MEBIBYTE = 2**20
COMMAND = (sys.executable, "-m", "workers.solving")


class SolvingProcess:
    """At most one child at a time; a lost one is replaced when the next run is given to it, or by `start`.

    Parameters
    ----------
    command
        What to start; the number of the file descriptor for answers is added to it.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[str] | None = None
        self._answers = -1
        self._heard = ""

    def start(self) -> None:
        """Start a child where there is none; it loads what it needs meanwhile."""
        if self._process is not None and self._process.poll() is None:
            return
        self.end()
        self._answers, theirs = os.pipe()
        # No shell, and every word is the house's own.
        self._process = subprocess.Popen(  # nosec B603
            [sys.executable, "-I", "-S", lifetime.__file__, str(os.getpid()), *self._command, str(theirs)],
            stdin=subprocess.PIPE,
            pass_fds=(theirs,),
            text=True,
            bufsize=1,
        )
        os.close(theirs)
        self._heard = ""

    def give(self, claim: Claim) -> None:
        """Tell the child to solve a run. One that cannot hear any more is seen by `ended`."""
        self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(f"{claim.run} {claim.attempt}\n")
        except OSError:
            self._process.kill()

    def done(self, within: float) -> bool:
        """Wait up to so many seconds for the child to say that it is done with its run."""
        if self._answers >= 0 and select.select([self._answers], [], [], within)[0]:
            self._heard += os.read(self._answers, 1024).decode()
        told, self._heard = "done\n" in self._heard, self._heard.replace("done\n", "")
        return told

    @property
    def ready(self) -> bool:
        """Whether the child has loaded what it needs, as far as `done` has heard."""
        return "ready\n" in self._heard

    def ended(self) -> str:
        """How the child ended, in words; empty while it lives."""
        code = None if self._process is None else self._process.poll()
        return "" if code is None else describe_exit(code)

    def memory(self) -> int:
        """What the child takes with what it has started, in MiB; 0 where there is none."""
        if self._process is None:
            return 0
        try:
            child = psutil.Process(self._process.pid)
            taken = sum(one.memory_info().rss for one in (child, *child.children(recursive=True)))
            return int(taken // MEBIBYTE)
        except psutil.NoSuchProcess:
            return 0

    def end(self) -> None:
        """End the child at once; what it found is in the database."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        os.close(self._answers)
        self._process, self._answers = None, -1
