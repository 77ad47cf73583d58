"""Lets nobody but the signed-in reach a page, its assets or its websocket."""

import logging
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data.compose import services
from pages.http.presence import notice, noticing
from scheduling.domain.errors import StorageUnavailable
from scheduling.services.records import UserRecord

log = logging.getLogger("shiftwright.pages")

AWAY = (Path(__file__).parent / "away.html").read_text()
RETRY_SECONDS = 5
TRY_AGAIN_LATER = 1013
NOT_SIGNED_IN = 4401
COOKIE = "shiftwright_session"
# Health and metrics tell no names; metrics refuse by themselves whoever is not on this machine.
# The page for choosing a password looks for itself whether there is one to choose.
OPEN_PATHS = frozenset({"/sign-in", "/sign-in/as", "/sign-out", "/password", "/icon.svg", "/healthz", "/metrics"})
# The way to an identity provider and back; without one they lead to the sign-in.
ELSEWHERE = frozenset({"/sign-in/elsewhere", "/sign-in/done", "/auth/login", "/oauth2callback"})


class Guard:
    """ASGI middleware: without a valid session, pages lead to the sign-in and everything else is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._let_in(scope, receive, send)
        except StorageUnavailable as error:
            log.warning("%s: %s", scope["path"], error)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            else:
                await away(HTTPConnection(scope))(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] in OPEN_PATHS | ELSEWHERE:
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        token = connection.cookies.get(COOKIE, "")
        user = await run_in_threadpool(services().access.who, token)
        if user is None or user.must_change:
            await refuse(connection, user)(scope, receive, send)
            return
        if scope["type"] == "websocket":
            receive = noticing(receive, token)
        elif wants_page(connection):
            notice(token)
        await self._app(scope, receive, send)


def away(connection: HTTPConnection) -> Response:
    """Say that the database is away; a page that somebody reads tries again by itself.

    Why is for the log: nobody has signed in who could be told an address.
    """
    if not wants_page(connection):
        return PlainTextResponse("The database does not answer at the moment.", status_code=503)
    return HTMLResponse(AWAY, status_code=503, headers={"Refresh": str(RETRY_SECONDS), "Cache-Control": "no-store"})


def wants_page(connection: HTTPConnection) -> bool:
    """Whether a person opens a page, rather than a page one of its parts."""
    return "text/html" in connection.headers.get("accept", "")


def refuse(connection: HTTPConnection, user: UserRecord | None) -> ASGIApp:
    """Close a websocket; lead somebody who opens a page to where they can go on; a plain 401 for everything else."""
    if connection.scope["type"] == "websocket":
        return _close
    if wants_page(connection):
        target = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
        if user is None and USER_COOKIE_NAME in connection.cookies:
            # Back from an identity provider.
            return RedirectResponse("/sign-in/done", status_code=303)
        path = "/sign-in" if user is None else "/password"
        return RedirectResponse(f"{path}?next={quote(target)}", status_code=303)
    return PlainTextResponse("Sign in first.", status_code=401)


async def _close(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "websocket.close", "code": NOT_SIGNED_IN})
