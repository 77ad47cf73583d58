"""Whoever signs in at a real identity provider comes in by their e-mail, and nobody else does."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.records import UserRecord, UserRole
from tests.identity_provider import Provider, identity_provider
from tests.serving import Server, serving

pytestmark = pytest.mark.processes
NELL = {"sub": "1", "email": "Nell@example.org", "email_verified": True, "name": "Nell"}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with identity_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def server(folder: Path, provider: Provider) -> Iterator[Server]:
    with serving(folder, **provider.environment) as server:
        with SqlUnitOfWork(engine_for(f"sqlite:///{folder / 'shiftwright.db'}")) as work:
            nell = UserRecord("n", "nell", "Nell", UserRole.VIEWER, "x", email="nell@example.org", must_change=True)
            work.users.add(nell)
            work.users.add(replace(nell, id="o", username="olga", email="olga@example.org", active=False))
            work.commit()
        yield server


@pytest.fixture
def browser(server: Server) -> Iterator[httpx.Client]:
    """Keeps cookies and follows redirects, as a browser does."""
    address = f"http://127.0.0.1:{server.port}"
    with httpx.Client(base_url=address, follow_redirects=True, headers={"Accept": "text/html"}, timeout=60) as client:
        yield client


def test_the_sign_in_leads_there_and_back_to_the_page_that_was_asked_for(
    browser: httpx.Client, provider: Provider
) -> None:
    assert "Sign in with Harbour ID" in browser.get("/team?week=1").text
    provider.who = NELL
    there = browser.get("/sign-in/elsewhere", params={"provider": "default", "next": "/team?week=1"})
    assert (there.status_code, there.url.path, there.url.query) == (200, "/team", b"week=1")
    assert any("/authorize" in str(step.url) for step in there.history)
    assert set(browser.cookies) <= {"shiftwright_session", "_streamlit_session"}, "nothing of the exchange is left"
    assert browser.get("/password").url.path == "/", "no one-time password is asked for any more"
    browser.post("/sign-out")
    assert browser.get("/team").url.path == "/sign-in"


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ({**NELL, "email": "nobody@example.org"}, "no account here has this e-mail address"),
        ({**NELL, "email": "olga@example.org"}, "no account here has this e-mail address"),
        ({**NELL, "email_verified": False}, "did not say that this e-mail address is really yours"),
        ({key: value for key, value in NELL.items() if key != "email_verified"}, "is really yours"),
        ({"sub": "1"}, "is really yours"),
    ],
)
def test_others_are_told_why_not(browser: httpx.Client, provider: Provider, who: dict[str, object], told: str) -> None:
    provider.who = who
    answer = browser.get("/sign-in/elsewhere", params={"next": "/team"})
    assert answer.status_code == 401
    assert told in answer.text
    assert "shiftwright_session" not in browser.cookies
    assert browser.get("/team").url.path == "/sign-in"


def test_whoever_gives_up_there_is_back_at_the_sign_in(browser: httpx.Client, provider: Provider) -> None:
    provider.who = None
    assert browser.get("/sign-in/elsewhere").url.path == "/sign-in"
    assert "did not work or was given up" in browser.get("/sign-in/done").text


def test_what_a_browser_says_of_itself_opens_nothing(browser: httpx.Client, provider: Provider) -> None:
    forged = "2|1:0|10:1|15:_streamlit_user|4:e30=|" + "0" * 64
    for value in ("forged", forged):
        answer = browser.get("/team", headers={"Cookie": f"_streamlit_user={value}"})
        assert "shiftwright_session" not in browser.cookies
        assert answer.url.path in ("/sign-in", "/sign-in/done")
    assert browser.get("/oauth2callback", params={"code": "x", "state": "x"}).url.path == "/sign-in"


def test_a_provider_that_is_not_set_up_is_nowhere(browser: httpx.Client) -> None:
    assert browser.get("/sign-in/elsewhere", params={"provider": "other"}).url.path == "/sign-in"
    assert browser.get("/auth/login", params={"provider": "default"}).url.path == "/sign-in"
