"""A real server lets nobody but the signed-in reach a page, its assets or its websocket."""

from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.serving import Server, serving
from tests.workers.processes import ROOT

pytestmark = pytest.mark.processes
PAGES = ["", "overview", *sorted(p.stem for p in (ROOT / "pages").glob("*.py") if p.stem != "__init__")]
BEHIND = ["static/index.html", "_stcore/health", "_stcore/host-config", "media/x.png", "component/x", "nothing"]
SECRETS = ("Harbour Kitchen", "streamlit", "Aoife")
FORGED = {"Cookie": "shiftwright_session=forged"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


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
