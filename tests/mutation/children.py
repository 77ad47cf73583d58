"""Forks that run tests and answer in a line; whatever they change ends with them."""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import zip_longest

import pytest
from _pytest.runner import runtestprotocol

MEMORY = 6 * 2**30


class Child:
    """A fork that answers, within so many seconds of work."""

    def __init__(self, answer: Callable[[], str], seconds: int) -> None:
        self._reading, writing = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid:
            os.close(writing)
            return
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):
                os.dup2(silence, stream)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
            with os.fdopen(writing, "w") as out:
                out.write(answer())
            os._exit(0)
        finally:
            os._exit(1)

    def said(self) -> str:
        """The answer; nothing where it ended before."""
        with os.fdopen(self._reading) as answer:
            return answer.read()


def first_failure(change: Callable[[], None], items: list[pytest.Item]) -> str:
    """The first test that fails after a change, or why the change cannot be made; nothing when all pass."""
    try:
        change()
    except Exception as error:
        return f"does not load: {error!r}"
    return next((item.nodeid for item, passed in _run(items) if not passed), "")


def seconds_of_each(items: list[pytest.Item]) -> dict[str, float | None]:
    """How long each test works; None where it fails."""
    seconds: dict[str, float | None] = {}
    began = time.process_time()
    for item, passed in _run(items):
        ended = time.process_time()
        seconds[item.nodeid] = ended - began if passed else None
        began = ended
    return seconds


def _run(items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, bool]]:
    for item, following in zip_longest(items, items[1:]):
        reports = runtestprotocol(item, log=False, nextitem=following)
        yield item, not any(report.failed for report in reports)
