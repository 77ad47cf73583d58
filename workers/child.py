"""One child process: started, its output passed on line by line, restarted, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from workers import lifetime
from workers.backoff import Backoff

LONGEST_LINE = 1024 * 1024
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class ChildSpec:
    """What to start, as data.

    Parameters
    ----------
    name
        Stands before each line of its output.
    command
        Program and arguments.
    environment
        Variables set beside those of the launcher.
    answers
        Tells whether the child does its work by now; None means as soon as it runs.
    grace
        Seconds between the polite signal to end and the one that cannot be refused.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    answers: Callable[[], bool] | None = None
    grace: float = 5.0


class Child:
    """Keeps the process of one `ChildSpec` running until `stop` is called.

    Parameters
    ----------
    spec
        What to run.
    say
        Takes one line of the child's output, or one about the child.
    backoff
        Waiting times between restarts.
    """

    def __init__(self, spec: ChildSpec, say: Callable[[str, str], None], backoff: Backoff) -> None:
        self.spec = spec
        self._say = say
        self._backoff = backoff
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the process, and again whenever it ends."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the process and return when it is gone; harmless when it was never started."""
        self._stopping.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while not self._stopping.is_set():
            started = time.monotonic()
            code = await self._run_once()
            if self._stopping.is_set():
                return
            delay = self._backoff.delay(time.monotonic() - started)
            self._say(self.spec.name, f"ended with {describe_exit(code)}; starting again in {delay:g} s")
            await self._within(delay, self._stopping.wait())

    async def _run_once(self) -> int:
        process = await self._spawn()
        assert process.stdout is not None
        reading = asyncio.create_task(self._pass_on(process.stdout))
        ended = asyncio.create_task(exit_code(process))
        told_to_stop = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({ended, told_to_stop}, return_when=asyncio.FIRST_COMPLETED)
        told_to_stop.cancel()
        if process.returncode is None:
            # Only the leader: dramatiq takes a second signal for impatience and drops its work.
            process.terminate()
            if not await self._within(self.spec.grace, asyncio.shield(ended)):
                self._say(self.spec.name, f"did not end within {self.spec.grace:g} s; killed")
        # Whatever the child left behind would hold its port or its messages.
        kill_group(process.pid)
        code = await ended
        await reading
        return code

    async def _spawn(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", lifetime.__file__, str(os.getpid())),
            *self.spec.command,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **self.spec.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            limit=LONGEST_LINE,
        )

    async def _pass_on(self, output: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await output.readline()
            except ValueError:
                self._say(self.spec.name, f"(a line of more than {LONGEST_LINE} bytes was left out)")
                continue
            if not line:
                return
            self._say(self.spec.name, line.decode(errors="replace").rstrip())

    @staticmethod
    async def _within(seconds: float, event: Awaitable[object]) -> bool:
        try:
            await asyncio.wait_for(event, seconds)
        except TimeoutError:
            return False
        return True


async def exit_code(process: asyncio.subprocess.Process) -> int:
    """Wait for the process itself; its own `wait` also waits for whoever still holds its output."""
    while process.returncode is None:
        await asyncio.sleep(POLL_SECONDS)
    return process.returncode


def kill_group(leader: int) -> None:
    """Kill every process that is left in the group of this leader."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def describe_exit(code: int) -> str:
    """Name an exit code, or the signal that ended a process."""
    return f"code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
