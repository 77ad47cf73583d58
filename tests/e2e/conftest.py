"""A whole house in a folder of its own, and browsers before it."""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from benchmarks.visitor import choose_password
from tests.workers.processes import clean_environment, family, free_port, started

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
READY_SECONDS = 90
# A busy machine is slow, not wrong.
expect.set_options(timeout=30_000)
DESK: ViewportSize = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class House:
    address: str
    password: str
    pid: int
    folder: Path

    @property
    def redis(self) -> psutil.Process:
        """The embedded Redis."""
        return next(one for one in family(self.pid) if "valkey" in one.name() or "redis" in one.name())


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`python -m workers` with real Redis, workers, database and server, stopped with Ctrl-C's signal.

    A module that names a DEMO gets that one.
    """
    folder, port = tmp_path_factory.mktemp("house"), free_port()
    demo = getattr(request.module, "DEMO", "restaurant")
    environment = clean_environment(DATA_DIR=str(folder), PORT=str(port), DEMO=demo)
    log = folder / "house.log"
    with started(["-m", "workers"], log, environment) as process:
        address, given = f"http://127.0.0.1:{port}", _password(log, process)
        yield House(address, choose_password(address, given), process.pid, folder)
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine (on Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages that share nothing with each other, at a desk's size unless told."""
    contexts = []

    def visit(viewport: ViewportSize = DESK) -> Page:
        contexts.append(browser.new_context(viewport=viewport))
        return contexts[-1].new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """A browser page of its own."""
    return visitor()
