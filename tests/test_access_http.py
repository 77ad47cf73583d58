"""A real server lets nobody but the signed-in reach a page, its assets or its websocket."""

from datetime import UTC, datetime, timedelta

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from data.engine import engine_for
from data.passwords import ArgonPasswords
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.access import hashed_token
from scheduling.services.records import UserRecord, UserRole
from tests.serving import Server, cookie_of
from tests.workers.processes import ROOT, until

pytestmark = pytest.mark.processes
PAGES = ["", "overview", *sorted(p.stem for p in (ROOT / "pages").glob("*.py") if p.stem != "__init__")]
BEHIND = ["static/index.html", "_stcore/health", "_stcore/host-config", "media/x.png", "component/x", "nothing"]
SECRETS = ("Harbour Kitchen", "streamlit", "Aoife")
FORGED = {"Cookie": "shiftwright_session=forged"}


def house(server: Server) -> SqlUnitOfWork:
    """A transaction on the database of the server."""
    return SqlUnitOfWork(engine_for(f"sqlite:///{server.folder / 'shiftwright.db'}"))


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


def test_every_page_bears_our_name_and_finds_the_server_at_once(server: Server) -> None:
    cookie = server.signed_in()
    for path in set(PAGES) - {"overview", "navigation"}:
        answer = server.ask("GET", f"/{path}", cookie)
        assert "<title>Shiftwright</title>" in answer.body
        assert "BACKEND_BASE_URL: window.location.origin" in answer.body
        assert "Shiftwright is loading" in answer.body


def test_the_icon_is_shown_to_whoever_is_not_signed_in_yet(server: Server) -> None:
    assert server.ask("GET", "/icon.svg").body.startswith("<svg")


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


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/as", "/sign-out", "/password"])
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
    passed_on = {"X-Forwarded-For": "127.0.0.1"}
    assert "Continue as" not in server.ask("GET", "/sign-in", passed_on).body
    for headers in (elsewhere, passed_on):
        refused = server.ask("POST", "/sign-in/as", headers, username="maya")
        assert refused.status == 403
        assert "only in a browser on the machine that serves it" in refused.body
        assert "set-cookie" not in refused.headers


def test_signing_in_gives_a_new_session_and_ends_the_one_that_was_there(server: Server) -> None:
    planted = server.signed_in()
    answer = server.ask("POST", "/sign-in", planted, username="admin", password=server.password)
    entered = cookie_of(answer)
    assert entered != planted
    assert server.ask("GET", "/demand", planted).status == 303
    assert server.ask("GET", "/demand", entered).status == 200


def test_whoever_came_in_by_a_one_time_password_chooses_another_before_anything_opens(server: Server) -> None:
    with house(server) as work:
        user = UserRecord(
            "new", "new", "Nell New", UserRole.VIEWER, ArgonPasswords().hash("given-once"), must_change=True
        )
        work.users.add(user)
        work.commit()
    answer = server.ask("POST", "/sign-in", username="new", password="given-once", next="/team?week=1")
    cookie = cookie_of(answer)
    assert server.ask("GET", "/team?week=1", cookie).headers["location"] == "/password?next=/team%3Fweek%3D1"
    assert server.ask("GET", "/static/x.js", {"Accept": "*/*", **cookie}).status == 401
    with (
        pytest.raises((InvalidStatus, ConnectionClosed)),
        connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", additional_headers=cookie) as socket,
    ):
        socket.recv(timeout=10)
    form = {"next": "/team?week=1", "again": "quiet harbour lamp"}
    assert "Welcome, Nell New" in server.ask("GET", "/password?next=/team", cookie).body
    wrong = server.ask("POST", "/password", cookie, **form, password="short")
    assert (wrong.status, "are not the same" in wrong.body) == (422, True)
    wrong = server.ask("POST", "/password", cookie, **{**form, "again": "short"}, password="short")
    assert (wrong.status, "needs at least 10" in wrong.body) == (422, True)
    assert server.ask("POST", "/password", {**cookie, "Origin": "http://elsewhere.example"}, **form).status == 403
    chosen = server.ask("POST", "/password", cookie, **form, password="quiet harbour lamp")
    assert (chosen.status, chosen.headers["location"]) == (303, "/team?week=1")
    assert server.ask("GET", "/team", cookie).headers["location"].startswith("/sign-in")
    assert server.ask("GET", "/team", cookie_of(chosen)).status == 200
    assert server.ask("GET", "/password", cookie_of(chosen)).headers["location"] == "/"


def test_too_many_wrong_passwords_are_told_with_the_time_to_wait(server: Server) -> None:
    answers = [server.ask("POST", "/sign-in", username="guessed", password="guess") for _ in range(6)]
    assert [answer.status for answer in answers] == [401] * 5 + [429]
    assert 50 < int(answers[-1].headers["retry-after"]) <= 60
    assert "Too many wrong passwords for this name. Wait" in answers[-1].body


def test_whoever_does_something_stays_and_a_page_that_updates_itself_does_not_count(server: Server) -> None:
    cookie = server.signed_in()
    hashed, hour_ago = hashed_token(cookie["Cookie"].split("=")[1]), datetime.now(UTC) - timedelta(hours=1)

    def seen() -> datetime:
        with house(server) as work:
            session = work.sessions.find(hashed)
            assert session is not None
            return session.seen_at

    with house(server) as work:
        work.sessions.see(hashed, hour_ago)
        work.commit()
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", additional_headers=cookie, max_size=None) as socket:
        for by_itself in (True, False):
            asked = BackMsg(rerun_script=ClientState(is_auto_rerun=by_itself, page_name="team"))
            socket.send(asked.SerializeToString())
            socket.recv(timeout=60)
            if by_itself:
                server.ask("GET", "/static/x.js", {"Accept": "*/*", **cookie})
                assert seen() == hour_ago
        until(lambda: seen() > hour_ago)
