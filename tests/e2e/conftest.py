"""A whole house in a folder of its own, and a browser before it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
READY_SECONDS = 90


@dataclass(frozen=True)
class House:
    address: str
    password: str


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`python -m workers` with real Redis, workers, database and server, stopped with Ctrl-C's signal."""
    folder = tmp_path_factory.mktemp("house")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    without = ("REDIS_URL", "DATABASE_URL", "HOST", "WORKERS", "DEMO")
    environment = {key: value for key, value in os.environ.items() if key not in without}
    environment |= {"DATA_DIR": str(folder), "PORT": str(port)}
    log = folder / "house.log"
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "workers"], stdout=out, stderr=out, env=environment)
    try:
        yield House(f"http://127.0.0.1:{port}", _password(log, process))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _password(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait for the banner, as a person does, and read the password from it."""
    for _ in range(READY_SECONDS * 5):
        found = re.search(r"with the password (\S+)", log.read_text())
        if found:
            return found.group(1)
        assert process.poll() is None, log.read_text()
        time.sleep(0.2)
    raise AssertionError(log.read_text())


@pytest.fixture
def page() -> Iterator[Page]:
    """A browser page, at a desk's size."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield browser.new_page(viewport={"width": 1440, "height": 900})
        browser.close()
