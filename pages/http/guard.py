"""Lets nobody but the signed-in reach a page, its assets or its websocket."""

import logging
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.compose import services
from scheduling.domain.errors import StorageUnavailable

log = logging.getLogger("shiftwright.pages")

AWAY = (Path(__file__).parent / "away.html").read_text()
RETRY_SECONDS = 5
TRY_AGAIN_LATER = 1013
COOKIE = "shiftwright_session"
# Health and metrics tell no names; metrics refuse by themselves whoever is not on this machine.
OPEN_PATHS = frozenset({"/sign-in", "/sign-in/as", "/healthz", "/metrics"})


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
        if scope["type"] not in ("http", "websocket") or scope["path"] in OPEN_PATHS:
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        user = await run_in_threadpool(services().access.who, connection.cookies.get(COOKIE))
        if user is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4401})
        else:
            await refusal(connection)(scope, receive, send)


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


def refusal(connection: HTTPConnection) -> Response:
    """A redirect for somebody who opens a page, a plain 401 for everything else."""
    if wants_page(connection):
        target = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(target)}", status_code=303)
    return PlainTextResponse("Sign in first.", status_code=401)
