"""Real processes for the tests of the launcher and the queue."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import Settings
from tests.workers.processes import until
from workers.redis_server import redis_answers, redis_spec


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    """A Redis of this test's own."""
    settings = Settings(data_dir=tmp_path)
    server = subprocess.Popen(redis_spec(settings).command, stdout=subprocess.DEVNULL)
    try:
        until(lambda: redis_answers(settings.redis_url))
        yield settings.redis_url
    finally:
        server.kill()
        server.wait()
