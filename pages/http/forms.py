"""What the forms before the pages share: plain HTML, so that cookies can be HttpOnly and no page script runs before."""

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from data.compose import services
from pages.http.guard import COOKIE
from scheduling.domain.errors import ShiftwrightError, TooManyTries
from scheduling.services.account_records import Visit

HERE = Path(__file__).parent
FRAME = Template((HERE / "frame.html").read_text())


def template(name: str) -> Template:
    """The main part of a page, from the file of this name."""
    return Template((HERE / name).read_text())


def drawn(title: str, main: str, error: ShiftwrightError | None = None, refused: int = 401) -> HTMLResponse:
    """A whole page; with an error the status says so too, and when to come back."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, TooManyTries):
        refused, headers["Retry-After"] = 429, str(error.seconds)
    html = FRAME.substitute(title=escape(title), main=main)
    return HTMLResponse(html, status_code=refused if error else 200, headers=headers)


def note(error: ShiftwrightError | None) -> str:
    """An error where the form says it."""
    return f'<p class="error" role="alert">{escape(str(error))}</p>' if error else ""


def entered(request: Request, target: str, token: str) -> Response:
    """Lead on with the session in a cookie that no script can read."""
    response = RedirectResponse(local(target), status_code=303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(services().access.limits.longest.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def visit(connection: HTTPConnection) -> Visit:
    """From where somebody asks."""
    address = connection.client.host if connection.client else ""
    return Visit(address, connection.headers.get("user-agent", ""))


def local(target: str) -> str:
    """The target if it lies on this site, else the front page."""
    parts = urlsplit(target)
    away = parts.scheme or parts.netloc or "\\" in target or not target.startswith("/") or target.startswith("//")
    return "/" if away else target
