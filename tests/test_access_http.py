"""A real server lets nobody but the signed-in reach a page, its assets or its websocket."""

import http.client
import os
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.workers.processes import ROOT, clean_environment, free_port, started, until

pytestmark = pytest.mark.processes
PAGES = ["", "overview", *sorted(p.stem for p in (ROOT / "pages").glob("*.py") if p.stem != "__init__")]
BEHIND = ["static/index.html", "_stcore/health", "_stcore/host-config", "media/x.png", "component/x", "nothing"]
SECRETS = ("Harbour Kitchen", "streamlit", "Aoife")
FORGED = {"Cookie": "shiftwright_session=forged"}
PREPARE = """
from data.compose import first_sign_in, settings
from data.demo import load_when_empty
from data.migrate import upgrade
upgrade(settings())
load_when_empty("restaurant")
print(first_sign_in())
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Server:
    port: int
    password: str

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **form: str) -> Answer:
        """One request by hand: no cookie is kept and no redirect followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
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
        answer = self.ask("POST", "/sign-in", username="admin", password=self.password)
        return {"Cookie": answer.headers["set-cookie"].split(";")[0]}


def start(folder: Path) -> Iterator[Server]:
    port = free_port()
    environment = clean_environment(DATA_DIR=str(folder), PORT=str(port), PYTHONPATH=os.fspath(ROOT))
    told = folder / "told"
    with started(["-c", PREPARE], told, environment) as process:
        assert process.wait(60) == 0, told.read_text()
    password = told.read_text().split("password ")[1].split(" ")[0]
    command = ["-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1"]
    with started([*command, "--server.port", str(port)], folder / "log", environment):
        until(lambda: listens(port), 60)
        yield Server(port, password)


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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from start(tmp_path_factory.mktemp("server"))


@pytest.mark.parametrize("headers", [{}, FORGED], ids=["no cookie", "forged cookie"])
@pytest.mark.parametrize("path", PAGES)
def test_signed_out_every_page_leads_to_the_sign_in_and_shows_nothing(
    server: Server, path: str, headers: dict[str, str]
) -> None:
    answer = server.ask("GET", f"/{path}?week=1", headers)
    assert answer.status == 303
    assert answer.headers["location"] == f"/sign-in?next=/{path}%3Fweek%3D1"
    assert not any(secret in answer.body for secret in SECRETS)


@pytest.mark.parametrize("path", [*PAGES, *BEHIND])
def test_signed_out_nothing_else_is_served_either(server: Server, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
        answer = server.ask(method, f"/{path}", {"Accept": "*/*", **FORGED})
        assert answer.status == 401
        assert not any(secret in answer.body for secret in SECRETS)


@pytest.mark.parametrize("headers", [{}, FORGED], ids=["no cookie", "forged cookie"])
def test_signed_out_the_websocket_is_closed_before_any_script_runs(server: Server, headers: dict[str, str]) -> None:
    with (
        pytest.raises((InvalidStatus, ConnectionClosed)),
        connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", additional_headers=headers) as socket,
    ):
        socket.recv(timeout=10)


def test_a_session_opens_pages_and_websocket_until_signed_out(server: Server) -> None:
    cookie = server.signed_in()
    assert server.ask("GET", "/demand", cookie).status == 200
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", additional_headers=cookie):
        pass
    assert server.ask("POST", "/sign-out", cookie).headers["location"] == "/sign-in"
    assert server.ask("GET", "/demand", cookie).status == 303


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(server: Server) -> None:
    cookie = server.ask("POST", "/sign-in", username="admin", password=server.password).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_wrong_password_is_told_and_sets_nothing(server: Server) -> None:
    answer = server.ask("POST", "/sign-in", username="<b>someone", password="guess")
    assert answer.status == 401
    assert "do not belong together" in answer.body
    assert "<b>" not in answer.body
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/as", "/sign-out"])
def test_forms_of_other_sites_are_refused(server: Server, path: str) -> None:
    headers = {"Origin": "http://elsewhere.example", **server.signed_in()}
    answer = server.ask("POST", path, headers, username="maya", password="x")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example", "x"]
)
def test_signing_in_never_leads_to_another_site(server: Server, target: str) -> None:
    answer = server.ask("POST", "/sign-in", username="admin", password=server.password, next=target)
    assert answer.headers["location"] == "/"


def test_signing_in_leads_on_to_the_page_that_was_asked_for(server: Server) -> None:
    answer = server.ask("POST", "/sign-in", username="admin", password=server.password, next="/runs?week=1")
    assert (answer.status, answer.headers["location"]) == (303, "/runs?week=1")


def test_a_persona_needs_no_password_on_this_machine_only(server: Server) -> None:
    assert "Continue as Maya, manager" in server.ask("GET", "/sign-in").body
    answer = server.ask("POST", "/sign-in/as", username="maya", next="/team")
    assert answer.headers["location"] == "/team"
    assert server.ask("GET", "/team", {"Cookie": answer.headers["set-cookie"].split(";")[0]}).status == 200
    elsewhere = {"Host": "rosters.example"}
    assert "Continue as" not in server.ask("GET", "/sign-in", elsewhere).body
    refused = server.ask("POST", "/sign-in/as", elsewhere, username="maya")
    assert refused.status == 403
    assert "set-cookie" not in refused.headers


def test_health_is_told_to_anybody_and_tells_nothing_else(server: Server) -> None:
    answer = server.ask("GET", "/healthz")
    assert (answer.status, answer.body) == (200, '{"status":"ok","database":true,"redis":false}')
