"""Sign in and out: plain HTML, so that the cookie can be HttpOnly and no page script runs before."""

from collections.abc import Sequence
from html import escape
from ipaddress import ip_address
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.compose import services, settings
from pages.http.guard import COOKIE
from scheduling.domain.errors import NotAllowed
from scheduling.services.access import SESSION_HOURS, Persona

PAGE = Template((Path(__file__).parent / "sign_in.html").read_text())


async def show(request: Request) -> Response:
    return await page(request, request.query_params.get("next", "/"))


async def sign_in(request: Request) -> Response:
    if not same_origin(request):
        return PlainTextResponse("This form was sent from another site.", status_code=403)
    form = await request.form()
    username, target = str(form.get("username", "")).strip(), str(form.get("next", "/"))
    try:
        token = await run_in_threadpool(services().access.sign_in, username, str(form.get("password", "")))
    except NotAllowed as error:
        return await page(request, target, str(error), username)
    return entered(request, target, token)


async def continue_as(request: Request) -> Response:
    """Enter a demo as one of its personas; only for a browser on the machine that serves it."""
    if not same_origin(request):
        return PlainTextResponse("This form was sent from another site.", status_code=403)
    if not on_this_machine(request):
        return PlainTextResponse("Sign in with name and password.", status_code=403)
    form = await request.form()
    target = str(form.get("next", "/"))
    try:
        token = await run_in_threadpool(services().access.continue_as, str(form.get("username", "")))
    except NotAllowed as error:
        return await page(request, target, str(error))
    return entered(request, target, token)


def entered(request: Request, target: str, token: str) -> Response:
    """Lead on with the session in a cookie that no script can read."""
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


async def page(request: Request, target: str, error: str = "", username: str = "") -> HTMLResponse:
    note = f'<p class="error" role="alert">{escape(error)}</p>' if error else ""
    personas = await run_in_threadpool(services().access.personas) if on_this_machine(request) else ()
    html = PAGE.substitute(
        next=escape(local(target), quote=True),
        note=note,
        username=escape(username, quote=True),
        personas=persona_form(personas, local(target)),
    )
    return HTMLResponse(html, status_code=401 if error else 200, headers={"Cache-Control": "no-store"})


def persona_form(personas: Sequence[Persona], target: str) -> str:
    """A button per persona; nothing where there are none."""
    if not personas:
        return ""
    buttons = "".join(
        f'<button class="quiet" name="username" value="{p.username}">Continue as {p.name}, {p.role.value}</button>'
        for p in personas
    )
    hidden = f'<input type="hidden" name="next" value="{escape(target, quote=True)}">'
    return (
        f'<form method="post" action="/sign-in/as"><p class="or">Just looking at the demo?</p>{hidden}{buttons}</form>'
    )


def on_this_machine(request: Request) -> bool:
    """Whether the server listens here only and was asked for by a local name, so that no other site stands between."""
    return is_loopback(settings().host) and is_loopback(request.url.hostname or "")


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


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
    Route("/sign-in/as", continue_as, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
]
