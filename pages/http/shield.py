"""Stands before all that the server answers: refuses what other sites send, and tells browsers what to trust."""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.http.front import document

FOREIGN = "This was sent from another site."
TOO_LARGE = "This is larger than anything that is asked for here."
LARGEST = 2**20
UPLOADS = "/_stcore/"
"""Streamlit's own addresses have a limit of their own, for files: `server.maxUploadSize`."""
POLICY_VIOLATION = 1008
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
YEAR = 365 * 24 * 3600


class Shield:
    """ASGI middleware, the outermost one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_headers(connection.url.scheme))
            await send(message)

        if foreign(connection):
            await _refuse(403, FOREIGN)(scope, receive, marked)
            return
        whole: Receive | None = receive
        if scope["type"] == "http" and scope["method"] not in SAFE and not scope["path"].startswith(UPLOADS):
            whole = await _within(receive, LARGEST)
        if whole is None:
            await _refuse(413, TOO_LARGE)(scope, receive, marked)
        else:
            await self._app(scope, whole, marked)


def _refuse(status: int, why: str) -> ASGIApp:
    """Answer with a sentence; a websocket is closed before it opens."""

    async def refused(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await PlainTextResponse(why, status_code=status)(scope, receive, send)

    return refused


async def _within(receive: Receive, most: int) -> Receive | None:
    """The body to be read once more, now that it is whole; None where it is larger than so many bytes.

    Forms are asked for by those who have not signed in yet, so that nobody may make them as large as they like.
    """
    messages, size, more = list[Message](), 0, True
    while more:
        message = await receive()
        messages.append(message)
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        if size > most:
            return None
    kept = iter(messages)

    async def again() -> Message:
        return next(kept, None) or await receive()

    return again


def foreign(connection: HTTPConnection) -> bool:
    """Whether a page of another site wants something done, or to listen, in the name of whoever has it open.

    Browsers say where what they send comes from; what carries no origin comes from no browser's page. Another port of
    the same machine is another site here, though cookies know no ports.
    """
    origin = connection.headers.get("origin")
    if origin is None or (connection.scope["type"] == "http" and connection.scope["method"] in SAFE):
        return False
    return urlsplit(origin).netloc != connection.headers.get("host")


@cache
def _headers(scheme: str) -> Mapping[str, str]:
    told = {
        "Content-Security-Policy": policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return told | ({"Strict-Transport-Security": f"max-age={YEAR}"} if scheme in ("https", "wss") else {})


def policy() -> str:
    """What a page may load, run and send to.

    Scripts come from the server's own files, or are one of those written into the document that pages are drawn in;
    none stands in an attribute, so that a mark that gets into a page does nothing. Streamlit sets styles by script.
    """
    own = " ".join(_hashed(script) for script in INLINE.findall(document()))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {own}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
