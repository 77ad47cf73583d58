"""A Redis that a test may break."""

import subprocess
from pathlib import Path

import psutil

from tests.workers.processes import free_port, until
from workers.redis_server import find_binary, redis_answers


class RedisServer:
    """A Redis of the test's own, whose data outlives it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        command = [str(find_binary()), "--port", str(self._port), "--dir", str(self._folder)]
        durable = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--loglevel", "warning"]
        self.process = psutil.Popen([*command, *durable], stdout=subprocess.DEVNULL)
        until(lambda: redis_answers(self.url))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
