"""Sign in at an identity provider, by the machinery of `st.login`: it asks the provider and keeps who somebody is in a
signed cookie, which is exchanged here for a session like everybody else's and thrown away."""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_origin_from_redirect_uri,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from data.compose import services
from pages.http import sign_in
from pages.http.forms import entered, local, visit
from pages.http.guard import COOKIE
from pages.http.providers import DEFAULT, providers
from scheduling.domain.errors import NotAllowed

NEXT, NEXT_SECONDS = "shiftwright_next", 600
UNSURE = (
    "The sign-in elsewhere did not say that this e-mail address is really yours, so it opens nothing here. "
    "Ask whoever runs it to confirm the address, or sign in with name and password."
)
FAILED = "The sign-in elsewhere did not work or was given up. Try again, or sign in with name and password."


async def begin(request: Request) -> Response:
    """Go to the provider, and keep where to lead on afterwards."""
    provider = request.query_params.get("provider", DEFAULT)
    if provider not in providers():
        return RedirectResponse("/sign-in", status_code=303)
    try:
        validate_auth_credentials(provider)
    except StreamlitAuthError as error:
        return await sign_in.page(request, "/", NotAllowed(f"This sign-in is not set up right. {error}"))
    response = RedirectResponse(f"/auth/login?provider={encode_provider_token(provider)}", status_code=303)
    target = local(request.query_params.get("next", "/"))
    response.set_cookie(NEXT, target, max_age=NEXT_SECONDS, httponly=True, samesite="lax")
    return response


async def finish(request: Request) -> Response:
    """Exchange who the provider says that somebody is for a session."""
    target, said = request.cookies.get(NEXT, "/"), identity(request)
    try:
        if said is None:
            raise NotAllowed(FAILED)
        if not said.get("email") or said.get("email_verified") is not True:
            raise NotAllowed(UNSURE)
        who = str(said["email"]), visit(request), request.cookies.get(COOKIE)
        token = await run_in_threadpool(services().access.enter_by_email, *who)
        response = entered(request, target, token)
    except NotAllowed as error:
        response = await sign_in.page(request, target, error)
    return cleared(request, response)


def identity(connection: HTTPConnection) -> dict[str, Any] | None:
    """What the provider said of somebody on their way in; None where it said nothing, or not to this server."""

    def one(name: str) -> bytes | None:
        value = connection.cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    whole = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    said = json.loads(whole) if whole else None
    return said if isinstance(said, dict) and said.get("origin") == get_origin_from_redirect_uri() else None


def cleared(request: Request, response: Response) -> Response:
    """Nothing of the exchange stays in the browser: signing out here would else not keep anybody out."""
    for name in request.cookies:
        if name == NEXT or name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            response.delete_cookie(name)
    return response


routes = [
    Route("/sign-in/elsewhere", begin, methods=["GET"]),
    Route("/sign-in/done", finish, methods=["GET"]),
]
