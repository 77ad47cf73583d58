"""Choose a password in place of one that was given for once; until then nothing else opens."""

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.compose import services
from pages.http.forms import drawn, entered, local, note, template, visit
from pages.http.guard import COOKIE
from scheduling.domain.errors import InvalidInput, NotAllowed
from scheduling.services.passwords import SHORTEST_PASSWORD
from scheduling.services.records import UserRecord

MAIN = template("password.html")
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    user = await run_in_threadpool(services().access.who, request.cookies.get(COOKIE))
    if user is None or not user.must_change:
        return RedirectResponse("/", status_code=303)
    return page(user, request.query_params.get("next", "/"))


async def choose(request: Request) -> Response:
    form = await request.form()
    password, again, target = (str(form.get(name, "")) for name in ("password", "again", "next"))
    token = request.cookies.get(COOKIE)
    user = await run_in_threadpool(services().access.who, token)
    if user is None or not user.must_change:
        return RedirectResponse("/sign-in", status_code=303)
    if password != again:
        return page(user, target, InvalidInput("The two are not the same. Enter the new password twice."))
    try:
        entering = await run_in_threadpool(services().access.choose_password, token, password, visit(request))
    except (InvalidInput, NotAllowed) as error:
        return page(user, target, error)
    return entered(request, target, entering)


def page(user: UserRecord, target: str, error: InvalidInput | NotAllowed | None = None) -> Response:
    """The form, with what is wrong with a password that was refused."""
    main = MAIN.substitute(
        said=f"Welcome, {escape(user.name)}. The password you came in with works only once: choose your own to go on.",
        note=note(error),
        next=escape(local(target), quote=True),
        username=escape(user.username, quote=True),
        shortest=SHORTEST_PASSWORD,
    )
    return drawn("Choose a password", main, error, UNPROCESSABLE)


routes = [Route("/password", show, methods=["GET"]), Route("/password", choose, methods=["POST"])]
