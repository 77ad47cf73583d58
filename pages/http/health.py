"""Whether server, database and queue are well."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data.compose import settings
from data.health import database_answers, redis_answers


async def health(request: Request) -> Response:
    """200 while pages can be served; the queue being away is told, but does not make the server ill."""
    database = await run_in_threadpool(database_answers, settings())
    queue = await run_in_threadpool(redis_answers, settings())
    told = {"status": "ok" if database else "ill", "database": database, "redis": queue}
    return JSONResponse(told, status_code=200 if database else 503)


routes = [Route("/healthz", health, methods=["GET"])]
