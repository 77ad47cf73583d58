"""What other sites, forged cookies and odd requests achieve at the real server: nothing."""

import http.client
import json

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.opened_pages import _drawn, opened
from tests.serving import Answer, Server, cookie_of

pytestmark = pytest.mark.processes
ELSEWHERE = (
    "http://elsewhere.example",
    "http://localhost:9",
    "http://127.0.0.1:9",
    "null",
    "https://rosters.example.evil",
)
POSTED = ("/sign-in", "/sign-in/as", "/sign-out", "/_stcore/upload_file/s/f", "/anything")
UP = ("/static/../../app.py", "/static/%2e%2e/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/media/../../../etc/passwd")
UP_FURTHER = (
    "/component/x/..%2f..%2f..%2fetc/passwd",
    "/static/%5c..%5c..%5capp.py",
    "//etc/passwd",
    "/static//etc/passwd",
)


@pytest.fixture(scope="module")
def cookie(server: Server) -> dict[str, str]:
    return server.signed_in()


def signing_in(server: Server, headers: dict[str, str] | None = None, **more: str) -> Answer:
    return server.ask("POST", "/sign-in", headers, username="admin", password=server.password, **more)


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_another_site_has_nothing_done_in_the_name_of_who_is_signed_in(
    server: Server, cookie: dict[str, str], origin: str
) -> None:
    for path in POSTED:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert server.ask(method, path, {"Origin": origin, **cookie}).status == 403
    assert server.ask("GET", "/team", cookie).status == 200, "nobody was signed out"


@pytest.mark.parametrize("origin", ELSEWHERE)
def test_another_site_hears_nothing_of_a_page(server: Server, cookie: dict[str, str], origin: str) -> None:
    """Streamlit by itself lets in every port of this machine; a cookie knows no ports."""
    with (
        pytest.raises((InvalidStatus, ConnectionClosed)),
        connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream", additional_headers={"Origin": origin, **cookie}
        ) as socket,
    ):
        socket.recv(timeout=10)


def test_what_comes_from_the_own_site_is_let_in(server: Server, cookie: dict[str, str]) -> None:
    own = {"Origin": f"http://127.0.0.1:{server.port}"}
    assert signing_in(server, own).status == 303
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(address, additional_headers={**own, **cookie}) as socket:
        assert socket.response is not None
        assert socket.response.status_code == 101


def test_a_session_that_was_foisted_on_somebody_is_not_theirs_after_signing_in(server: Server) -> None:
    foisted = {"Cookie": "shiftwright_session=chosen-by-somebody-else"}
    taken = cookie_of(signing_in(server, foisted))
    assert taken != foisted
    assert server.ask("GET", "/team", foisted).status == 303
    assert cookie_of(signing_in(server, taken)) != taken, "each signing in begins a session of its own"


def test_an_altered_cookie_opens_nothing(server: Server, cookie: dict[str, str]) -> None:
    name, _, token = cookie["Cookie"].partition("=")
    other = "A" if token[5] != "A" else "B"
    altered = (
        token[:-1],
        token + "A",
        token[:5] + other + token[6:],
        token.swapcase(),
        token * 40,
        "",
        "%00",
        "é' OR 1=1 --",
    )
    for value in altered:
        sent = {"Cookie": f"{name}={value}".encode().decode("latin-1")}
        assert server.ask("GET", "/team", sent).status == 303
    assert server.ask("GET", "/team", cookie).status == 200


def test_a_window_that_is_still_open_shows_nothing_more_after_signing_out(server: Server) -> None:
    cookie = server.signed_in()
    asked = BackMsg(rerun_script=ClientState(page_name="team")).SerializeToString()
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(address, additional_headers=cookie, max_size=None) as socket:
        socket.send(asked)
        assert _drawn(socket).title == "Team"
        server.ask("POST", "/sign-out", cookie)
        try:
            socket.send(asked)
            after = _drawn(socket)
        except ConnectionClosed:
            return
    assert after.title == ""
    assert after.says("session has ended")


@pytest.mark.parametrize("path", ["/sign-in", "/team", "/nothing", "/healthz", "/static/index.html", "/icon.svg"])
def test_every_answer_tells_browsers_what_to_trust(server: Server, cookie: dict[str, str], path: str) -> None:
    for headers in ({}, cookie):
        told = server.ask("GET", path, headers).headers
        policy = dict(part.split(" ", 1) for part in told["content-security-policy"].split("; "))
        assert "unsafe" not in policy["script-src"]
        assert (policy["default-src"], policy["object-src"]) == ("'self'", "'none'")
        assert (policy["frame-ancestors"], policy["form-action"]) == ("'none'", "'self'")
        assert (told["x-content-type-options"], told["x-frame-options"]) == ("nosniff", "DENY")
        assert told["referrer-policy"] == "same-origin"
        assert told["cross-origin-opener-policy"] == "same-origin"
        assert "access-control-allow-origin" not in told


def test_signing_in_leads_to_no_other_site_and_adds_no_header(server: Server) -> None:
    lures = ("///elsewhere.example", "/%09/elsewhere.example", "javascript:alert(1)", " //elsewhere.example")
    for lure in lures:
        led = signing_in(server, next=lure).headers["location"]
        assert led.startswith("/")
        assert not led.startswith(("//", "/\\", "/\t"))
    split = signing_in(server, next="/team\r\nSet-Cookie: mine=1\r\n\r\n<script>")
    assert "mine" not in split.headers["set-cookie"]
    assert "<script>" not in split.body


@pytest.mark.parametrize("path", [*UP, *UP_FURTHER])
def test_no_address_leads_out_of_what_is_served(server: Server, cookie: dict[str, str], path: str) -> None:
    answer = server.ask("GET", path, cookie)
    assert "root:" not in answer.body
    assert "st.App(" not in answer.body


def test_a_form_that_is_far_too_large_is_refused_before_it_is_read_to_its_end(server: Server) -> None:
    assert server.ask("POST", "/sign-in", username="x" * 2**21).status == 413
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("POST", "/sign-in")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    try:
        for _ in range(64):
            connection.send(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        connection.send(b"0\r\n\r\n")
    except OSError:
        return
    assert connection.getresponse().status == 413


def test_a_file_that_is_far_too_large_is_refused(server: Server, cookie: dict[str, str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("PUT", "/_stcore/upload_file/anybody/f1")
    for name, value in {
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": str(2**31),
        **cookie,
    }.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status in (400, 403, 413)


def test_a_name_with_marks_comes_back_as_text(server: Server) -> None:
    for lure in ('"><script>alert(1)</script>', "'; DROP TABLE users; --"):
        answer = server.ask("POST", "/sign-in", username=lure, password=lure, next=f"/{lure}")
        assert answer.status in (401, 429)
        assert "<script>alert" not in answer.body
    assert signing_in(server).status == 303, "there are users still"


def test_a_deep_link_with_marks_is_shown_as_text(server: Server, cookie: dict[str, str]) -> None:
    lure = "week=<img src=x onerror=alert(1)>&site=' OR 1=1 --&tab=<script>"
    page = opened(server.port, cookie, "team", lure)
    assert page.title == "Team"
    assert not page.says("exception")
    assert "<img" not in json.dumps(page.texts)
