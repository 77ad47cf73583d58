"""The front page under its own name: what the menu opens at / is a link worth keeping, too."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route


async def overview(request: Request) -> Response:
    return RedirectResponse(str(request.url.replace(scheme="", netloc="", path="/")), status_code=307)


routes = [Route("/overview", overview, methods=["GET"])]
