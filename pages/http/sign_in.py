"""Sign in and out: plain HTML, so that the cookie can be HttpOnly and no page script runs before."""

from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.compose import services
from pages.http.guard import COOKIE
from scheduling.domain.errors import NotAllowed
from scheduling.services.access import SESSION_HOURS

PAGE = Template((Path(__file__).parent / "sign_in.html").read_text())


async def show(request: Request) -> Response:
    return page(request.query_params.get("next", "/"))


async def sign_in(request: Request) -> Response:
    if not same_origin(request):
        return PlainTextResponse("This form was sent from another site.", status_code=403)
    form = await request.form()
    username, target = str(form.get("username", "")).strip(), str(form.get("next", "/"))
    try:
        token = await run_in_threadpool(services().access.sign_in, username, str(form.get("password", "")))
    except NotAllowed as error:
        return page(target, str(error), username)
    response = RedirectResponse(local(target), status_code=303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=SESSION_HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


async def sign_out(request: Request) -> Response:
    if not same_origin(request):
        return PlainTextResponse("This was sent from another site.", status_code=403)
    await run_in_threadpool(services().access.sign_out, request.cookies.get(COOKIE))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(COOKIE)
    return response


def page(target: str, error: str = "", username: str = "") -> HTMLResponse:
    note = f'<p class="error" role="alert">{escape(error)}</p>' if error else ""
    html = PAGE.substitute(next=escape(local(target), quote=True), note=note, username=escape(username, quote=True))
    return HTMLResponse(html, status_code=401 if error else 200, headers={"Cache-Control": "no-store"})


def local(target: str) -> str:
    """The target if it lies on this site, else the front page."""
    parts = urlsplit(target)
    away = parts.scheme or parts.netloc or "\\" in target or not target.startswith("/") or target.startswith("//")
    return "/" if away else target


def same_origin(request: Request) -> bool:
    """A browser says where a form comes from; what carries no origin is not a browser's form."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


routes = [
    Route("/sign-in", show, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
]
