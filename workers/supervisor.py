"""Starts children in stages, keeps them running, and stops them in reverse order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence

from workers.backoff import Backoff
from workers.child import POLL_SECONDS, Child, ChildSpec

Stage = Sequence[ChildSpec]


class Supervisor:
    """Runs stages of children until SIGINT or SIGTERM.

    A stage is started when every child of the stage before answers, and stopped after
    the stages behind it have ended.

    Parameters
    ----------
    stages
        Children that start together, in the order of the stages.
    write
        Takes each finished line of the log.
    when_up
        Called once, when every child answers for the first time.
    backoff
        Makes the waiting times of one child.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        write: Callable[[str], None],
        when_up: Callable[[], None],
        backoff: Callable[[], Backoff] = Backoff,
    ) -> None:
        self._stages = stages
        self._write = write
        self._when_up = when_up
        self._backoff = backoff
        self._width = max(len(spec.name) for stage in stages for spec in stage)

    def run(self) -> None:
        """Start everything, and return once everything has been stopped."""
        asyncio.run(self._run())

    async def _run(self) -> None:
        told_to_stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, told_to_stop.set)
        stages = [[Child(spec, self._say, self._backoff()) for spec in stage] for stage in self._stages]
        starting = asyncio.create_task(self._start(stages))
        await told_to_stop.wait()
        starting.cancel()
        await asyncio.wait([starting])
        for stage in reversed(stages):
            await asyncio.gather(*(child.stop() for child in stage))

    async def _start(self, stages: Sequence[Sequence[Child]]) -> None:
        for stage in stages:
            for child in stage:
                child.start()
            await asyncio.gather(*(until_it_answers(child.spec) for child in stage))
        self._when_up()

    def _say(self, name: str, line: str) -> None:
        self._write(f"{name:<{self._width}} | {line}")


async def until_it_answers(spec: ChildSpec) -> None:
    """Wait until the child does its work."""
    if spec.answers is None:
        return
    while not await asyncio.to_thread(spec.answers):
        await asyncio.sleep(POLL_SECONDS)
