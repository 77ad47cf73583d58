"""The real server in a folder of its own, asked by hand."""

import http.client
import os
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from data.demo import load_when_empty
from data.engine import engine_for
from data.migrate import upgrade
from data.passwords import ArgonPasswords
from data.settings import Settings
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.access import ADMINISTRATOR, AccessService
from tests.workers.processes import ROOT, clean_environment, free_port, started, until

PASSWORD = "quiet harbour lamp"
"""What the administrator has chosen."""

# A busy machine is slow, not wrong.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Server:
    """`folder` is its own, with its database unless that is elsewhere."""

    port: int
    password: str
    folder: Path

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **form: str) -> Answer:
        """One request by hand: no cookie is kept and no redirect followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        sent = {"Accept": "text/html", **(headers or {})}
        if form:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urllib.parse.urlencode(form), sent)
            answer = connection.getresponse()
            body = answer.read().decode(errors="replace")
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, body)
        finally:
            connection.close()

    def signed_in(self) -> dict[str, str]:
        """The cookie header of a new session."""
        return cookie_of(self.ask("POST", "/sign-in", username=ADMINISTRATOR, password=self.password))

    def signed_in_as(self, persona: str) -> dict[str, str]:
        """The cookie header of a new session of somebody in the demo."""
        return cookie_of(self.ask("POST", "/sign-in/as", username=persona))


def cookie_of(answer: Answer) -> dict[str, str]:
    """What a browser sends along after an answer that sets a cookie."""
    return {"Cookie": answer.headers["set-cookie"].split(";")[0]}


@contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Server]:
    """The server on a demo week; no worker runs, and no Redis unless one is named."""
    if "DATABASE_URL" in variables:
        furnish(variables["DATABASE_URL"])
    else:
        (folder / "shiftwright.db").write_bytes(_furnished())
    port = free_port()
    environment = clean_environment(DATA_DIR=str(folder), PORT=str(port), PYTHONPATH=os.fspath(ROOT), **variables)
    command = ["-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1"]
    with started([*command, "--server.port", str(port)], folder / "log", environment):
        until(lambda: listens(port), 120)
        yield Server(port, PASSWORD, folder)


def furnish(url: str) -> None:
    """Bring an empty database up to date, and put a demo week in and an administrator who has chosen a password."""

    def transactions() -> SqlUnitOfWork:
        return SqlUnitOfWork(engine_for(url))

    upgrade(Settings(database_url=url))
    assert load_when_empty("restaurant", transactions=transactions)
    access = AccessService(transactions, ArgonPasswords())
    given = access.first_sign_in().split("password ")[1].split(" ")[0]
    access.choose_password(access.sign_in(ADMINISTRATOR, given), PASSWORD)
    engine_for(url).dispose()


@cache
def _furnished() -> bytes:
    """Such a database as a file: made once, since that takes seconds."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "furnished.db"
        furnish(f"sqlite:///{file}")
        return file.read_bytes()


def listens(port: int) -> bool:
    """Whether the server takes connections; asks nothing, so that a test's request is the first."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.connect()
    except OSError:
        return False
    finally:
        connection.close()
    return True
