"""Sign in and out."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from data.compose import services
from pages.http.forms import drawn, entered, local, note, template, visit
from pages.http.guard import COOKIE
from pages.http.here import demo_is_open
from pages.http.providers import providers
from scheduling.domain.errors import NotAllowed
from scheduling.services.personas import Persona

MAIN = template("sign_in.html")
DEMO_ELSEWHERE = (
    "Continuing as somebody of the demo works only in a browser on the machine that serves it, while the server "
    "listens there alone (HOST=127.0.0.1). Sign in with name and password."
)


async def show(request: Request) -> Response:
    return await page(request, request.query_params.get("next", "/"))


async def sign_in(request: Request) -> Response:
    form = await request.form()
    username, target = str(form.get("username", "")).strip(), str(form.get("next", "/"))
    given = username, str(form.get("password", "")), visit(request), request.cookies.get(COOKIE)
    try:
        token = await run_in_threadpool(services().access.sign_in, *given)
    except NotAllowed as error:
        return await page(request, target, error, username)
    return entered(request, target, token)


async def continue_as(request: Request) -> Response:
    """Enter a demo as one of its personas; only for a browser on the machine that serves it."""
    form = await request.form()
    target = str(form.get("next", "/"))
    if not demo_is_open(request):
        return await page(request, target, NotAllowed(DEMO_ELSEWHERE), refused=403)
    chosen = str(form.get("username", "")), visit(request), request.cookies.get(COOKIE)
    try:
        token = await run_in_threadpool(services().personas.continue_as, *chosen)
    except NotAllowed as error:
        return await page(request, target, error)
    return entered(request, target, token)


async def sign_out(request: Request) -> Response:
    await run_in_threadpool(services().access.sign_out, request.cookies.get(COOKIE))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(COOKIE)
    return response


async def page(
    request: Request, target: str, error: NotAllowed | None = None, username: str = "", refused: int = 401
) -> HTMLResponse:
    """The form, with what went wrong where something did."""
    personas = await run_in_threadpool(services().personas.all) if demo_is_open(request) else ()
    main = MAIN.substitute(
        next=escape(local(target), quote=True),
        note=note(error),
        username=escape(username, quote=True),
        providers=provider_links(local(target)),
        personas=persona_form(personas, local(target)),
    )
    return drawn("Sign in", main, error, refused)


def provider_links(target: str) -> str:
    """A link for each identity provider that is set up."""
    return "".join(
        f'<a class="elsewhere" href="/sign-in/elsewhere?{escape(urlencode({"provider": key, "next": target}))}">'
        f"Sign in with {escape(name)}</a>"
        for key, name in providers().items()
    )


def persona_form(personas: Sequence[Persona], target: str) -> str:
    """A button per persona; nothing where there are none."""
    if not personas:
        return ""
    buttons = "".join(
        f'<button class="quiet" name="username" value="{p.username}">'
        f"Continue as {escape(p.name)}, {p.role.value}</button>"
        for p in personas
    )
    hidden = f'<input type="hidden" name="next" value="{escape(target, quote=True)}">'
    return (
        f'<form method="post" action="/sign-in/as"><p class="or">Just looking at the demo?</p>{hidden}{buttons}</form>'
    )


routes = [
    Route("/sign-in", show, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-in/as", continue_as, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
]
